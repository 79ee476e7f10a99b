import type { Environment } from "@/lib/read-environment";
import type { Database } from "@/server/db";
import { sendJob } from "@/server/jobs/send-job";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import { takeFrom } from "@/server/people/limits/take-from";
import { draftJob } from "./draft-job";

interface Asking {
  readonly showId: number;
  readonly episodeId: number;
  readonly person: { readonly id: string; readonly name: string };
  readonly transcribe: Environment["transcribe"];
}

export type AskedForDraft =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: "not-allowed" | "no-recogniser" | "no-audio-file" | "has-transcript" | "too-many";
    };

const DAY = 86_400;
/** How many drafts one person may ask for in a day: each takes an hour of a processor, or money. */
const DRAFTS_A_DAY = 50;

/**
 * Sends the job that makes an episode's first draft, for those who review at its show. Whoever asks while one is being made, or
 * waits to be decided on, gets that one: another may cost money. One that failed makes room.
 */
export async function askForDraft(db: Database, asking: Asking): Promise<AskedForDraft> {
  const { showId, episodeId, person, transcribe } = asking;
  if (!mayReview(await standingAt(db, { personId: person.id, showId })))
    return { ok: false, reason: "not-allowed" };
  if (transcribe.recogniser === null) return { ok: false, reason: "no-recogniser" };
  const episode = await db.episode.findFirst({
    where: { id: episodeId, showId },
    select: {
      slug: true,
      audioUrl: true,
      draft: { select: { state: true } },
      documents: { where: { kind: "transcript" }, select: { id: true } },
    },
  });
  if (!episode) return { ok: false, reason: "not-allowed" };
  if (episode.documents.length > 0) return { ok: false, reason: "has-transcript" };
  if (episode.draft?.state === "made") return { ok: true };
  if (episode.audioUrl === null) return { ok: false, reason: "no-audio-file" };
  const limit = { key: `draft:person:${person.id}`, limit: DRAFTS_A_DAY, perSeconds: DAY };
  if (!(await takeFrom(db, limit)).ok) return { ok: false, reason: "too-many" };
  await db.$transaction(async (tx) => {
    const asked = { state: "asked", askerId: person.id, askerName: person.name, askedAt: new Date() };
    const nothing = {
      ...{ text: null, deltas: null, ends: null, confidences: null, captions: null },
      ...{ problem: null, detail: null, recogniser: null, madeAt: null },
    };
    await tx.draft.upsert({
      where: { episodeId },
      create: { episodeId, ...asked },
      update: { ...asked, ...nothing },
    });
    const jobId = await sendJob(tx, draftJob, { episodeId }, { key: String(episodeId) });
    await tx.draft.update({ where: { episodeId }, data: { jobId } });
    await record(tx, { actor: person, action: "ask-for-draft", showId, subject: { episode: episode.slug } });
  });
  return { ok: true };
}
