import { createHash } from "node:crypto";
import { episodePage, transcriptFile } from "@/lib/texts/en/shows";
import { TRANSCRIPT_FORMATS } from "@/lib/transcript-formats";
import type { Reader } from "@/server/db";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { readRevision } from "@/server/text/episodes/read-revision";
import type { Aside } from "@/server/text/threads/run-aside";
import { type Measured, paragraphsOf, toHtml, toJson, toSrt, toText, toTtml, toVtt } from "@/transcript";
import { findKeptCaptions } from "./find-kept-captions";
import type { Format } from "./is-format";
import type { TranscriptDocument } from "./transcript-document";
import { writeDocument } from "./write-document";

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
  readonly about: About;
}

/** What files say of a transcript besides its text. */
export interface About {
  /** The episode's title. */
  readonly title: string;
  /** The show's title. */
  readonly show: string;
  /** BCP 47. */
  readonly language: string;
  readonly licence: string | null;
  /**
   * Who made the first text, as far as is known; and which recogniser, if one did. Every format says it but Markdown,
   * whose bytes are the repository's, and SubRip, which has no comments.
   */
  readonly origin: "person" | "recogniser" | "unknown";
  readonly recogniser: string | null;
}

/** A transcript written in a format. */
export interface Exported {
  readonly body: Buffer;
  readonly type: string;
  /** A hash of the exact bytes. */
  readonly etag: string;
  /** When the revision was accepted. */
  readonly changedAt: Date;
}

/** Writes a revision of a transcript in a format; null if there is no such revision. */
export async function exportTranscript(db: Reader, wanted: Wanted): Promise<Aside<Exported | null>> {
  const { documentId, path, format } = wanted;
  const revision = await readRevision(db, { documentId, number: wanted.revision });
  if (!revision) return { ok: true, result: null };
  const entry = await db.logEntry.findUnique({
    where: { documentId_revisionNumber: { documentId, revisionNumber: wanted.revision } },
    select: { at: true },
  });
  // `createdAt` may be years before the import, and before the previous revision.
  const changedAt = entry?.at ?? revision.createdAt;
  const described = { type: TRANSCRIPT_FORMATS[format].type, changedAt };
  // The text's own hash, which does not depend on this program.
  if (format === "md") {
    const etag = `"${revision.sha256.slice(0, 32)}"`;
    return { ok: true, result: { ...described, body: Buffer.from(revision.text), etag } };
  }
  const source = await readSource(db, { documentId, number: wanted.revision, path });
  if (!source) return { ok: true, result: null };
  // The other formats contain times, which depend on the audio's length and on known word starts.
  const written = isDocument(format)
    ? await writeDocument(format, documentOf(source, { number: wanted.revision, changedAt, ...wanted }))
    : await writeText(db, format, source, wanted);
  if (!written.ok) return written;
  const body = Buffer.from(written.result);
  const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"`;
  return { ok: true, result: { ...described, body, etag } };
}

type DocumentFormat = "docx" | "pdf";
const isDocument = (format: Format): format is DocumentFormat => format === "docx" || format === "pdf";

async function writeText(
  db: Reader,
  format: Exclude<Format, "md" | DocumentFormat>,
  source: Source,
  wanted: Wanted,
): Promise<Aside<Uint8Array>> {
  const captions = TRANSCRIPT_FORMATS[format].captions ? await findKeptCaptions(db, source) : [];
  return { ok: true, result: Buffer.from(WRITERS[format](source, wanted, { ...source.known, captions })) };
}

type Writer = (source: Source, wanted: Wanted, measured: Measured) => string;

/**
 * The writer of each format that is text. The type requires one for every format of the table, so a new format cannot
 * be left out.
 */
const WRITERS: Readonly<Record<Exclude<Format, "md" | DocumentFormat>, Writer>> = {
  txt: ({ transcript }, { about }) => toText(transcript, about),
  vtt: ({ transcript, time }, { duration, words, line, about }, measured) =>
    toVtt(transcript, time(duration), {
      ...{ ...measured, words, origin: about },
      ...(line === undefined ? {} : { line }),
    }),
  srt: ({ transcript, time }, { duration }, measured) => toSrt(transcript, time(duration), measured),
  html: ({ transcript, time }, { duration, about }) =>
    toHtml(transcript, time(duration), {
      ...{ title: about.title, language: about.language, origin: about },
    }),
  json: ({ transcript, time }, { duration, words, about }, measured) =>
    `${JSON.stringify(toJson(transcript, time(duration), { ...measured, words, origin: about }))}\n`,
  ttml: ({ transcript, time }, { duration, about }, measured) =>
    toTtml(transcript, time(duration), {
      ...measured,
      ...{ title: about.title, language: about.language },
      ...{ licence: licenceText(about), origin: originText(about) },
    }),
};

const licenceText = ({ licence }: About) => (licence ? episodePage.licence(licence) : episodePage.noLicence);

function originText({ origin, recogniser }: About): string {
  if (recogniser) return episodePage.byRecogniser(recogniser);
  return origin === "person" ? episodePage.byPerson : episodePage.byUnknown;
}

interface Dated {
  readonly number: number;
  readonly changedAt: Date;
  readonly duration: number | null;
  readonly about: About;
}

function documentOf(
  { transcript, time }: Source,
  { number, changedAt, duration, about }: Dated,
): TranscriptDocument {
  const day = changedAt.toISOString().slice(0, 10);
  return {
    ...{ title: about.title, language: about.language, licence: licenceText(about), changedAt },
    facts: [
      transcriptFile.show(about.show),
      licenceText(about),
      originText(about),
      transcriptFile.revision(number, day),
    ],
    paragraphs: paragraphsOf(transcript, time(duration)),
  };
}
