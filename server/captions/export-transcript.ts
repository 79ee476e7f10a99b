import { toJson, toSrt, toText, toVtt } from "@/transcript";
import type { Database } from "../db";
import { readSource, type Source } from "../documents/read-source";
import { readRevision } from "../episodes/read-revision";

/** The formats a transcript is served in, each at the episode's address with this ending. */
export const FORMATS = {
  md: "text/markdown; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  vtt: "text/vtt; charset=utf-8",
  srt: "application/x-subrip; charset=utf-8",
  json: "application/json; charset=utf-8",
} as const;

export type Format = keyof typeof FORMATS;

export function isFormat(text: string): text is Format {
  return Object.hasOwn(FORMATS, text);
}

interface Wanted {
  readonly documentId: number;
  readonly revision: number;
  readonly path: string;
  /** Seconds, where known. */
  readonly duration: number | null;
  readonly format: Format;
  /** In JSON, an entry for each word instead of each segment. */
  readonly words: boolean;
}

/** A transcript written in a format. */
export interface Exported {
  readonly body: string;
  readonly type: string;
  /** Names the exact bytes: the same for as long as they are. */
  readonly etag: string;
  readonly changedAt: Date;
}

// Raised when a format is written in another way, so that no reader keeps the old bytes under today's name.
const WRITER_VERSION = 1;

/** Writes a revision of a transcript in one of the formats; none where there is no such revision. */
export async function exportTranscript(db: Database, wanted: Wanted): Promise<Exported | null> {
  const { documentId, path, format, duration } = wanted;
  const revision = await readRevision(db, { documentId, number: wanted.revision });
  if (!revision) return null;
  const described = { type: FORMATS[format], changedAt: revision.createdAt };
  const key = revision.sha256.slice(0, 32);
  // The very text: its own hash names it, whatever this program becomes.
  if (format === "md") return { ...described, body: revision.text, etag: `"${key}"` };
  const etag = `"${key}.${format}${WRITER_VERSION}${wanted.words ? "w" : ""}.${duration ?? ""}"`;
  const source = await readSource(db, { documentId, number: wanted.revision, path });
  return source && { ...described, etag, body: write(source, wanted) };
}

function write(source: Source, { format, words, duration }: Wanted): string {
  const { transcript } = source;
  if (format === "txt") return toText(transcript);
  const time = source.time(duration);
  if (format === "vtt") return toVtt(transcript, time);
  if (format === "srt") return toSrt(transcript, time);
  return `${JSON.stringify(toJson(transcript, time, { words }))}\n`;
}
