import { CONFIDENT, textWords } from "@/align";
import type { Database, Transaction } from "@/server/db";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { type Fetching, fetchAudio } from "@/server/text/sounds/fetch-audio";
import { ALIGNER } from "./aligner";
import { foundBesides } from "./found-besides";
import { runAligner, type Told } from "./run-aligner";
import { storeAlignment } from "./store-alignment";
import { type Lease, takeLease } from "./take-lease";
import { type AlignCommand, timesByCommand } from "./times-by-command";

/** What became of one episode. */
export type Aligned =
  | {
      readonly ok: true;
      /** Only of `aligned` come times; otherwise everything stays estimated. */
      readonly verdict: "aligned" | "wrong-audio" | "other-language" | "silent";
      readonly words: number;
      readonly heard: number;
      readonly sure: number;
      /** The audio's length in seconds. */
      readonly duration: number;
      /** How long it took, in seconds; 0 where nothing had to be done. */
      readonly seconds: number;
    }
  | { readonly ok: false; readonly problem: AlignmentProblem; readonly detail: string | null };

/** Why an episode has no measured times: see `alignmentTexts.problems`. */
export type AlignmentProblem = string;

export interface Aligning {
  readonly documentId: number;
  readonly fetching: Fetching;
  readonly signal?: AbortSignal | undefined;
  /** Is told how much is done, from 0 to 1. */
  readonly progress?: (done: number) => void;
  /** A program of the operator's that is asked for times too, while the audio is at hand. */
  readonly command?: AlignCommand | null;
  /** Measures although nothing has changed since the last time. */
  readonly anew?: boolean;
}

// Fetching is most of the time where lines are slow; of the processor it takes nothing.
const FETCHING = 0.2;
// So many words a second nobody says, by far: the sound is a preview, or of something else.
const FAR_TOO_MANY = 60;
// An hour, then longer and longer, up to a month.
const FIRST_WAIT_HOURS = 1;
const LONGER = 4;
const LONGEST_WAIT_HOURS = 30 * 24;

interface Episode {
  readonly path: string;
  readonly head: number;
  readonly audioUrl: string | null;
  readonly audioBytes: bigint | null;
  readonly duration: number | null;
  readonly language: string;
  readonly times: string | null;
  /** What is known of the last time. */
  readonly audio: Uint8Array | null;
  readonly isDone: boolean;
}

/**
 * Measures the word times of an episode's transcript from its audio and keeps them. Only one process does so at a time for
 * each episode; one that is killed leaves no trace, and its files are gone on with. If it fails, everything stays as it
 * was, and why is kept for those who maintain the show.
 *
 * @throws the signal's reason, where that ends it
 */
export async function alignEpisode(db: Database, aligning: Aligning): Promise<Aligned> {
  const { documentId, signal } = aligning;
  const episode = await find(db, documentId);
  if (!episode) return { ok: false, problem: "no-text", detail: null };
  const { audioUrl, head, path } = episode;
  if (audioUrl === null) return { ok: false, problem: "no-audio-file", detail: null };
  if (episode.times === "file") return { ok: false, problem: "has-times", detail: null };
  if (episode.isDone && !aligning.anew) return lastOutcome(db, documentId);
  const source = await readSource(db, { documentId, number: head, path });
  if (!source) return { ok: false, problem: "no-text", detail: null };
  const lease = await takeLease(db, documentId, audioUrl);
  if (!lease) return { ok: false, problem: "busy", detail: null };
  const began = performance.now();
  try {
    const outcome = await measure(db, { ...aligning, episode, audioUrl, source, lease });
    signal?.throwIfAborted();
    return await finish(db, { outcome, documentId, episode, audioUrl, source, lease, began });
  } catch (error) {
    signal?.throwIfAborted();
    const detail = (error as Error).message.slice(0, MOST_DETAIL);
    const outcome = { problem: "failed", detail } as const;
    return await finish(db, { outcome, documentId, episode, audioUrl, source, lease, began });
  } finally {
    await lease.release();
  }
}

const MOST_DETAIL = 500;

async function find(db: Database, documentId: number): Promise<Episode | null> {
  const [row] = await db.$queryRaw<Episode[]>`
    SELECT d.path, d.head, e.audio_url AS "audioUrl", e.audio_bytes AS "audioBytes", e.duration_seconds AS duration,
           s.language, w.source::text AS times, a.audio,
           a.revision = d.head AND a.audio_url = e.audio_url AND a.audio_bytes IS NOT DISTINCT FROM e.audio_bytes
             AND a.model = ${ALIGNER} AND a.verdict IS NOT NULL AND a.problem IS NULL AS "isDone"
    FROM documents AS d
    JOIN episodes AS e ON e.id = d.episode_id
    JOIN shows AS s ON s.id = e.show_id
    LEFT JOIN word_times AS w ON w.document_id = d.id AND w.number = d.head
    LEFT JOIN alignments AS a ON a.document_id = d.id
    WHERE d.id = ${documentId} AND d.kind = 'transcript' AND d.head > 0`;
  return row ?? null;
}

async function lastOutcome(db: Database, documentId: number): Promise<Aligned> {
  const { verdict, words, heard, sure, duration } = await db.alignment.findUniqueOrThrow({
    where: { documentId },
  });
  const known = verdict as Extract<Aligned, { ok: true }>["verdict"];
  return { ok: true, verdict: known, words, heard, sure, duration: duration ?? 0, seconds: 0 };
}

type Outcome =
  | {
      readonly problem: AlignmentProblem;
      readonly detail: string | null;
      readonly notBefore?: Date | undefined;
    }
  | Extract<Told, { found: unknown }>;

interface Measuring extends Aligning {
  readonly episode: Episode;
  readonly audioUrl: string;
  readonly source: Source;
  readonly lease: Lease;
}

/** Fetches the audio, unless what was heard of it is kept, and aligns it. */
async function measure(db: Database, measuring: Measuring): Promise<Outcome> {
  const { episode, audioUrl, source, lease, fetching, signal, progress, command } = measuring;
  const { language } = episode;
  const isEnglish = /^en\b/i.test(language);
  // Nobody's line is used for what cannot be aligned.
  if (!isEnglish && !command) return { problem: "other-language", detail: language };
  const { words, anchors } = textWords(source.transcript);
  if (words.length === 0) return { problem: "no-words", detail: null };
  const { folder } = fetching;
  let most = 0;
  // A search that is done once more begins again.
  const tell = (done: number) => {
    most = Math.max(most, done);
    lease.tell(most);
    progress?.(most);
  };
  // A program needs the audio; without it, only texts in English can be aligned.
  const isKept = isEnglish && (await isHeard(db, measuring));
  let audio: string | null = null;
  if (!isKept) {
    await folder.prepare();
    const fetched = await fetchAudio(db, audioUrl, {
      ...fetching,
      signal,
      progress: (bytes, total) => tell(FETCHING * (total ? Math.min(1, bytes / total) : 0)),
    });
    if (!fetched.ok)
      return { problem: fetched.reason, detail: fetched.message, notBefore: fetched.notBefore };
    audio = fetched.path;
  }
  const machine =
    audio !== null && command
      ? await timesByCommand({ command, audio, words, duration: episode.duration, signal })
      : null;
  // Of a text that is not in English, nothing else knows the times.
  if (machine && !machine.ok && !isEnglish) {
    await folder.forgetAudio(audioUrl);
    return machine;
  }
  const told = await runAligner(
    {
      kind: "whole",
      audio,
      cepstra: folder.cepstraOf(audioUrl),
      words,
      anchors,
      language,
      duration: episode.duration,
      machine: machine?.ok ? machine.words : null,
    },
    { signal, progress: (done) => tell(FETCHING + (1 - FETCHING) * done) },
  );
  // A file that cannot be aligned is not worth its room, and the next try should not find it.
  await folder.forgetAudio(audioUrl);
  if ("problem" in told) return told;
  if (!("found" in told)) throw new Error("The aligner answered another question.");
  if (words.length > FAR_TOO_MANY * told.found.duration)
    return { problem: "too-short", detail: `${told.found.duration.toFixed(1)} s` };
  return told;
}

/** Whether the cepstra that are kept are those of today's audio. */
async function isHeard(
  db: Database,
  { documentId, episode, audioUrl, fetching, anew }: Measuring,
): Promise<boolean> {
  if (anew) return false;
  const known = await db.alignment.findUnique({ where: { documentId } });
  if (!known?.audio || known.audioUrl !== audioUrl || known.audioBytes !== episode.audioBytes) return false;
  return fetching.folder.hasCepstra(audioUrl);
}

interface Finishing {
  readonly outcome: Outcome;
  readonly documentId: number;
  readonly episode: Episode;
  readonly audioUrl: string;
  readonly source: Source;
  readonly lease: Lease;
  readonly began: number;
}

async function finish(db: Database, finishing: Finishing): Promise<Aligned> {
  const { outcome, documentId, episode, audioUrl, source, lease, began } = finishing;
  const of = { revision: source.number, audioUrl, audioBytes: episode.audioBytes, model: ALIGNER };
  if ("problem" in outcome) {
    const { problem, detail, notBefore } = outcome;
    const before = await db.alignment.findUnique({ where: { documentId }, select: { failures: true } });
    const failures = (before?.failures ?? 0) + 1;
    const hours = Math.min(LONGEST_WAIT_HOURS, FIRST_WAIT_HOURS * LONGER ** (failures - 1));
    const againAt = notBefore ?? new Date(Date.now() + hours * 3600_000);
    // Times of an earlier text or audio stay, with what is known of them.
    const data = { problem, detail: detail?.slice(0, MOST_DETAIL) ?? null, againAt, failures, ...of };
    return db.$transaction(async (tx) => {
      if (!(await lease.isHeld(tx))) return LOST;
      await tx.alignment.update({ where: { documentId }, data });
      return { ok: false, problem, detail };
    });
  }
  const { found, hash, bars } = outcome;
  const heard = found.starts.filter((start) => start !== null).length;
  const sure = found.confidence.filter((value) => value >= CONFIDENT).length;
  const words = found.starts.length;
  const seconds = (performance.now() - began) / 1000;
  const audio = new Uint8Array(Buffer.from(hash, "hex"));
  return db.$transaction(async (tx): Promise<Aligned> => {
    if (!(await lease.isHeld(tx))) return LOST;
    const { verdict, duration } = found;
    let isWhole = true;
    if (verdict === "aligned") {
      const { starts, confidence: confidences } = found;
      ({ isWhole } = await storeAlignment(tx, { source, audio, starts, confidences, duration }));
    }
    await tx.alignment.update({
      where: { documentId },
      data: {
        ...{ ...of, audio, duration, verdict, words, heard, sure, seconds, failures: 0 },
        ...{ problem: null, detail: null, againAt: null, found: foundBesides.parse(found) },
      },
    });
    // What was edited meanwhile is aligned like any other edit.
    if (!isWhole) await sendEdit(tx, documentId);
    if (bars) await keepWaveform(tx, { audioUrl, bars, bytes: episode.audioBytes });
    return { ok: true, verdict, words, heard, sure, duration, seconds };
  });
}

/** Another process has taken the episode over meanwhile. */
const LOST = { ok: false, problem: "busy", detail: null } as const;

async function sendEdit(tx: Transaction, documentId: number): Promise<void> {
  await tx.$executeRaw`
    SELECT send_job('align-edit', jsonb_build_object('documentId', ${documentId}::int), ${String(documentId)})`;
}

/** The same sound says how loud it is along its length: nobody has to fetch it once more. */
async function keepWaveform(
  tx: Transaction,
  { audioUrl, bars, bytes }: { audioUrl: string; bars: string; bytes: bigint | null },
): Promise<void> {
  const data = {
    bars: new Uint8Array(Buffer.from(bars, "base64")),
    ofBytes: bytes,
    problem: null,
    triedAt: new Date(),
  };
  await tx.waveform.upsert({ where: { audioUrl }, create: { audioUrl, ...data }, update: data });
}
