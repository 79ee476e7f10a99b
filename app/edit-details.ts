import { redirect } from "next/navigation";
import type { z } from "zod";
import type { DetailsState } from "@/components/shows/details-form";
import { details as texts } from "@/lib/texts/en/details";
import { db } from "@/server/db";
import { editFields } from "@/server/work/shows/edit-fields";
import { episodeColumns, episodeValues, showColumns, showValues } from "@/server/work/shows/field-values";
import type { Said } from "@/server/work/shows/fields";
import { fieldText, fieldValue } from "./field-texts";

interface Editing {
  readonly showId: number;
  /** The episode's slug; null for the show. */
  readonly slug: string | null;
  readonly actor: { readonly id: string; readonly name: string };
  readonly form: FormData;
  /** Where it leads once it is saved. */
  readonly to: string;
}

/** The longest description with room to spare, and the most chapters with long titles. */
const LONGEST = 600_000;

/**
 * Saves what a form of details changed: the fields whose text is another than when the form was made. Leads back to the
 * page where all is well.
 */
export async function editDetails({ showId, slug, actor, form, to }: Editing): Promise<DetailsState> {
  const schema: z.ZodObject = slug === null ? showValues : episodeValues;
  const typed: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const was: Record<string, Said> = {};
  const refuse = (field: string, sentence: string): DetailsState => ({
    ...{ status: "refused", reason: "field", sentence, typed },
    field,
  });
  for (const field of Object.keys(schema.shape)) {
    const text = form.get(field);
    if (typeof text !== "string") continue;
    typed[field] = text.slice(0, LONGEST);
  }
  for (const [field, text] of Object.entries(typed)) {
    const before = readWas(form.get(`was.${field}`));
    if (!before) return refuse(field, texts.problems.form);
    if (fieldText(field, before) === text.replaceAll("\r\n", "\n")) continue;
    const value = fieldValue(field, text, before);
    const parsed = schema.shape[field]?.safeParse(value);
    if (!parsed?.success)
      return refuse(field, texts.wrong[field as keyof typeof texts.wrong] ?? texts.problems.form);
    values[field] = parsed.data;
    was[field] = before;
  }
  const follow = form.get("follow");
  const result = await editFields(db(), {
    ...{ showId, slug, actor, was },
    changes: slug === null ? showColumns(values) : episodeColumns(values),
    ...(typeof follow === "string" && { follow: [follow] }),
  });
  if (result.ok) redirect(`${to}?said=${follow ? "followed" : result.changed.length > 0 ? "saved" : "same"}`);
  if (result.reason === "changed-meanwhile")
    return refuse(result.field, texts.changedMeanwhile(fieldText(result.field, result.now)));
  return { status: "refused", reason: result.reason, sentence: texts.problems[result.reason], typed };
}

/** What a field was when its form was made: our own JSON, which anybody can change, and which is only compared. */
function readWas(text: FormDataEntryValue | null): Said | null {
  try {
    const json: unknown = typeof text === "string" && text.length <= LONGEST ? JSON.parse(text) : null;
    return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as Said) : null;
  } catch {
    return null;
  }
}
