import { formatStamp } from "./clock";
import { type BodyProblem, bodyProblem, editBody, parse, serialize } from "./markdown";
import { marks } from "./marks";
import type { Segment, Transcript } from "./model";

/**
 * Why an edit is refused: the reasons of `editBody`, and `no-gap`, `no-mark` (the segment has none),
 * `no-name` (not a valid speaker's name), `no-split` (one side would be empty), `no-join` (no next paragraph,
 * or it is a marker), `no-time` (not a valid moment), `last` (a transcript keeps at least one paragraph).
 */
export type EditProblem =
  | BodyProblem
  | "no-gap"
  | "no-mark"
  | "no-name"
  | "no-split"
  | "no-join"
  | "no-time"
  | "last";

/** The edited transcript, or why it was refused. All other bytes stay the same. */
export type Edited =
  | { readonly ok: true; readonly transcript: Transcript }
  | { readonly ok: false; readonly reason: EditProblem };

const refuse = (reason: EditProblem): Edited => ({ ok: false, reason });

/** Replaces the `gap`-th gap (from 0) of a segment by words: Markdown without a line break. */
export function fillGap(transcript: Transcript, index: number, gap: number, words: string): Edited {
  const segment = transcript.segments[index];
  if (!segment) return refuse("no-segment");
  const found = marks(segment.body).filter(({ type }) => type === "gap")[gap];
  if (!found) return refuse("no-gap");
  const heard = words.trim();
  if (heard === "") return refuse("empty");
  if (/[\n\r]/.test(heard)) return refuse("blank-line");
  return editBody(
    transcript,
    index,
    segment.body.slice(0, found.start) + heard + segment.body.slice(found.end),
  );
}

/**
 * Changes the speaker of a segment. Null removes the label: the paragraph then continues the speaker before
 * it. The label gets the usual spelling.
 */
export function relabel(transcript: Transcript, index: number, name: string | null): Edited {
  const segment = transcript.segments[index];
  if (!segment) return refuse("no-segment");
  const wanted = name?.trim() ?? null;
  if (wanted === segment.name) return { ok: true, transcript };
  if (wanted === null) {
    if (segment.body.trim() === "") return refuse("empty");
    return checked(transcript, [index, 1], [{ ...segment, kind: "text", name: null, labelRaw: null }]);
  }
  if (wanted === "" || /[*\n\r]/.test(wanted)) return refuse("no-name");
  const [read] = parse(`**${wanted}:** ${segment.body}`, { newsletter: transcript.newsletter }).segments;
  if (!read || read.name !== wanted || read.body !== segment.body) return refuse("no-name");
  return checked(transcript, [index, 1], [{ ...read, sepAfter: segment.sepAfter }]);
}

/**
 * Cuts a segment in two at an offset of its body (UTF-16 units) and removes white space at the cut. The
 * second half keeps the speaker, or opens a turn of `name`.
 */
export function splitSegment(
  transcript: Transcript,
  index: number,
  offset: number,
  name: string | null = null,
): Edited {
  const segment = transcript.segments[index];
  if (!segment) return refuse("no-segment");
  const first = segment.body.slice(0, offset).trimEnd();
  const second = segment.body.slice(offset).trimStart();
  if (first === "" || second === "") return refuse("no-split");
  if (marks(segment.body).some(({ start, end }) => start < offset && offset < end)) return refuse("no-split");
  const rest: Segment = {
    kind: "text",
    name: null,
    body: second,
    labelRaw: null,
    sepAfter: segment.sepAfter,
  };
  const cut = checked(transcript, [index, 1], [{ ...segment, body: first, sepAfter: null }, rest]);
  return cut.ok && name !== null ? relabel(cut.transcript, index + 1, name) : cut;
}

/** Joins a segment and the next one with a space, and drops the next one's label. */
export function joinSegments(transcript: Transcript, index: number): Edited {
  const segment = transcript.segments[index];
  const next = transcript.segments[index + 1];
  if (!segment) return refuse("no-segment");
  if (!next || segment.kind === "marker" || next.kind === "marker") return refuse("no-join");
  const body = [segment.body.trimEnd(), next.body.trimStart()].filter(Boolean).join(" ");
  const labelRaw = segment.body === "" ? null : segment.labelRaw;
  return checked(transcript, [index, 2], [{ ...segment, body, labelRaw, sepAfter: next.sepAfter }]);
}

/** Removes a segment and its separator from the next one. */
export function removeSegment(transcript: Transcript, index: number): Edited {
  if (!transcript.segments[index]) return refuse("no-segment");
  if (transcript.segments.length === 1) return refuse("last");
  return checked(transcript, [index, 1], []);
}

/** Gives the `mark`-th timestamp or gap (from 0) of a segment another time, in seconds, in the usual spelling. */
export function retime(transcript: Transcript, index: number, mark: number, seconds: number): Edited {
  const segment = transcript.segments[index];
  if (!segment) return refuse("no-segment");
  const found = marks(segment.body)[mark];
  if (!found) return refuse("no-mark");
  const stamp = formatStamp(seconds);
  if (stamp === null) return refuse("no-time");
  const spelled =
    found.type === "gap" ? `\\[unintelligible ${formatStamp(seconds, true)}\\]` : `\\[${stamp}\\]`;
  return editBody(
    transcript,
    index,
    segment.body.slice(0, found.start) + spelled + segment.body.slice(found.end),
  );
}

/** Inserts a timestamp before the word that begins at an offset of a segment's body. */
export function insertTime(transcript: Transcript, index: number, offset: number, seconds: number): Edited {
  const segment = transcript.segments[index];
  if (!segment) return refuse("no-segment");
  const stamp = formatStamp(seconds);
  if (stamp === null) return refuse("no-time");
  if (marks(segment.body).some(({ start, end }) => start < offset && offset < end)) return refuse("no-split");
  return editBody(transcript, index, stamped(segment.body, offset, stamp));
}

function stamped(body: string, offset: number, stamp: string): string {
  const [before, after] = [body.slice(0, offset), body.slice(offset)];
  const space = before === "" || /\s$/.test(before) ? "" : " ";
  return `${before}${space}\\[${stamp}\\]${/^\s/.test(after) || after === "" ? "" : " "}${after}`;
}

/**
 * Sets a time at the writer's cursor: changes the timestamp under it, or inserts one before the word under
 * it. Null if the time is not valid, or if the cursor is in a gap.
 *
 * @param offset UTF-16 units of the body
 */
export function timeBody(body: string, offset: number, seconds: number): string | null {
  const stamp = formatStamp(seconds);
  const at = marks(body).find(({ start, end }) => start <= offset && offset <= end);
  if (stamp === null || (at?.type === "gap" && at.start < offset && offset < at.end)) return null;
  if (at?.type === "timestamp") return `${body.slice(0, at.start)}\\[${stamp}\\]${body.slice(at.end)}`;
  let word = offset;
  while (word > 0 && /\S/.test(body[word - 1] ?? "")) word--;
  return stamped(body, word, stamp);
}

/** The transcript with some segments replaced; refused unless its text reads back as these same segments. */
function checked(
  transcript: Transcript,
  [start, count]: readonly [number, number],
  by: readonly Segment[],
): Edited {
  for (const segment of by) {
    const problem = bodyProblem(segment, transcript.newsletter);
    if (problem) return refuse(problem);
  }
  const segments = transcript.segments.slice();
  segments.splice(start, count, ...by);
  const edited = { ...transcript, segments: separate(segments) };
  const read = parse(serialize(edited), { newsletter: transcript.newsletter });
  const same =
    read.lead === edited.lead &&
    read.segments.length === segments.length &&
    read.segments.every(
      (segment, i) => segment.name === segments[i]?.name && segment.body === segments[i]?.body,
    );
  return same ? { ok: true, transcript: read } : refuse("blank-line");
}

/** Makes separators valid beside new neighbours: a paragraph without a label needs a blank line before it. */
function separate(segments: readonly Segment[]): Segment[] {
  return segments.map((segment, i) => {
    const next = segments[i + 1];
    if (segment.sepAfter === null) return segment;
    const breaks = segment.sepAfter.split("\n").length - 1;
    return !next || breaks >= (next.kind === "text" ? 2 : 1) ? segment : { ...segment, sepAfter: null };
  });
}
