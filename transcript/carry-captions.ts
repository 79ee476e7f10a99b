import type { KeptCaption } from "./cards-of";
import type { CaptionInText } from "./from-cues";
import type { Transcript } from "./model";
import { changes } from "./myers";
import { shownTokens } from "./shown-tokens";

const tokensOf = ({ segments }: Transcript) =>
  segments.flatMap(({ body }) => shownTokens(body).map(({ text }) => text));

/**
 * Finds the captions of a file again in a later text: those whose tokens all stand there as they did, side by side.
 *
 * @param captions together they hold every shown token of `before`
 */
export function carryCaptions(
  before: Transcript,
  after: Transcript,
  captions: readonly CaptionInText[],
): KeptCaption[] {
  const from = before === after ? null : tokensOf(before);
  const moved = from && movesOf(from, tokensOf(after));
  const kept: KeptCaption[] = [];
  let at = 0;
  for (const { start, end, lines } of captions) {
    const length = lines.reduce((sum, count) => sum + count, 0);
    const first = moved ? (moved[at] ?? -1) : at;
    let isWhole = first >= 0;
    for (let k = 1; moved && isWhole && k < length; k++) isWhole = moved[at + k] === first + k;
    if (start !== null && end !== null && isWhole && length > 0)
      kept.push({ from: first, to: first + length, start, end, lines });
    at += length;
  }
  return kept;
}

/** Where each token of the first list stands in the second; -1 where it does not. */
function movesOf(from: readonly string[], to: readonly string[]): Int32Array {
  const moved = new Int32Array(from.length).fill(-1);
  let a = 0;
  let b = 0;
  for (const change of [...changes(from, to), { aStart: from.length, aEnd: from.length, bEnd: to.length }]) {
    while (a < change.aStart) moved[a++] = b++;
    a = change.aEnd;
    b = change.bEnd;
  }
  return moved;
}

/** Kept captions with what stands between them, so that together they hold every shown token of the text. */
export function allCaptions(transcript: Transcript, kept: readonly KeptCaption[]): CaptionInText[] {
  const count = tokensOf(transcript).length;
  const all: CaptionInText[] = [];
  let at = 0;
  const between = (until: number) => {
    if (until > at) all.push({ start: null, end: null, lines: [until - at] });
  };
  for (const { from, to, start, end, lines } of kept) {
    between(from);
    all.push({ start, end, lines });
    at = to;
  }
  between(count);
  return all;
}
