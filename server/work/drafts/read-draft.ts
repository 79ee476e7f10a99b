import type { Environment } from "@/lib/read-environment";
import type { Database } from "@/server/db";
import { readJob } from "@/server/jobs/read-job";
import { unpackConfidences } from "@/server/text/documents/pack-starts";
import { countSpoken, parse } from "@/transcript";
import { draftJob } from "./draft-job";

/** An episode's first draft, for those who review at its show. */
export type DraftView =
  | { readonly state: "none"; readonly hasAudio: boolean; readonly takes: DraftTakes }
  | {
      readonly state: "asked";
      readonly asker: string;
      /** How much of the audio is fetched, in percent, and what is being done; null while it waits. */
      readonly progress: { readonly done: number; readonly message: string } | null;
      readonly takes: DraftTakes;
    }
  | {
      readonly state: "failed";
      readonly problem: string;
      readonly detail: string | null;
      readonly takes: DraftTakes;
    }
  | {
      readonly state: "made";
      readonly text: string;
      readonly recogniser: string;
      readonly words: number;
      /** How many of them the recogniser was less than half sure of; null if it does not say. */
      readonly unsure: number | null;
      readonly hasWordTimes: boolean;
      /** Who speaks, in the order in which they are heard, and in how many turns. */
      readonly speakers: readonly { readonly name: string; readonly turns: number }[];
      readonly tookSeconds: number | null;
      readonly takes: DraftTakes;
    };

/** What making a draft takes, as far as it is known. */
export interface DraftTakes {
  /** Seconds, as fast as the last ones here; null where none was made yet, or the audio's length is not known. */
  readonly seconds: number | null;
  /** The audio's length in seconds, if known. */
  readonly audio: number | null;
  readonly cost: { readonly amount: number; readonly currency: string } | null;
}

/** Below this a word counts as unsure. */
const UNSURE = 0.5;
/** From so many of the last drafts their pace is told. */
const LAST = 20;

/** Reads how far an episode's first draft is, and what making one takes. */
export async function readDraft(
  db: Database,
  { episodeId, transcribe }: { readonly episodeId: number; readonly transcribe: Environment["transcribe"] },
): Promise<DraftView> {
  const episode = await db.episode.findUniqueOrThrow({
    where: { id: episodeId },
    select: { audioUrl: true, durationSeconds: true, draft: true },
  });
  const { draft, audioUrl, durationSeconds: audio } = episode;
  const takes = await takesOf(db, { audio, transcribe });
  if (draft?.state === "asked") {
    const job = draft.jobId === null ? null : await readJob(db, draftJob, draft.jobId);
    if (job?.state === "waiting" || job?.state === "running")
      return {
        ...{ state: "asked", asker: draft.askerName, takes },
        progress: job.progress ? { done: job.progress.done, message: job.progress.message ?? "" } : null,
      };
    return { state: "failed", problem: "failed", detail: job?.error ?? null, takes };
  }
  if (draft?.state === "failed")
    return { state: "failed", problem: draft.problem ?? "failed", detail: draft.detail, takes };
  if (draft?.state !== "made" || draft.text === null)
    return { state: "none", hasAudio: audioUrl !== null, takes };
  const { segments } = parse(draft.text);
  const turns = new Map<string, number>();
  for (const { kind, name } of segments)
    if (kind === "speech" && name !== null) turns.set(name, (turns.get(name) ?? 0) + 1);
  const confidences = draft.confidences && unpackConfidences(draft.confidences);
  return {
    ...{ state: "made", text: draft.text, recogniser: draft.recogniser ?? "", takes },
    words: segments.reduce((sum, segment) => sum + countSpoken(segment), 0),
    unsure: confidences?.filter((value) => value !== null && value < UNSURE).length ?? null,
    hasWordTimes: draft.deltas !== null,
    speakers: [...turns].map(([name, count]) => ({ name, turns: count })),
    tookSeconds: draft.tookSeconds,
  };
}

async function takesOf(
  db: Database,
  { audio, transcribe }: { readonly audio: number | null; readonly transcribe: Environment["transcribe"] },
): Promise<DraftTakes> {
  const { recogniser, cost } = transcribe;
  const before =
    recogniser === null
      ? []
      : await db.draft.findMany({
          where: { way: recogniser.way, audioSeconds: { gt: 0 }, tookSeconds: { not: null } },
          orderBy: { madeAt: "desc" },
          take: LAST,
          select: { audioSeconds: true, tookSeconds: true },
        });
  const paces = before
    .map(({ audioSeconds, tookSeconds }) => (tookSeconds ?? 0) / (audioSeconds ?? 1))
    .sort((a, b) => a - b);
  const pace = paces[Math.floor(paces.length / 2)];
  return {
    audio,
    seconds: audio === null || pace === undefined ? null : audio * pace,
    cost: cost && audio !== null ? { ...cost, amount: (cost.amount * audio) / 3600 } : null,
  };
}
