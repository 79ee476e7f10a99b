import { LRUCache } from "lru-cache";
import type { Reader } from "@/server/db";
import { versionOf } from "@/server/text/documents/version-of";
import { marks, type Transcript, turns } from "@/transcript";
import { type TimedText, timeText } from "./time-text";

/** A transcript as the reader shows it. */
export interface ReadableTranscript {
  readonly documentId: number;
  readonly revision: number;
  readonly turns: readonly ReadableTurn[];
  /** The marks on the seek bar, in order: breaks, and gaps that have a time. */
  readonly marks: readonly TranscriptMark[];
}

/** A break or gap on the seek bar. */
export interface TranscriptMark {
  readonly kind: "break" | "gap";
  /** In seconds. */
  readonly start: number;
  readonly name: string;
}

/** What one speaker says until the next one does. A marker, such as a break, is a turn of its own. */
export interface ReadableTurn {
  readonly kind: "speech" | "marker" | "unattributed";
  /** The name of the speaker or marker; null if no speaker is named. */
  readonly name: string | null;
  /** In seconds. */
  readonly start: number;
  readonly segments: readonly ReadableSegment[];
  /** Its first words; empty if it has none. */
  readonly opening: string;
}

export interface ReadableSegment {
  /** Stays the same while the paragraph can be recognised: links to it survive edits. */
  readonly id: number;
  readonly html: string;
  readonly block: boolean;
  /** In seconds. */
  readonly start: number;
}

interface Wanted {
  readonly documentId: number;
  /** The head, as far as the caller knows. */
  readonly revision: number;
  /** The audio's length in seconds, if known; the timeline ends there. */
  readonly duration: number | null;
  /** The document's path, which decides how labels are parsed. */
  readonly path: string;
}

// The key includes everything that the value depends on, so entries never have to be invalidated.
const cache = new LRUCache<string, ReadableTranscript>({ max: 200 });
const keyOf = (wanted: Wanted, version: string) =>
  JSON.stringify([wanted.documentId, wanted.revision, wanted.duration, wanted.path, version]);

/**
 * Reads a transcript's head, rendered and timed, with the lasting ids of its paragraphs. If a newer revision
 * than the caller knows was accepted meanwhile, reads that one. Null if there is no revision.
 */
export async function readTranscript(db: Reader, wanted: Wanted): Promise<ReadableTranscript | null> {
  const version = await versionOf(db, wanted.documentId);
  const kept = cache.get(keyOf(wanted, version));
  if (kept) return kept;
  const { revision, ids } = await newest(db, wanted.documentId);
  const timed = await timeText(db, { ...wanted, revision });
  if (!timed) return null;
  const readable = { documentId: wanted.documentId, revision, ...present(timed, ids) };
  cache.set(keyOf({ ...wanted, revision }, version), readable);
  return readable;
}

/** The head's number and its segments' ids in order, in one query and so from one snapshot. */
async function newest(db: Reader, documentId: number): Promise<{ revision: number; ids: number[] }> {
  const [document] = await db.$queryRaw<{ revision: number; ids: number[] }[]>`
    SELECT d.head AS revision,
           ARRAY(SELECT s.id FROM segments AS s WHERE s.document_id = d.id AND s.gone IS NULL ORDER BY s.position) AS ids
    FROM documents AS d WHERE d.id = ${documentId}`;
  if (!document) throw new Error(`There is no document ${documentId}`);
  return document;
}

// Enough to tell what a turn is about, few enough for one line.
const OPENING_WORDS = 9;

function present({ transcript, time, rendered }: TimedText, ids: readonly number[]) {
  const at = (index: number) => time.segmentStarts[index] ?? time.end;
  const segment = (index: number): ReadableSegment => ({
    id: ids[index] ?? index + 1,
    html: rendered[index]?.html ?? "",
    block: rendered[index]?.block ?? false,
    start: at(index),
  });
  return {
    turns: turns(transcript).map(({ kind, speaker, first, last }) => ({
      kind,
      name: kind === "marker" ? (transcript.segments[first]?.name ?? null) : speaker,
      start: rendered[first]?.opensAt ?? at(first),
      segments: Array.from({ length: last - first + 1 }, (_, offset) => segment(first + offset)),
      opening: (rendered[first]?.words ?? []).slice(0, OPENING_WORDS).join(" "),
    })),
    marks: [...breaks(transcript, at), ...gaps(transcript)].sort((a, b) => a.start - b.start),
  };
}

function breaks({ segments }: Transcript, at: (index: number) => number): TranscriptMark[] {
  return segments.flatMap(({ kind, name }, index) =>
    kind === "marker" && name !== null ? [{ kind: "break" as const, start: at(index), name }] : [],
  );
}

function gaps({ segments }: Transcript): TranscriptMark[] {
  return segments
    .flatMap(({ body }) => marks(body))
    .flatMap(({ type, seconds }) =>
      type === "gap" && seconds !== null ? [{ kind: "gap" as const, start: seconds, name: "Gap" }] : [],
    );
}
