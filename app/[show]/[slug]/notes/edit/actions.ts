"use server";

import { redirect } from "next/navigation";
import type { FormState } from "@/components/ui/form-state";
import { beginNotes as texts } from "@/lib/texts/en/bring";
import { db } from "@/server/db";
import { beginDocument } from "@/server/work/first-texts/begin-document";
import { formAction } from "../../../../form-action";
import { findEditor } from "../../details/find-editor";

/** Begins an episode's show notes. */
export const beginNotes = formAction(
  async (_before: FormState<never>, form: FormData): Promise<FormState<never>> => {
    const show = String(form.get("show") ?? "");
    const slug = String(form.get("slug") ?? "");
    const found = await findEditor(show, slug);
    if (!found)
      redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${show}/${slug}/notes/edit`.slice(0, 600))}`);
    const text = form.get("text");
    if (typeof text !== "string") return { status: "refused", reason: "form", sentence: texts.problems.form };
    const begun = await beginDocument(db(), {
      ...{ showId: found.show.id, episodeId: found.episode.id, kind: "notes", author: found.person },
      text: `${text.replaceAll("\r\n", "\n").trimEnd()}\n`,
      origin: { origin: "person", recogniser: null },
    });
    if (begun.ok) redirect(`/${found.show.slug}/${found.episode.slug}#notes`);
    return {
      status: "refused",
      reason: begun.reason,
      sentence: texts.problems[begun.reason],
      typed: { text },
    };
  },
);
