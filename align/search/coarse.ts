import { type Model, NEVER } from "../acoustic/read-model";
import type { Frames, Scorer } from "../acoustic/scorer";
import { FOREIGN, OMITTED, PAUSE, Paths, type Step, WORD } from "./paths";
import type { SaidWord } from "./said-words";

/** Frames of 10 ms to each frame of this search: half a short phone. */
export const COARSE = 3;

// All costs are nats. They were chosen on recordings in bench/align; see docs/alignment.md.

/** What a frame costs that is not matched with any word: a little more than the wrong phone at the right time. */
const FOREIGN_FRAME = 3;
/** What it costs to begin such a stretch: at the ends, behind a sentence, inside one. */
const FOREIGN_AT_ENDS = 5;
const FOREIGN_BETWEEN = 25;
const FOREIGN_INSIDE = 40;
/** What it costs to leave out a word, and each further one. */
const OMIT = 20;
const OMIT_MORE = 5;
/** The same for a whole passage, which costs more to begin and less to go on. */
const LEAP = 60;
const LEAP_MORE = 3;
// A pause is free for so many frames, by the punctuation before it, and then costs so much a frame.
const FREE_PAUSE = [15, 25, 40] as const;
const LONG_PAUSE = [1, 0.6, 0.3] as const;
// A word costs more for each frame that it is longer than its phones take even when said slowly.
const SLOW_PHONE = 5.6;
const SLOW_FRAME = 2;
// To stay in a phone and to go on are about equally likely at this pace.
const STAY = Math.log(0.55);
const GO = Math.log(0.45);
/** A path that is so much worse than the best is given up. */
const BEAM = 1500;

/** A coarse search that goes on as it is told to, so that whoever runs it may do other things in between. */
export interface CoarseSearch {
  /** How many frames of 30 ms there are. */
  readonly frames: number;
  /** Goes on up to a frame. */
  advance(until: number): void;
  /** The steps of the best path, once all frames were seen. */
  finish(): Step[];
  /** The score of the best phone in each frame, against which others are measured. */
  readonly best: Float32Array;
}

/**
 * Finds roughly where each word is, in one pass over the whole sound: one state a phone, without context, a frame every
 * 30 ms. Words may be left out, singly and by the passage, and between any two of them there may be a pause or something
 * foreign: music, an advertisement, laughter. Only paths within a beam of the best are followed, so that the work grows
 * with the sound's length alone, and nothing has to be known about the times beforehand.
 *
 * @param strictness multiplies what it costs not to follow the text: for voices that fit the model badly
 */
export function createCoarseSearch(
  model: Model,
  scorer: Scorer,
  words: readonly SaidWord[],
  sound: Frames,
  strictness = 1,
): CoarseSearch {
  const frames = Math.floor(sound.length / COARSE);
  const foreignFrame = FOREIGN_FRAME * strictness;
  const [omitOne, omitMore] = [OMIT * strictness, OMIT_MORE * strictness];
  const [leap, leapMore] = [LEAP * strictness, LEAP_MORE * strictness];
  const beam = BEAM * strictness;
  const { definition } = model;
  const count = words.length;
  const first = new Int32Array(count + 1);
  for (let w = 0; w < count; w++) first[w + 1] = first[w]! + words[w]!.phones[0]!.length;
  const states = first[count]!;
  const phones = new Uint8Array(states);
  words.forEach((word, w) => {
    phones.set(word.phones[0]!, first[w]!);
  });
  const longest = Int32Array.from(words, ({ phones: [way] }) => Math.round(SLOW_PHONE * (way!.length + 1)));
  const pauseOf = (w: number) => (w === 0 || w === count ? 2 : words[w - 1]!.pause);
  const freePause = Int32Array.from({ length: count + 1 }, (_, w) => FREE_PAUSE[pauseOf(w)]!);
  const longPause = Float32Array.from({ length: count + 1 }, (_, w) => LONG_PAUSE[pauseOf(w)]!);
  const toForeign = Float32Array.from({ length: count + 1 }, (_, w) =>
    w === 0 || w === count ? FOREIGN_AT_ENDS : pauseOf(w) === 2 ? FOREIGN_BETWEEN : FOREIGN_INSIDE,
  );

  // In each state: the score of its best path, the step from which it was entered, and the frame of that.
  const score = new Float32Array(states).fill(NEVER);
  const from = new Int32Array(states).fill(-1);
  const since = new Int32Array(states);
  const boundary = () => new Float32Array(count + 1).fill(NEVER);
  const steps = () => new Int32Array(count + 1).fill(-1);
  // At the boundary before each word: the path that stands there, and those that are in a pause or in something foreign.
  const here = boundary();
  const hereStep = steps();
  const pause = boundary();
  const pauseFrom = steps();
  const pauseSince = new Int32Array(count + 1);
  const foreign = boundary();
  const foreignFrom = steps();
  const paths = new Paths();
  const best = new Float32Array(frames);
  const ratio = new Float32Array(definition.names.length);

  /** Lets the words behind each boundary be left out, up to where that is too costly. Returns the last boundary. */
  const omit = (low: number, high: number, least: number, frame: number): number => {
    let single = NEVER;
    let passage = NEVER;
    for (let w = low; ; w++) {
      const kept = Math.max(single, passage);
      if (kept > here[w]!) {
        here[w] = kept;
        hereStep[w] = paths.add(hereStep[w - 1]!, OMITTED, w, frame);
      }
      const value = here[w]!;
      single = Math.max(value - omitOne, single - omitMore);
      passage = Math.max(value - leap, passage - leapMore);
      if (w === count) return count;
      if (w >= high && Math.max(single, passage) < least) return w;
    }
  };

  let low = 0;
  here[0] = 0;
  let high = omit(0, 0, -beam, -1);

  const advanceTo = (t: number) => {
    scorer.go(t * COARSE + (COARSE >> 1));
    scorer.scorePhones();
    let top = NEVER;
    for (const phone of definition.speech) top = Math.max(top, scorer.phones[phone]!);
    top = Math.max(top, scorer.phones[definition.silence]!);
    best[t] = top;
    for (let phone = 0; phone < ratio.length; phone++) ratio[phone] = scorer.phones[phone]! - top;
    const quiet = ratio[definition.silence]!;

    // From the last word to the first, so that a boundary still holds the frame before.
    for (let w = high; w >= low; w--) {
      const entering = here[w]!;
      const step = hereStep[w]!;
      if (w < count) {
        const start = first[w]!;
        const limit = t - longest[w]!;
        for (let s = first[w + 1]! - 1; s >= start; s--) {
          let value = score[s]! + STAY;
          const before = s > start ? score[s - 1]! + GO : entering;
          if (before > value) {
            value = before;
            from[s] = s > start ? from[s - 1]! : step;
            since[s] = s > start ? since[s - 1]! : t;
          }
          if (value > NEVER / 2) {
            value += ratio[phones[s]!]!;
            if (since[s]! < limit) value -= SLOW_FRAME;
          }
          score[s] = value;
        }
      }
      let value = pause[w]! + STAY;
      if (entering > value) {
        value = entering;
        pauseFrom[w] = step;
        pauseSince[w] = t;
      }
      pause[w] = value + quiet - (t - pauseSince[w]! > freePause[w]! ? longPause[w]! : 0);
      value = foreign[w]!;
      if (entering - toForeign[w]! > value) {
        value = entering - toForeign[w]!;
        foreignFrom[w] = step;
      }
      foreign[w] = value - foreignFrame;
    }

    // The boundaries behind this frame. What is far below the best goes no further.
    let most = NEVER;
    for (let w = low; w <= high; w++) {
      let value = foreign[w]!;
      let kind = FOREIGN;
      if (pause[w]! + GO > value) {
        value = pause[w]! + GO;
        kind = PAUSE;
      }
      if (w > low) {
        const said = score[first[w]! - 1]! + GO;
        if (said > value) {
          value = said;
          kind = WORD;
        }
      }
      here[w] = value;
      hereStep[w] = kind;
      if (value > most) most = value;
    }
    const least = most - beam;
    for (let w = low; w <= high; w++) {
      if (here[w]! < least) {
        here[w] = NEVER;
        hereStep[w] = -1;
        continue;
      }
      const kind = hereStep[w]!;
      const before = kind === WORD ? from[first[w]! - 1]! : kind === PAUSE ? pauseFrom[w]! : foreignFrom[w]!;
      hereStep[w] = paths.add(before, kind, w, t);
    }
    const reached = omit(low, high, least, t);
    high = Math.max(high, reached);

    // Words that no path is in any more are left behind.
    while (low < high && !isAlive(low, least)) {
      here[low] = pause[low] = foreign[low] = NEVER;
      score.fill(NEVER, first[low]!, first[low + 1]!);
      low++;
    }
    while (high > low && high > reached && !isAlive(high, least)) {
      here[high] = pause[high] = foreign[high] = NEVER;
      if (high < count) score.fill(NEVER, first[high]!, first[high + 1]!);
      high--;
    }
    // Scores are sums over the whole sound: the best is made 0 before the others lose their fractions.
    if (most < -10_000) {
      for (let s = first[low]!; s < first[Math.min(count, high + 1)]!; s++) score[s] = score[s]! - most;
      for (let w = low; w <= high; w++) {
        here[w] = here[w]! - most;
        pause[w] = pause[w]! - most;
        foreign[w] = foreign[w]! - most;
      }
    }
    if (paths.full) {
      const alive = (steps: Int32Array, [a, b]: readonly [number, number]) => steps.subarray(a, b);
      const range = [low, high + 1] as const;
      paths.compact([
        alive(hereStep, range),
        alive(pauseFrom, range),
        alive(foreignFrom, range),
        alive(from, [first[low]!, first[Math.min(count, high + 1)]!]),
      ]);
    }
  };

  function isAlive(w: number, least: number): boolean {
    if (here[w]! >= least || pause[w]! >= least || foreign[w]! >= least) return true;
    if (w < count) for (let s = first[w]!; s < first[w + 1]!; s++) if (score[s]! >= least) return true;
    return false;
  }

  let next = 0;
  return {
    frames,
    best,
    advance(until) {
      for (; next < Math.min(frames, until); next++) advanceTo(next);
    },
    finish() {
      // Words that no path reaches are not in the sound.
      let last = high;
      if (high < count || here[high]! < NEVER / 2)
        for (let w = low; w <= high; w++) if (here[w]! > here[last]!) last = w;
      return paths.trace(hereStep[last]!);
    },
  };
}
