import { createHash } from "node:crypto";
import type { Reader } from "@/server/db";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { readRevision } from "@/server/text/episodes/read-revision";
import { toHtml, toJson, toSrt, toText, toVtt } from "@/transcript";

/** The formats a transcript is served in, each at the episode's address with this ending. */
export const FORMATS = {
  md: "text/markdown; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  vtt: "text/vtt; charset=utf-8",
  srt: "application/x-subrip; charset=utf-8",
  json: "application/json; charset=utf-8",
  html: "text/html; charset=utf-8",
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
  /** Of the episode, and the transcript's language: the head of a page of HTML. */
  readonly title: string;
  readonly language: string;
}

/** A transcript written in a format. */
export interface Exported {
  readonly body: string;
  readonly type: string;
  /** Names the exact bytes: the same for as long as they are. */
  readonly etag: string;
  /** When the revision was accepted. */
  readonly changedAt: Date;
}

/** Writes a revision of a transcript in one of the formats; none where there is no such revision. */
export async function exportTranscript(db: Reader, wanted: Wanted): Promise<Exported | null> {
  const { documentId, path, format } = wanted;
  const revision = await readRevision(db, { documentId, number: wanted.revision });
  if (!revision) return null;
  const entry = await db.logEntry.findUnique({
    where: { documentId_revisionNumber: { documentId, revisionNumber: wanted.revision } },
    select: { at: true },
  });
  // When it was written may be years before it came here, and before the revision that it followed.
  const described = { type: FORMATS[format], changedAt: entry?.at ?? revision.createdAt };
  const key = revision.sha256.slice(0, 32);
  // The very text: its own hash names it, whatever this program becomes.
  if (format === "md") return { ...described, body: revision.text, etag: `"${key}"` };
  const source = await readSource(db, { documentId, number: wanted.revision, path });
  if (!source) return null;
  // The other formats hold times too, which depend on the audio's length and on what was measured in it.
  const body = write(source, wanted);
  return { ...described, body, etag: `"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"` };
}

function write(source: Source, wanted: Wanted): string {
  const { format, words, duration } = wanted;
  const { transcript } = source;
  if (format === "txt") return toText(transcript);
  const time = source.time(duration);
  if (format === "vtt") return toVtt(transcript, time);
  if (format === "srt") return toSrt(transcript, time);
  if (format === "html") return toHtml(transcript, time, wanted);
  return `${JSON.stringify(toJson(transcript, time, { words }))}\n`;
}
