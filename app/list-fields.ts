import type { DetailField } from "@/components/shows/details-form";
import { details as texts } from "@/lib/texts/en/details";
import { db } from "@/server/db";
import { readFieldValues } from "@/server/work/shows/edit-fields";
import { EPISODE_FIELDS, type Said, SHOW_FIELDS } from "@/server/work/shows/fields";
import { fieldText } from "./field-texts";

interface Wanted {
  readonly showId: number;
  /** Null for the show's own fields. */
  readonly episodeId: number | null;
  /** The fields, in the order of the form. */
  readonly names: readonly string[];
}

/** Reads fields as their form shows them, each with what its feed says where it was edited here. */
export async function listFields({ showId, episodeId, names }: Wanted): Promise<DetailField[]> {
  const fields = episodeId === null ? SHOW_FIELDS : EPISODE_FIELDS;
  const [values, edits] = await Promise.all([
    readFieldValues(db(), { showId, episodeId }, fields),
    db().fieldEdit.findMany({ where: { showId, episodeId } }),
  ]);
  return names.map((name) => {
    const said = values[name] ?? {};
    const edit = edits.find(({ field }) => field === name);
    return {
      ...{
        name,
        label:
          episodeId === null && name === "link"
            ? texts.site
            : texts.fields[name as keyof typeof texts.fields],
        was: JSON.stringify(said),
      },
      hint: texts.hints[name as keyof typeof texts.hints] ?? null,
      text: fieldText(name, said),
      // Where no feed says anything there is nothing to follow.
      source: (edit && fieldText(name, edit.source as Said)) || null,
      editor: edit?.editorName ?? null,
    };
  });
}
