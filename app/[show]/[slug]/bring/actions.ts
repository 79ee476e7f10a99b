"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { BringState } from "@/components/shows/bring-transcript-form";
import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import { bringTranscript as texts } from "@/lib/texts/en/bring";
import { db } from "@/server/db";
import { describeFile } from "@/server/text/transcript-files/describe-file";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { sentenceFor } from "@/server/work/contributions/refusals";
import { type BroughtFile, bringTranscript, lookAtFile } from "@/server/work/shows/bring-transcript";
import { formAction } from "../../../form-action";

const fields = z.object({
  show: z.string().regex(SHOW_SLUG).max(300),
  slug: z.string().regex(EPISODE_SLUG).max(300),
  what: z.enum(["look", "keep"]).catch("look"),
  origin: z.enum(["person", "recogniser", "unknown"]).catch("unknown"),
  edits: z.enum(["merge", "whole"]).catch("merge"),
  idempotencyKey: z.string().regex(/^[\w-]{8,64}$/),
  name: z.string().max(200).default(""),
  agreed: z.string().max(200).optional(),
});

/** Longer than any transcript: what a form may send has 8 MB. */
const MOST_BYTES = 8_000_000;

/** Says what a transcript's file or text would become, or keeps it. */
export const bringFile = formAction(async (_before: BringState, form: FormData): Promise<BringState> => {
  const typed = { text: String(form.get("text") ?? "").slice(0, MOST_BYTES) };
  const refuse = (reason: string, sentence: string): BringState => ({
    ...{ status: "refused", reason, sentence, typed },
  });
  const parsed = fields.safeParse(
    Object.fromEntries([...form].filter(([, value]) => typeof value === "string")),
  );
  if (!parsed.success) return refuse("form", texts.problems.form);
  const { show, slug, what, origin, edits, idempotencyKey, name, agreed } = parsed.data;
  const author = await currentContributor(name);
  const episode = await db().episode.findFirst({
    where: { slug, show: { slug: show } },
    select: { id: true, showId: true, documents: { where: { kind: "transcript" }, select: { id: true } } },
  });
  if (!episode) return refuse("no-episode", texts.problems["no-episode"]);
  const { id: episodeId, showId } = episode;
  if (episode.documents.length === 0 && author.id === null)
    return refuse("sign-in", texts.problems["sign-in"]);
  const file = await fileIn(form, typed.text);
  if (!file) return refuse("nothing", texts.problems.nothing);
  if (file.bytes.length > MOST_BYTES) return refuse("too-long", texts.problems["too-long"]);
  if (what === "look") {
    const looked = await lookAtFile(db(), { showId, episodeId, author, file });
    if (!looked.ok) return refuse(looked.reason, sentenceOf(looked));
    const { read } = looked;
    if (!read.ok) return refuse("unreadable", texts.unreadable(read.problem.reason, read.problem.line));
    return { status: "sent", sent: describeFile(read), typed };
  }
  const brought = await bringTranscript(db(), {
    ...{ showId, episodeId, file, author, origin, edits, idempotencyKey, agreed: agreed !== undefined },
  });
  if (!brought.ok) {
    if (brought.reason === "unreadable")
      return refuse("unreadable", texts.unreadable(brought.why, brought.line));
    return refuse(brought.reason, sentenceOf(brought));
  }
  if (brought.status === "first-proposed") redirect(`/contributions/first/${brought.id}?said=proposed`);
  if (brought.status === "proposed") redirect(`/contributions/${brought.contribution.id}`);
  if (brought.status === "times") redirect(`/${show}/${slug}/bring?said=times`);
  redirect(brought.hasUnnamed ? `/${show}/${slug}/speakers` : `/${show}/${slug}`);
});

const sentenceOf = (refused: { readonly reason: string }): string =>
  texts.problems[refused.reason as keyof typeof texts.problems] ??
  sentenceFor(refused as Parameters<typeof sentenceFor>[0]);

async function fileIn(form: FormData, text: string): Promise<BroughtFile | null> {
  const file = form.get("file");
  if (file instanceof File && file.size > 0) {
    if (file.size > MOST_BYTES) return { bytes: new Uint8Array(MOST_BYTES + 1), name: file.name, type: null };
    return {
      bytes: new Uint8Array(await file.arrayBuffer()),
      name: file.name.slice(0, 300),
      // Systems call a file of captions anything; its content and its ending say more.
      type: null,
    };
  }
  if (text.trim() === "") return null;
  return { bytes: new TextEncoder().encode(text), name: "pasted.txt", type: null };
}
