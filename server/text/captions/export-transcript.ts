import { createHash } from "node:crypto";
import { TRANSCRIPT_FORMATS } from "@/lib/transcript-formats";
import type { Reader } from "@/server/db";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { readRevision } from "@/server/text/episodes/read-revision";
import { type Measured, toHtml, toJson, toSrt, toText, toVtt } from "@/transcript";
import { findKeptCaptions } from "./find-kept-captions";

export type Format = keyof typeof TRANSCRIPT_FORMATS;

export function isFormat(text: string): text is Format {
  return Object.hasOwn(TRANSCRIPT_FORMATS, text);
}

interface Wanted {
  readonly documentId: number;
  readonly revision: number;
  readonly path: string;
  /** The audio's length in seconds, if known. */
  readonly duration: number | null;
  readonly format: Format;
  /** In JSON one entry per word instead of per segment; in WebVTT a time before each word. */
  readonly words: boolean;
  /** In WebVTT: characters in a line of a caption that is cut here. */
  readonly line?: 42 | 65;
  /** The episode's title and the transcript's language, for the head of an HTML page. */
  readonly title: string;
  readonly language: string;
}

/** A transcript written in a format. */
export interface Exported {
  readonly body: string;
  readonly type: string;
  /** A hash of the exact bytes. */
  readonly etag: string;
  /** When the revision was accepted. */
  readonly changedAt: Date;
}

/** Writes a revision of a transcript in a format; null if there is no such revision. */
export async function exportTranscript(db: Reader, wanted: Wanted): Promise<Exported | null> {
  const { documentId, path, format } = wanted;
  const revision = await readRevision(db, { documentId, number: wanted.revision });
  if (!revision) return null;
  const entry = await db.logEntry.findUnique({
    where: { documentId_revisionNumber: { documentId, revisionNumber: wanted.revision } },
    select: { at: true },
  });
  // `createdAt` may be years before the import, and before the previous revision.
  const described = { type: TRANSCRIPT_FORMATS[format].type, changedAt: entry?.at ?? revision.createdAt };
  const key = revision.sha256.slice(0, 32);
  // The text's own hash, which does not depend on this program.
  if (format === "md") return { ...described, body: revision.text, etag: `"${key}"` };
  const source = await readSource(db, { documentId, number: wanted.revision, path });
  if (!source) return null;
  // The other formats contain times, which depend on the audio's length and on known word starts.
  const captions = format === "vtt" || format === "srt" ? await findKeptCaptions(db, source) : [];
  const body = WRITERS[format](source, wanted, { ...source.known, captions });
  return { ...described, body, etag: `"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"` };
}

type Writer = (source: Source, wanted: Wanted, measured: Measured) => string;

/**
 * The writer of each format. The type requires one for every format of the table, so a new format cannot be
 * left out.
 */
const WRITERS: Readonly<Record<Exclude<Format, "md">, Writer>> = {
  txt: ({ transcript }) => toText(transcript),
  vtt: ({ transcript, time }, { duration, words, line }, measured) =>
    toVtt(transcript, time(duration), { ...measured, words, ...(line === undefined ? {} : { line }) }),
  srt: ({ transcript, time }, { duration }, measured) => toSrt(transcript, time(duration), measured),
  html: ({ transcript, time }, wanted) => toHtml(transcript, time(wanted.duration), wanted),
  json: ({ transcript, time }, { duration, words }, measured) =>
    `${JSON.stringify(toJson(transcript, time(duration), { ...measured, words }))}\n`,
};
