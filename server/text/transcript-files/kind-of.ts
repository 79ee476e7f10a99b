/** The kinds of file that can be a transcript. */
export type FileKind = "vtt" | "srt" | "json" | "html" | "ttml" | "docx" | "text";

const TYPES: ReadonlyMap<string, FileKind> = new Map([
  ["application/json", "json"],
  ["application/json+transcript", "json"],
  ["text/json", "json"],
  ["text/vtt", "vtt"],
  ["application/vtt", "vtt"],
  ["text/webvtt", "vtt"],
  ["application/x-subrip", "srt"],
  ["application/srt", "srt"],
  ["application/x-srt", "srt"],
  ["text/srt", "srt"],
  ["text/x-srt", "srt"],
  ["text/x-subrip", "srt"],
  ["application/ttml+xml", "ttml"],
  ["text/ttml", "ttml"],
  ["application/ttaf+xml", "ttml"],
  ["text/html", "html"],
  ["application/xhtml+xml", "html"],
  ["text/plain", "text"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"],
]);

const ENDINGS: ReadonlyMap<string, FileKind> = new Map([
  ["json", "json"],
  ["vtt", "vtt"],
  ["webvtt", "vtt"],
  ["srt", "srt"],
  ["sbv", "srt"],
  ["ttml", "ttml"],
  ["dfxp", "ttml"],
  ["html", "html"],
  ["htm", "html"],
  ["xhtml", "html"],
  ["docx", "docx"],
  ["txt", "text"],
  // Lyrics: a time in brackets before each line.
  ["lrc", "text"],
]);

/**
 * What a sender says that a file is: by its media type, else by the ending of its name. `text/plain` says nothing that
 * an ending does not say better.
 *
 * @returns null if neither says anything
 */
export function kindOf({
  type,
  name,
}: {
  readonly type: string | null;
  readonly name: string;
}): FileKind | null {
  const byType = TYPES.get(type?.split(";")[0]?.trim().toLowerCase() ?? "") ?? null;
  if (byType !== null && byType !== "text") return byType;
  const ending = /\.([a-z]{3,6})$/i.exec(name.replace(/[?#].*$/s, ""))?.[1]?.toLowerCase();
  return ENDINGS.get(ending ?? "") ?? byType;
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** Whether a file is a zip archive, as .docx is. */
export const isZip = (bytes: Uint8Array): boolean => ZIP.every((byte, i) => bytes[i] === byte);

/** What a text file is by its content, where that leaves no doubt. */
export function kindOfContent(text: string): FileKind | null {
  const start = text.slice(0, 3000).replace(/^[\ufeff\s]+/, "");
  if (/^WEBVTT(?:\s|$)/.test(start)) return "vtt";
  if (/^[[{]/.test(start) && /[\]}]\s*$/.test(text.slice(-100))) return "json";
  if (/^<(?:\w{1,20}:)?tt[\s>]/.test(withoutProlog(start))) return "ttml";
  if (/^<(?:!doctype\s+html|html|head|body|cite|time|p|div|article|section|main)[\s>]/i.test(start))
    return "html";
  const lines = start.split(/[\r\n]/, 10).filter((line) => line.trim() !== "");
  return lines.slice(0, 2).some((line) => TIMES.test(line.trim())) ? "srt" : null;
}

// SubRip's, or SubViewer's.
const TIMES =
  /^(?:-?\d{1,9}(?::\d{1,9}){0,3}[.,:]\d{1,30} {0,5}-[- ]{0,5}>|\d{1,3}:\d\d:\d\d\.\d{2,3},\d{1,3}:\d\d:\d\d\.\d{2,3}$)/;

/** The text behind an XML declaration and comments. */
function withoutProlog(text: string): string {
  let rest = text;
  for (const [begin, end] of [
    ["<?xml", "?>"],
    ["<!--", "-->"],
  ] as const)
    if (rest.startsWith(begin) && rest.includes(end))
      rest = rest.slice(rest.indexOf(end) + end.length).trimStart();
  return rest;
}

/** The encoding that a media type names; null if it names none. */
export function charsetIn(type: string | null): string | null {
  const [, ...parameters] = (type ?? "").slice(0, 300).split(";");
  for (const parameter of parameters) {
    const [name = "", value = ""] = parameter.split("=", 2);
    if (name.trim().toLowerCase() === "charset") return value.replaceAll('"', "").trim() || null;
  }
  return null;
}
