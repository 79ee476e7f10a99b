import { LRUCache } from "lru-cache";
import { type Timeline, type Transcript, timeline } from "../../transcript";
import type { Database, Transaction } from "../db";
import { parseDocument } from "./parse-document";
import { redactionsOf } from "./redactions-of";
import { unpackStarts } from "./word-times";

/** A revision's text, read: what forms, diffs and merges work on. */
export interface Source {
  readonly documentId: number;
  readonly number: number;
  readonly path: string;
  readonly text: string;
  readonly transcript: Transcript;
  /** When its words are said; made when first asked for. */
  time(duration: number | null): Timeline;
}

interface Wanted {
  readonly documentId: number;
  readonly number: number;
  readonly path: string;
}

// A revision changes by a redaction alone, so its key and how many there were say all. A long transcript takes about a megabyte as segments.
const cache = new LRUCache<string, Source>({
  maxSize: 128 * 1024 * 1024,
  sizeCalculation: ({ text }) => text.length * 6 + 1000,
});

/** Reads a revision; none where there is no such revision. */
export async function readSource(db: Database | Transaction, wanted: Wanted): Promise<Source | null> {
  const { documentId, number, path } = wanted;
  const key = JSON.stringify([documentId, number, path, await redactionsOf(db, documentId)]);
  const kept = cache.get(key);
  if (kept) return kept;
  const [row] = await db.$queryRaw<{ text: string; deltas: Uint8Array | null }[]>`
    SELECT r.text, w.deltas FROM revisions AS r LEFT JOIN word_times AS w USING (document_id, number)
    WHERE r.document_id = ${documentId} AND r.number = ${number}`;
  if (!row) return null;
  const source = sourceOf(wanted, row.text, row.deltas && unpackStarts(row.deltas));
  cache.set(key, source);
  return source;
}

function sourceOf({ documentId, number, path }: Wanted, text: string, alignment: number[] | null): Source {
  const transcript = parseDocument({ path, text });
  const times = new Map<number | null, Timeline>();
  return {
    documentId,
    number,
    path,
    text,
    transcript,
    time: (duration) => {
      const kept = times.get(duration);
      if (kept) return kept;
      const made = timeline(transcript, { duration, alignment });
      times.set(duration, made);
      return made;
    },
  };
}
