import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Database, Transaction } from "@/server/db";
import { countSpoken, type Timeline, type Transcript, timeline } from "@/transcript";
import { type StoredTimes, toMilliseconds, unpackConfidences, unpackEnds, unpackStarts } from "./pack-starts";
import { parseDocument } from "./parse-document";

/** A revision's parsed text, for forms, diffs and merges. */
export interface Source {
  readonly documentId: number;
  readonly number: number;
  readonly path: string;
  readonly text: string;
  readonly transcript: Transcript;
  /** How often words were removed from its document, and how often the times of its words were measured anew. */
  readonly redactions: number;
  readonly times: number;
  /** The times of its words, computed at the first call. */
  time(duration: number | null): Timeline;
  /**
   * The start of each spoken word to the millisecond: stored with the revision, or computed from the text.
   */
  starts(duration: number | null): Float64Array;
  /** What is known of its words' times besides; null where they are those of its timestamps. */
  readonly known: KnownTimes | null;
}

/** What a file or a measurement said of the times of words, one entry for each spoken word. */
export interface KnownTimes {
  readonly source: StoredTimes["source"];
  /** SHA-256 of the audio that they were measured from; null if they were read. */
  readonly audio: Uint8Array<ArrayBuffer> | null;
  /** In seconds; null where it is not known. */
  readonly ends: readonly (number | null)[] | null;
  /** From 0 to 1; null for a word that nobody has looked for since it was put in. */
  readonly confidences: readonly (number | null)[] | null;
}

interface Wanted {
  readonly documentId: number;
  readonly number: number;
  readonly path: string;
}

// A long transcript takes about a megabyte as segments.
const cache = new LRUCache<string, Source>({
  maxSize: 128 * 1024 * 1024,
  sizeCalculation: ({ text }) => text.length * 6 + 1000,
});

// The key includes the text's hash: a redaction changes a revision's text, and a number is reused if the
// transaction that took it rolled back.
const keyOf = ({ documentId, number, path }: Wanted, { sha256, redactions, times }: SourceState) =>
  JSON.stringify([documentId, number, path, sha256, redactions, times]);

/** What identifies a revision's text besides its number. */
export interface SourceState {
  /** The text's hash, in hexadecimal. */
  readonly sha256: string;
  readonly redactions: number;
  readonly times: number;
}

/**
 * Reads a revision; null if there is no such revision. Pass the state only while you hold the document's
 * lock.
 */
export async function readSource(
  db: Database | Transaction,
  wanted: Wanted,
  held?: SourceState,
): Promise<Source | null> {
  const { documentId, number } = wanted;
  const state = held ?? (await stateOf(db, wanted));
  if (!state) return null;
  const kept = cache.get(keyOf(wanted, state));
  if (kept) return kept;
  const [row] = await db.$queryRaw<(SourceState & Row)[]>`
    SELECT r.text, w.deltas, w.source::text AS source, w.audio, w.ends, w.confidences, encode(r.sha256, 'hex') AS sha256,
           d.redactions, d.times
    FROM revisions AS r JOIN documents AS d ON d.id = r.document_id
    LEFT JOIN word_times AS w USING (document_id, number)
    WHERE r.document_id = ${documentId} AND r.number = ${number}`;
  if (!row) return null;
  const transcript = parseDocument({ path: wanted.path, text: row.text });
  const alignment = row.deltas && unpackStarts(row.deltas);
  const known = alignment && knownOf(row, alignment);
  const source = sourceOf(wanted, {
    text: row.text,
    transcript,
    alignment,
    known,
    redactions: row.redactions,
    times: row.times,
  });
  cache.set(keyOf(wanted, row), source);
  return source;
}

interface Row {
  readonly text: string;
  readonly deltas: Uint8Array | null;
  readonly source: StoredTimes["source"] | null;
  readonly audio: Uint8Array<ArrayBuffer> | null;
  readonly ends: Uint8Array | null;
  readonly confidences: Uint8Array | null;
}

function knownOf({ source, audio, ends, confidences }: Row, starts: Float64Array): KnownTimes {
  return {
    source: source ?? "text",
    audio,
    ends: ends && unpackEnds(ends, starts),
    confidences: confidences && unpackConfidences(confidences),
  };
}

async function stateOf(db: Database | Transaction, { documentId, number }: Wanted) {
  const [state] = await db.$queryRaw<SourceState[]>`
    SELECT encode(r.sha256, 'hex') AS sha256, d.redactions, d.times
    FROM revisions AS r JOIN documents AS d ON d.id = r.document_id
    WHERE r.document_id = ${documentId} AND r.number = ${number}`;
  return state;
}

interface Next {
  readonly text: string;
  /** As `continueFrom` returns it. */
  readonly transcript: Transcript;
  /** Its words' starts; null for show notes. */
  readonly starts: Float64Array | null;
  readonly known: KnownTimes | null;
}

/**
 * Caches the revision after `head`, so that the next decision need not read and parse it. This is safe before
 * the transaction ends, since the cache key includes the text's hash.
 */
export function keepNext(head: Source, { text, transcript, starts, known }: Next): void {
  const { documentId, path, redactions, times } = head;
  const wanted = { documentId, path, number: head.number + 1 };
  const sha256 = createHash("sha256").update(text).digest("hex");
  const source = sourceOf(wanted, { text, transcript, redactions, times, known, alignment: starts });
  cache.set(keyOf(wanted, { sha256, redactions, times }), source);
}

/** The audio's length; a feed may know it worse than words that were heard. */
export function untilLast(duration: number | null, alignment: Float64Array | null): number | null {
  return duration === null ? null : Math.max(duration, alignment?.at(-1) ?? 0);
}

function sourceOf(
  wanted: Wanted,
  read: Pick<Source, "text" | "transcript" | "redactions" | "times" | "known"> & {
    alignment: Float64Array | null;
  },
): Source {
  const { alignment, ...rest } = read;
  const { transcript } = read;
  const times = new Map<number | null, Timeline>();
  const time = (duration: number | null) => {
    const kept = times.get(duration);
    if (kept) return kept;
    const made = timeline(transcript, { duration: untilLast(duration, alignment), alignment });
    times.set(duration, made);
    return made;
  };
  return {
    ...wanted,
    ...rest,
    time,
    starts: (duration) => {
      const spoken = transcript.segments.reduce((sum, segment) => sum + countSpoken(segment), 0);
      return alignment?.length === spoken ? alignment : time(duration).starts.map(toMilliseconds);
    },
  };
}
