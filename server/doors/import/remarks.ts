import { conflictLine, marks, midLabels, sourceOffsets, type Transcript } from "@/transcript";

/** A remark, and the line of the file that it is about, from 1. */
export interface Remark {
  readonly line: number;
  readonly reason: string;
}

// The beginning of a timestamp that cannot be read: `\[00:27:20.28` that was never closed,
// `\[00:4**Natalie:** 52.28\]`. The characters after it tell it from a remark in brackets.
const BEGUN = /\\\[ *\d{1,3}:\d{1,2}[^[\]]{0,40}\]?/g;
const REMARK = /[a-z]{2}[^[\]]*\]$/i;

/**
 * What a maintainer should check in an imported transcript, at most one remark of each kind: nobody speaks,
 * times run backwards, a timestamp cannot be read, a label stands within a line, git left two versions side by side.
 *
 * @param text what the transcript was parsed from
 */
export function remarks(transcript: Transcript, text: string): Remark[] {
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  const lineOf = (segment: number, at = 0) => {
    const place = sourceOffsets(transcript)[segment];
    return lineAt(at === 0 ? (place?.label ?? 0) : (place?.start ?? 0) + at);
  };
  const found: Remark[] = [];
  if (!transcript.newsletter && !transcript.segments.some(({ kind }) => kind === "speech"))
    found.push({ line: lineOf(0), reason: "no speaker is named: labels are written **Name:**" });
  const conflict = conflictLine(text);
  if (conflict !== null)
    found.push({
      line: conflict,
      reason: "git left two versions of the text side by side (<<<<<<<): choose one",
    });
  found.push(...backwards(transcript, lineOf), ...damaged(transcript, lineOf));
  const [doubt, ...more] = midLabels(transcript);
  if (doubt)
    found.push({
      line: lineOf(doubt.segment, doubt.at),
      reason: `a label stands within a line, and is read as words: **${doubt.name}:**${andMore(more.length + 1)}`,
    });
  return found;
}

type LineOf = (segment: number, at?: number) => number;

function backwards({ segments }: Transcript, lineOf: LineOf): Remark[] {
  let latest = 0;
  let count = 0;
  let first = "";
  let at: [number, number] = [0, 0];
  segments.forEach(({ body }, i) => {
    for (const { type, seconds, start } of marks(body)) {
      // A gap quoted from another episode keeps that episode's time.
      if (type === "gap" || seconds === null) continue;
      if (seconds < latest && count++ === 0) {
        first = `${clock(seconds)} after ${clock(latest)} in paragraph ${i + 1}`;
        at = [i, start];
      }
      latest = Math.max(latest, seconds);
    }
  });
  return count === 0
    ? []
    : [{ line: lineOf(...at), reason: `times run backwards: ${first}${andMore(count)}` }];
}

function damaged({ segments }: Transcript, lineOf: LineOf): Remark[] {
  let count = 0;
  let first = "";
  let at = 0;
  segments.forEach(({ body }, i) => {
    if (!body.includes("[")) return;
    let rest = body;
    for (const { start, end } of marks(body).toReversed())
      rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
    for (const [match] of rest.matchAll(BEGUN)) {
      if (REMARK.test(match)) continue;
      if (count++ === 0)
        [at, first] = [i, `"${match.slice(0, 20).split("\n")[0]?.trim()}" in paragraph ${i + 1}`];
    }
  });
  return count === 0
    ? []
    : [{ line: lineOf(at), reason: `a timestamp cannot be read: ${first}${andMore(count)}` }];
}

const andMore = (count: number) => (count > 1 ? `, and ${count - 1} more` : "");

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
