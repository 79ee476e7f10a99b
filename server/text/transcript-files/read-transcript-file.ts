import {
  cuesToTranscript,
  type FileCue,
  type FileProblem,
  fromJson,
  fromSrt,
  fromText,
  fromVtt,
  type TranscriptFile,
  type Written,
} from "@/transcript";
import { decodeText } from "./decode-text";
import { charsetIn, type FileKind, isZip, kindOf, kindOfContent } from "./kind-of";
import { readDocx } from "./read-docx";
import { readHtml } from "./read-html";
import { readTtml } from "./read-ttml";

/** How exact a file's times are: those of words, of lines, or none. */
export type Grain = "word" | "line" | "none";

/** A file as a transcript in our format, and what could not be read; or why there is none. */
export type ReadTranscriptFile =
  | {
      readonly ok: true;
      readonly kind: FileKind;
      readonly grain: Grain;
      readonly cues: readonly FileCue[];
      readonly written: Written;
      readonly problems: readonly FileProblem[];
      /** The recogniser that wrote it, if the file tells. */
      readonly maker: string | null;
    }
  | { readonly ok: false; readonly problem: FileProblem };

interface Sent {
  /** What the sender calls it: a media type, with its charset if it has one. */
  readonly type: string | null;
  /** Its address or file name. */
  readonly name: string;
  /** The encoding that an HTTP header names, if any. */
  readonly charset?: string | null;
}

/**
 * Reads a transcript's file of any kind: WebVTT, SubRip, JSON of the Podcast Namespace and of recognisers, HTML, TTML,
 * .docx, plain text. What its content leaves no doubt about counts; then its type, then its ending. Never throws.
 */
export async function readTranscriptFile(bytes: Uint8Array, sent: Sent): Promise<ReadTranscriptFile> {
  const said = kindOf(sent);
  if (isZip(bytes)) {
    const read = await readDocx(bytes);
    return read ? finish("docx", read) : no("the file is an archive, and no .docx that can be read");
  }
  const charset = sent.charset ?? charsetIn(sent.type);
  const decoded = decodeText(bytes, charset);
  if (!decoded.ok) return no(decoded.reason, decoded.line);
  const { text } = decoded;
  const kind = kindOfContent(text) ?? (said === "docx" ? "text" : said);
  if (kind === "html") {
    const read = readHtml(text);
    return read ? finish(kind, read) : no("the transcript is a web page (HTML) without a transcript in it");
  }
  if (kind === "json") {
    const json = parseJson(text);
    if (json === undefined) return no("the transcript is not JSON that can be read");
    const read = fromJson(json);
    return read ? finish(kind, read) : no("the transcript's JSON has none of the forms that are known");
  }
  if (kind === "ttml") {
    const read = readTtml(text);
    return read ? finish(kind, read) : no("the transcript is not TTML that can be read");
  }
  if (kind === "vtt") return finish(kind, fromVtt(text));
  if (kind === "srt") return finish(kind, fromSrt(text));
  if (kind === "text") return finish(kind, fromText(text));
  return no("nobody says what kind of file it is, and its content does not tell");
}

const no = (reason: string, line: number | null = null): ReadTranscriptFile => ({
  ok: false,
  problem: { line, reason, left: "" },
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

function finish(kind: FileKind, { cues, problems, maker }: TranscriptFile): ReadTranscriptFile {
  const written = cuesToTranscript(cues);
  if (written.text === "")
    return {
      ok: false,
      problem: problems[0] ?? { line: null, reason: "the transcript has no words", left: "" },
    };
  return { ok: true, kind, grain: grainOf(cues), cues, written, problems, maker };
}

function grainOf(cues: readonly FileCue[]): Grain {
  let [words, timed] = [0, 0];
  for (const { tokens } of cues) {
    words += tokens.length;
    timed += tokens.filter(({ start }) => start !== null).length;
  }
  if (timed > words / 2) return "word";
  return cues.some(({ start }) => start !== null) ? "line" : "none";
}
