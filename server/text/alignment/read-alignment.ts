import { CONFIDENT } from "@/align/port";
import type { Database } from "@/server/db";
import { readSource } from "@/server/text/documents/read-source";
import { foundBesides } from "./found-besides";
import { type WrongTimestamp, wrongTimestamps } from "./wrong-timestamps";

/** How the measuring of an episode's word times went. */
export interface EpisodeAlignment {
  readonly documentId: number;
  /** The newest revision's number. */
  readonly head: number;
  /** How far it has come, from 0 to 1, while it is being measured. */
  readonly running: number | null;
  readonly problem: string | null;
  readonly verdict: "aligned" | "wrong-audio" | "other-language" | "silent" | null;
  /** None where the times of the newest revision are not measured. */
  readonly measured: Measured | null;
}

interface Measured {
  readonly words: number;
  readonly heard: number;
  readonly sure: number;
  /** The audio's length in seconds. */
  readonly duration: number;
  /** Equal parts of the audio, in order. */
  readonly parts: readonly Part[];
  readonly stretches: readonly {
    readonly kind: "music" | "unspoken" | "foreign";
    readonly from: number;
    readonly to: number;
  }[];
  readonly insertions: readonly { readonly from: number; readonly to: number }[];
  readonly wrong: readonly WrongTimestamp[];
}

/** What is known of a part: most of its words are sure, or are not; or none of the text's words is heard there. */
export type Part = "sure" | "unsure" | "none";

/** How many parts the audio is shown in. */
const PARTS = 200;

/** Reads it; null where it was never tried. */
export async function readAlignment(
  db: Database,
  { documentId, head, path }: { documentId: number; head: number; path: string },
): Promise<EpisodeAlignment | null> {
  const row = await db.alignment.findUnique({ where: { documentId } });
  if (!row) return null;
  const source = await readSource(db, { documentId, number: head, path });
  const { problem, duration, words, heard, sure, busyUntil, done } = row;
  const verdict = row.verdict as EpisodeAlignment["verdict"];
  const running = busyUntil !== null && busyUntil > new Date() ? done : null;
  const all = { documentId, head, running, problem, verdict, measured: null };
  const confidences = source?.known?.source === "audio" ? source.known.confidences : null;
  if (!source || !confidences || duration === null) return all;
  const found = foundBesides.parse(row.found);
  const time = source.time(duration);
  const parts = partsOf(time.starts, confidences, duration);
  const wrong = wrongTimestamps(source.transcript, time, found.wrongAnchors);
  const { stretches, insertions } = found;
  return { ...all, measured: { words, heard, sure, duration, parts, stretches, insertions, wrong } };
}

function partsOf(
  starts: ArrayLike<number>,
  confidences: readonly (number | null)[],
  duration: number,
): Part[] {
  const counted = Array.from({ length: PARTS }, () => ({ sure: 0, all: 0 }));
  confidences.forEach((confidence, word) => {
    const part = counted[Math.min(PARTS - 1, Math.floor((PARTS * (starts[word] ?? 0)) / duration))];
    if (!part) return;
    part.all += 1;
    if ((confidence ?? 0) >= CONFIDENT) part.sure += 1;
  });
  return counted.map(({ sure, all }) => (all === 0 ? "none" : 2 * sure >= all ? "sure" : "unsure"));
}
