import { marks, type Transcript } from "@/transcript";

// The beginning of a timestamp that cannot be read: `\[00:27:20.28` that was never closed,
// `\[00:4**Natalie:** 52.28\]`. The characters after it tell it from a remark in brackets.
const BEGUN = /\\\[ *\d{1,3}:\d{1,2}[^[\]]{0,40}\]?/g;
const REMARK = /[a-z]{2}[^[\]]*\]$/i;

/**
 * What a maintainer should check in an imported transcript, at most one remark of each kind: nobody speaks,
 * times run backwards, a timestamp cannot be read.
 */
export function remarks(transcript: Transcript): string[] {
  const found: string[] = [];
  if (!transcript.newsletter && !transcript.segments.some(({ kind }) => kind === "speech"))
    found.push("no speaker is named: labels are written **Name:**");
  found.push(...backwards(transcript), ...damaged(transcript));
  return found;
}

function backwards({ segments }: Transcript): string[] {
  let latest = 0;
  let count = 0;
  let first = "";
  segments.forEach(({ body }, i) => {
    for (const { type, seconds } of marks(body)) {
      // A gap quoted from another episode keeps that episode's time.
      if (type === "gap" || seconds === null) continue;
      if (seconds < latest && count++ === 0)
        first = `${clock(seconds)} after ${clock(latest)} in paragraph ${i + 1}`;
      latest = Math.max(latest, seconds);
    }
  });
  return count === 0 ? [] : [`times run backwards: ${first}${more(count)}`];
}

function damaged({ segments }: Transcript): string[] {
  let count = 0;
  let first = "";
  segments.forEach(({ body }, i) => {
    if (!body.includes("[")) return;
    let rest = body;
    for (const { start, end } of marks(body).toReversed())
      rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
    for (const [match] of rest.matchAll(BEGUN)) {
      if (REMARK.test(match)) continue;
      if (count++ === 0) first = `"${match.slice(0, 20).split("\n")[0]?.trim()}" in paragraph ${i + 1}`;
    }
  });
  return count === 0 ? [] : [`a timestamp cannot be read: ${first}${more(count)}`];
}

const more = (count: number) => (count > 1 ? `, and ${count - 1} more` : "");

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
