import { formatStamp } from "./clock";
import { type BodyProblem, bodyProblem, editBody, parse, serialize } from "./markdown";
import { marks } from "./marks";
import type { Segment, Transcript } from "./model";

/**
 * Why an edit cannot be made: what `editBody` says, and `no-gap`, `no-mark` (the segment has none such), `no-name` (it
 * is no speaker's name), `no-split` (nothing would be left on one side), `no-join` (there is no paragraph to join, or
 * it is a marker), `no-time` (it is no moment), `last` (a transcript keeps one paragraph).
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

/** The edited transcript, or why it was refused. Every byte that the edit is not about stays. */
export type Edited =
  | { readonly ok: true; readonly transcript: Transcript }
  | { readonly ok: false; readonly reason: EditProblem };

const refuse = (reason: EditProblem): Edited => ({ ok: false, reason });

/** Puts words in place of the `gap`-th gap (from 0) of a segment; the words are Markdown, without a line break. */
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
 * Gives a segment another speaker, or none: a paragraph without a label goes on with the speaker before. The label is
 * written the usual way.
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
 * Cuts a segment in two at an offset of its body (UTF-16 units); white space at the cut goes. What follows goes on with
 * the same speaker, or opens the turn of `name`.
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

/** Makes one of a segment and the next; the next one's label goes, and a space stands between their words. */
export function joinSegments(transcript: Transcript, index: number): Edited {
  const segment = transcript.segments[index];
  const next = transcript.segments[index + 1];
  if (!segment) return refuse("no-segment");
  if (!next || segment.kind === "marker" || next.kind === "marker") return refuse("no-join");
  const body = [segment.body.trimEnd(), next.body.trimStart()].filter(Boolean).join(" ");
  const labelRaw = segment.body === "" ? null : segment.labelRaw;
  return checked(transcript, [index, 2], [{ ...segment, body, labelRaw, sepAfter: next.sepAfter }]);
}

/** Takes a segment out, with what separates it from the next. */
export function removeSegment(transcript: Transcript, index: number): Edited {
  if (!transcript.segments[index]) return refuse("no-segment");
  if (transcript.segments.length === 1) return refuse("last");
  return checked(transcript, [index, 1], []);
}

/** Gives the `mark`-th timestamp or gap (from 0) of a segment another moment, in seconds, in the usual spelling. */
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

/** Puts a timestamp before the word that begins at an offset of a segment's body. */
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
 * A body with a moment set where its writer points: the timestamp they point at says another moment, or the word has
 * a new one before it. Null where the moment is none, or they point into a gap.
 *
 * @param offset UTF-16 units of the body
 */
export function timeBody(body: string, offset: number, seconds: number): string | null {
  const stamp = formatStamp(seconds);
  const at = marks(body).find(({ start, end }) => start <= offset && offset <= end);
  if (stamp === null || (at?.type === "gap" && at.start < offset && offset < at.end)) return null;
  if (at?.type === "timestamp") return `${body.slice(0, at.start)}\\[${stamp}\\]${body.slice(at.end)}`;
  const word = body.slice(0, offset).search(/\S+$/);
  return stamped(body, word < 0 ? offset : word, stamp);
}

/** The transcript with some segments replaced, where that reads back as the very same segments. */
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

/** Separators that hold in their new neighbourhood: a paragraph without a label needs a blank line before it. */
function separate(segments: readonly Segment[]): Segment[] {
  return segments.map((segment, i) => {
    const next = segments[i + 1];
    if (segment.sepAfter === null) return segment;
    const breaks = segment.sepAfter.split("\n").length - 1;
    return !next || breaks >= (next.kind === "text" ? 2 : 1) ? segment : { ...segment, sepAfter: null };
  });
}
