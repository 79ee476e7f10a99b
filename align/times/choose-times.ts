import type { Ear } from "../ear";
import type { Alignment, TextWord } from "../port";
import { createChain } from "../search/chain";
import { searchFinely } from "../search/fine";
import { type SaidWord, sayWords } from "../search/said-words";
import { type Cepstra, FRAME_RATE } from "../sound/cepstra";
import { createFeatures } from "../sound/features";

// Seconds. Two times of a word that are so near are the same time.
const SAME = 0.1;
// A word may begin this much sooner or later than a source says, to be placed where it fits best.
const AROUND = 0.15;
/** Longer stretches on which two sources differ are not compared: they differ about where the text is. */
const LONGEST = 60;

type Source = Pick<Alignment, "starts" | "confidence">;

interface Given {
  readonly words: readonly TextWord[];
  /** What the built-in aligner has found. */
  readonly own: Alignment;
  /** What another program has found. */
  readonly other: Alignment;
}

/**
 * Makes one alignment of two: where their times differ, those are taken whose words fit the sound better. If only one of
 * them says that text and sound belong together, the built-in aligner is believed, but for texts in a language that it does
 * not know.
 */
export function chooseTimes(ear: Ear, cepstra: Cepstra, { words, own, other }: Given): Alignment {
  if (other.verdict !== "aligned") return own;
  if (own.verdict === "other-language") return { ...other, duration: own.duration };
  if (own.verdict !== "aligned") return own;
  const starts = [...own.starts];
  const confidence = own.confidence.slice();
  const said = sayWords(words, ear.dictionary, ear.model.definition);
  const scorer = ear.scorerOf(createFeatures(cepstra));
  /** How well the words [first, last) fit at a source's times, nats a frame; those that it leaves out are not said. */
  const likelihood = (source: Source, first: number, last: number, from: number, to: number): number => {
    const placed = said.filter(({ of }) => of >= first && of < last && source.starts[of] !== null);
    if (placed.length === 0) return Number.NEGATIVE_INFINITY;
    const [begin, end] = [Math.round(from * FRAME_RATE), Math.round(to * FRAME_RATE)];
    const found = searchFinely(ear.model, scorer, createChain(ear.model, placed), {
      ...{ from: begin, to: end, lenient: false },
      band: bandOf(placed, source.starts, begin),
    });
    return found.complete ? found.total : Number.NEGATIVE_INFINITY;
  };
  for (const [first, last] of differences(own.starts, other.starts)) {
    const before = own.starts.slice(0, first).findLast((start) => start !== null) ?? 0;
    const behind = own.starts.slice(last).find((start) => start !== null) ?? own.duration;
    const all = [own, other].flatMap(({ starts: times }) =>
      times.slice(first, last).filter((start) => start !== null),
    );
    const from = Math.max(before, Math.min(...all) - AROUND);
    const to = Math.min(own.duration, Math.max(behind, Math.max(...all) + AROUND));
    if (!(to > from) || to - from > LONGEST) continue;
    if (likelihood(other, first, last, from, to) <= likelihood(own, first, last, from, to)) continue;
    for (let word = first; word < last; word++) {
      starts[word] = other.starts[word] ?? null;
      confidence[word] = other.confidence[word] ?? 0;
    }
  }
  return { ...own, starts: inOrder(starts), confidence };
}

/** The runs of words, [first, last), of which the two say different times. */
function differences(one: Source["starts"], other: Source["starts"]): (readonly [number, number])[] {
  const runs: [number, number][] = [];
  one.forEach((start, word) => {
    const second = other[word] ?? null;
    const isSame = start === null || second === null ? start === second : Math.abs(start - second) <= SAME;
    if (isSame) return;
    const last = runs.at(-1);
    if (last?.[1] === word) last[1] = word + 1;
    else runs.push([word, word + 1]);
  });
  return runs;
}

/** The words that may be spoken in a frame, if each begins near where a source has it. */
function bandOf(placed: readonly SaidWord[], starts: Source["starts"], from: number) {
  const near = placed.map(({ of }) => starts[of] ?? 0);
  let [low, high] = [0, 0];
  return (frame: number) => {
    const seconds = (from + frame) / FRAME_RATE;
    while (low < near.length - 1 && near[low + 1]! < seconds - AROUND) low++;
    while (high < near.length && near[high]! < seconds + AROUND) high++;
    return [Math.min(low, high), high] as const;
  };
}

/** Where two sources meet, a word may begin a moment before the one in front of it. */
function inOrder(starts: readonly (number | null)[]): (number | null)[] {
  let last = 0;
  return starts.map((start) => {
    if (start === null) return null;
    last = Math.max(last, start);
    return last;
  });
}
