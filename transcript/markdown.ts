import { findFrontMatter, markLength } from "./front-matter";
import { MARKER_NAMES, type Segment, type Transcript } from "./model";

/** How a text is to be read. */
export interface ParseOptions {
  /** True for the files under `news/`: there, `**Name**: text` (form B) is a label only if it names a marker. */
  readonly newsletter?: boolean;
  /** False to read the text as version 1 of this parser did: front matter and a byte order mark are then words. */
  readonly frontMatter?: boolean;
}

/**
 * The version of `parse`: a text may have other segments in another version. 2 reads YAML front matter and a byte order
 * mark as no part of the first segment.
 */
export const PARSER_VERSION = 2;

// The three spellings of a label, tried in this order on each line. `s` lets `.` match U+2028 and similar
// characters: only "\n" ends a line here.
const FORM_A = /^(?:#{1,6} )?\*\*([^*\n]+?):( ?)\*\*(.*)$/s;
const FORM_B = /^(?:#{1,6} )?\*\*([^*:\n]+)\*\* ?:(.*)$/s;
const FORM_P = /^(Break|Jingle|Outro):(?= *\\?\[[\d\\])(.*)$/s;

// A carriage return before "\n" is part of the line end, so that labels and blank lines of Windows files are
// recognised.
const BLANK = /^[ \t]*\r?$/;
const WHITE = /^\s*$/;

export interface Label {
  readonly name: string;
  /** The length of the label in the source, up to the text that follows it. */
  readonly length: number;
}

/** The label at the start of a line, if there is one (FORMAT.md section 3). */
export function readLabel(line: string, newsletter: boolean): Label | null {
  const first = line.charCodeAt(0);
  // Only these can begin a label. Most lines are long and begin with none of them.
  if (first !== 42 /* * */ && first !== 35 /* # */ && first !== 66 /* B */ && first !== 74 && first !== 79)
    return null;
  const a = FORM_A.exec(line);
  if (a) {
    const name = (a[1] ?? "").trim();
    return name ? { name, length: line.length - (a[3] ?? "").length } : null;
  }
  const other = FORM_B.exec(line) ?? FORM_P.exec(line);
  if (!other) return null;
  const name = (other[1] ?? "").trim();
  if (!name || (newsletter && !MARKER_NAMES.has(name))) return null;
  return { name, length: line.length - (other[2] ?? "").length };
}

/** The usual spelling of a label: `**Name:**`, and one space if a body follows. */
function canonicalLabel(name: string | null, body: string): string {
  if (name === null) return "";
  return body === "" ? `**${name}:**` : `**${name}:** `;
}

/**
 * Reads a transcript. Never fails: whatever is no label is text. `serialize(parse(text)) === text` for every
 * string, including lone surrogates, NUL and texts without words. Only "\n" ends a line.
 */
export function parse(text: string, options: ParseOptions = {}): Transcript {
  const newsletter = options.newsletter ?? false;
  const segments: Segment[] = [];
  // What is no speech stands in front of the first segment, with all its bytes.
  const first = options.frontMatter === false ? 0 : (findFrontMatter(text)?.next ?? markLength(text));
  let lead = "";
  // The open segment: its start, its label, and where its last line ends without the line break.
  let start = -1;
  let end = 0;
  let label: Label | null = null;

  const close = (next: number) => {
    if (start < 0) {
      lead = text.slice(0, next);
      return;
    }
    segments.push(segmentOf(text.slice(start, end), label, text.slice(end, next), next === text.length));
    start = -1;
  };

  for (let at = first; at < text.length; ) {
    const newline = text.indexOf("\n", at);
    const lineEnd = newline < 0 ? text.length : newline;
    const line = text.slice(at, lineEnd);
    if (!BLANK.test(line)) {
      const found = readLabel(line, newsletter);
      // A segment continues only on the very next line, and only if that line has no label.
      const continues = !found && start >= 0 && text.slice(end, at).replace("\r", "") === "\n";
      if (!continues) {
        close(at);
        start = at;
        label = found;
      }
      end = line.endsWith("\r") ? lineEnd - 1 : lineEnd;
    }
    at = newline < 0 ? text.length : newline + 1;
  }
  close(text.length);
  return { lead, segments, newsletter };
}

function segmentOf(source: string, label: Label | null, separator: string, last: boolean): Segment {
  const sepAfter = separator === (last ? "\n" : "\n\n") ? null : separator;
  if (!label) return { kind: "text", name: null, body: source, labelRaw: null, sepAfter };
  const { name } = label;
  const rest = source.slice(label.length);
  // White space alone, or a line break between the label and its text, belongs to the label's spelling.
  const gap = WHITE.test(rest)
    ? rest.length
    : (/^[ \t\r]*\n/.exec(rest)?.[0].length ?? +rest.startsWith(" "));
  const body = rest.slice(gap);
  const raw = source.slice(0, label.length + gap);
  return {
    kind: MARKER_NAMES.has(name) ? "marker" : "speech",
    name,
    body,
    labelRaw: raw === canonicalLabel(name, body) ? null : raw,
    sepAfter,
  };
}

/** The source text of a segment's label. */
export function labelText(segment: Segment): string {
  return segment.labelRaw ?? canonicalLabel(segment.name, segment.body);
}

/** The source text that separates a segment from the next. */
function separatorText(segment: Segment, last: boolean): string {
  return segment.sepAfter ?? (last ? "\n" : "\n\n");
}

/** Writes a transcript: the text it was parsed from, with later edits. */
export function serialize(transcript: Transcript): string {
  return transcript.lead + serializeRange(transcript, 0, transcript.segments.length);
}

/** The text of the segments from `start` up to but not including `end`, each with its separator. */
export function serializeRange(transcript: Transcript, start: number, end: number): string {
  const last = transcript.segments.length - 1;
  let out = "";
  for (let i = start; i < end; i++) {
    const segment = transcript.segments[i];
    if (segment) out += labelText(segment) + segment.body + separatorText(segment, i === last);
  }
  return out;
}

/** Each segment's source: its label, its body and its separator. */
export function sourceBlocks(transcript: Transcript): string[] {
  return transcript.segments.map((_, i) => serializeRange(transcript, i, i + 1));
}

/** Where a segment stands in the serialized text, in UTF-16 units; ends are exclusive. */
export interface SourceRange {
  /** The start of the segment: its label, or its body if it has none. */
  readonly label: number;
  /** The start of its body. */
  readonly start: number;
  /** The end of its body. */
  readonly end: number;
}

/** For each segment, the place of its label and body in `serialize(transcript)`. */
export function sourceOffsets(transcript: Transcript): SourceRange[] {
  let at = transcript.lead.length;
  const last = transcript.segments.length - 1;
  return transcript.segments.map((segment, i) => {
    const label = at;
    const start = label + labelText(segment).length;
    const end = start + segment.body.length;
    at = end + separatorText(segment, i === last).length;
    return { label, start, end };
  });
}

/** Why a body cannot stand in a segment. */
export type BodyProblem = "no-segment" | "empty" | "blank-line" | "label" | "line-end";

/** The edited transcript, or why the edit was refused. */
export type EditResult =
  | { readonly ok: true; readonly transcript: Transcript }
  | { readonly ok: false; readonly reason: BodyProblem };

/**
 * Replaces the body of one segment; every other byte stays. Refuses a body that would not read back as the
 * same segments: `no-segment` (no such index), `empty` (a paragraph without a label needs words),
 * `blank-line` (it would become two segments, or only white space), `label` (one of its lines reads as a
 * label, or it adds a second label behind the segment's own), `line-end` (it ends in a carriage return, which
 * would become part of the line end).
 */
export function editBody(transcript: Transcript, index: number, body: string): EditResult {
  const segment = transcript.segments[index];
  if (!segment) return { ok: false, reason: "no-segment" };
  if (body === segment.body) return { ok: true, transcript };
  if (body === "" && segment.kind === "text") return { ok: false, reason: "empty" };

  const edited = { ...segment, body, labelRaw: respell(segment, body) };
  const problem = bodyProblem(edited, transcript.newsletter);
  if (problem) return { ok: false, reason: problem };
  // The parser would read this second label as words, but the writer means a label.
  const opens = (text: string) => readLabel(text.split("\n", 1)[0] ?? "", transcript.newsletter) !== null;
  if (opens(body) && !opens(segment.body)) return { ok: false, reason: "label" };
  const segments = transcript.segments.slice();
  segments[index] = edited;
  return { ok: true, transcript: { ...transcript, segments } };
}

/**
 * The label's spelling for a new body: it needs a space before the first words, and none if there are no
 * words left.
 */
function respell(segment: Segment, body: string): string | null {
  if (segment.labelRaw === null) return null;
  let raw = segment.labelRaw;
  if (body === "") raw = raw.trimEnd();
  else if (segment.body === "") raw = `${raw.trimEnd()} `;
  return raw === canonicalLabel(segment.name, body) ? null : raw;
}

/** Why a segment would not read back as itself; null if it would. */
export function bodyProblem(segment: Segment, newsletter: boolean): BodyProblem | null {
  const { body } = segment;
  if (body !== "" && body.split("\n").some((line) => BLANK.test(line))) return "blank-line";
  const read = parse(labelText(segment) + body, { newsletter });
  const [only] = read.segments;
  if (read.segments.length > 1) return "label";
  if (!only) return "empty";
  if (only.kind !== segment.kind || only.name !== segment.name) return "label";
  if (only.body === body && only.labelRaw === segment.labelRaw) return null;
  return body.endsWith("\r") ? "line-end" : "blank-line";
}
