"use server";

import { redirect } from "next/navigation";
import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { askForDraft } from "@/server/work/drafts/ask-for-draft";
import { discardDraft, publishDraft } from "@/server/work/drafts/publish-draft";
import { formAction } from "../../../form-action";
import { findEditor } from "../details/find-editor";

/** The episode that a form is about, if its sender may make drafts. Everybody else is sent to the sign-in page. */
async function asked(form: FormData) {
  const [show, slug] = ["show", "slug"].map((name) => String(form.get(name) ?? "").slice(0, 300));
  const found = await findEditor(show ?? "", slug ?? "");
  if (!found) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${show}/${slug}/draft`)}`);
  const here = `/${found.show.slug}/${found.episode.slug}`;
  return {
    here,
    who: { showId: found.show.id, episodeId: found.episode.id, person: found.person },
    answer: (code: string): never => redirect(`${here}/draft?said=${code}`),
  };
}

/** Asks the site's recogniser for an episode's first draft. */
export const askDraft = formAction(async (form: FormData): Promise<void> => {
  const { who, answer } = await asked(form);
  const result = await askForDraft(db(), { ...who, transcribe: readEnvironment().transcribe });
  answer(result.ok ? "asked" : result.reason);
});

/** Makes the draft the episode's transcript. */
export const publish = formAction(async (form: FormData): Promise<void> => {
  const { who, here, answer } = await asked(form);
  const result = await publishDraft(db(), who);
  if (!result.ok) return answer(result.reason);
  redirect(result.hasUnnamed ? `${here}/speakers` : here);
});

/** Throws the draft away. */
export const discard = formAction(async (form: FormData): Promise<void> => {
  const { who, answer } = await asked(form);
  const result = await discardDraft(db(), who);
  answer(result.ok ? "discarded" : result.reason);
});
