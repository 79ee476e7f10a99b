import { CAPTION_RULES } from "../../transcript/cut-cards";
import { fromVtt } from "../../transcript/read-captions";

/** How many captions of a file break each rule of subtitling, and why. */
export interface Judged {
  readonly all: number;
  /** Longer than 7 seconds. */
  readonly long: number;
  /** Shorter than a second, though nothing follows at once. */
  readonly short: number;
  /** Shorter than a second, since the next caption begins: a turn of a word, and somebody else speaks. */
  readonly crowded: number;
  /** More than two lines, or a line that is too long. */
  readonly lines: number;
  /** More than 20 characters a second, though it could stay longer. */
  readonly fast: number;
  /** More than 20 characters a second, since the next caption begins: the words are said that fast. */
  readonly fastSpeech: number;
}

// To the millisecond, as files write them.
const EXACT = 0.0005;

/** Judges a WebVTT file of captions that were cut here, by the rules that `cut-cards` keeps. */
export function judgeCaptions(vtt: string, line: number): Judged {
  const { cues } = fromVtt(vtt);
  const shown = linesIn(vtt);
  const found = { all: cues.length, long: 0, short: 0, crowded: 0, lines: 0, fast: 0, fastSpeech: 0 };
  cues.forEach(({ start, end, tokens }, i) => {
    const seconds = (end ?? 0) - (start ?? 0);
    const follows = (cues[i + 1]?.start ?? Number.POSITIVE_INFINITY) - (end ?? 0) < EXACT;
    const characters = Array.from(tokens.map(({ text }) => text).join(" ")).length;
    if (seconds > CAPTION_RULES.most + EXACT) found.long++;
    if (seconds < CAPTION_RULES.least - EXACT) found[follows ? "crowded" : "short"]++;
    if ((shown[i]?.length ?? 0) > 2 || shown[i]?.some((text) => Array.from(text).length > line))
      found.lines++;
    if (characters > seconds * CAPTION_RULES.characters + 0.5) found[follows ? "fastSpeech" : "fast"]++;
  });
  return found;
}

/** The lines that each cue shows, without tags. */
const linesIn = (vtt: string) =>
  vtt
    .split("\n\n")
    .slice(1)
    .map((block) =>
      block
        .trimEnd()
        .split("\n")
        .slice(2)
        .map((text) => text.replace(/<[^>]*>/g, "").replace(/&(?:amp|lt|gt);/g, "x")),
    );

/** The sum of what was found in several files. */
export function sumJudged(all: readonly Judged[]): Judged {
  const sum = { all: 0, long: 0, short: 0, crowded: 0, lines: 0, fast: 0, fastSpeech: 0 };
  for (const each of all) for (const rule of Object.keys(sum) as (keyof Judged)[]) sum[rule] += each[rule];
  return sum;
}
