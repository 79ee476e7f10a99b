import { redirect } from "next/navigation";
import type { FormState } from "@/components/ui/form-state";
import { readEnvironment } from "@/lib/read-environment";
import { uploadCover as texts } from "@/lib/texts/en/details";
import { db } from "@/server/db";
import { bringCover } from "@/server/work/shows/bring-cover";

interface Taking {
  readonly showId: number;
  /** The episode's slug; null for the show. */
  readonly slug: string | null;
  readonly actor: { readonly id: string; readonly name: string };
  readonly form: FormData;
  /** Where it leads once the cover is kept. */
  readonly to: string;
}

const MOST_BYTES = 8_000_000;

/** Takes the picture of a form as a cover. */
export async function takeCover({ showId, slug, actor, form, to }: Taking): Promise<FormState<never>> {
  const picture = form.get("picture");
  if (!(picture instanceof File) || picture.size === 0 || picture.size > MOST_BYTES)
    return { status: "refused", reason: "form", sentence: texts.problems.form };
  const bytes = new Uint8Array(await picture.arrayBuffer());
  const brought = await bringCover(db(), { showId, slug, bytes, actor, environment: readEnvironment() });
  if (brought.ok) redirect(`${to}?said=saved`);
  return { status: "refused", reason: brought.reason, sentence: texts.problems[brought.reason] };
}
