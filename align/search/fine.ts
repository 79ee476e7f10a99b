import { STATES } from "../acoustic/read-definition";
import { type Model, NEVER, TARGETS } from "../acoustic/read-model";
import type { Scorer } from "../acoustic/scorer";
import type { Chain } from "./chain";

// All costs are nats, as in the coarse search; but frames are three times as many here, and already placed.
const OMIT = 50;
const FOREIGN_FRAME = 2.5;
const TO_FOREIGN = 60;
/** A state that is so much worse than the best is given up, where there is something else to follow. */
const BEAM = 200;

// How a state was reached: from itself, from one or two states before, or from the boundary before the word or pause.
const ENTERED = 3;
// How a boundary was reached: by a way to say the word before it (0 …), a pause, something foreign, or leaving a word out.
const BY_PAUSE = 250;
const BY_FOREIGN = 251;
const BY_OMITTING = 252;
const UNREACHED = 255;

// To score all phones takes most of the time of a frame, and they change more slowly: one in so many is enough. It is what
// words are measured against, the same for all words, so it changes nothing in which of them fit better.
const EACH = 3;

// How well a state fits a frame is kept in 16 bits.
const RATIO_SCALE = 256;
const LIMIT = 120;
// What is the beginning of a word: 60 ms, a consonant.
const ONSET = 6;

/** What the fine search found of each word, in frames from its beginning. */
export interface Fine {
  /** The first and the last frame of each word; -1 where it was left out. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** How well the word fits: mean log-likelihood over the best phone's, nats a frame. */
  readonly fit: Float32Array;
  /** The same over the first frames of the word alone. */
  readonly onset: Float32Array;
  /** The longest time in one state, in frames: a sound that is held for long hides something that the text does not have. */
  readonly held: Float32Array;
  /** The fit over all frames, those of pauses too. */
  readonly total: number;
  /** Whether a path leads through all frames. */
  readonly complete: boolean;
}

export interface FineOptions {
  /** The frames of the sound [from, to). */
  readonly from: number;
  readonly to: number;
  /** The words that may be spoken in a frame: boundaries [low, high], neither of which ever goes back. */
  readonly band?: ((frame: number) => readonly [low: number, high: number]) | undefined;
  /** The score of the best phone in a frame; without it, it is found here, which takes longer. */
  readonly best?: ((frame: number) => number) | undefined;
  /** Whether words may be left out and frames be something foreign; by default they may. */
  readonly lenient?: boolean | undefined;
  /** What an earlier search has used and this one may use again. */
  readonly room?: SearchRoom | undefined;
  /** Multiplies what it costs not to follow the text, as in the coarse search. */
  readonly strictness?: number | undefined;
}

/**
 * Places words exactly: the best path (Viterbi 1967) through the states of a chain, a frame every 10 ms, with a pause
 * between any two words where there is one.
 */
export function searchFinely(
  model: Model,
  scorer: Scorer,
  chain: Chain,
  { from, to, band, best, lenient = true, strictness = 1, room }: FineOptions,
): Fine {
  const { definition, moves } = model;
  const { words, senones, first, ways } = chain;
  const frames = to - from;
  const beam = lenient ? BEAM * strictness : -NEVER / 2;
  const [omission, foreignFrame] = [OMIT * strictness, FOREIGN_FRAME * strictness];
  const silent = Array.from(
    { length: STATES },
    (_, state) => definition.states[definition.silence * STATES + state]!,
  );
  const silence = definition.transitions[definition.silence]! * STATES * TARGETS;
  const pauseMove = (state: number, target: number) => moves[silence + state * TARGETS + target]!;

  let score = new Float32Array(senones.length).fill(NEVER);
  let next = new Float32Array(senones.length).fill(NEVER);
  const pause = new Float32Array((words + 1) * STATES).fill(NEVER);
  const foreign = new Float32Array(words + 1).fill(NEVER);
  const here = new Float32Array(words + 1).fill(NEVER);
  const history = (room ?? new SearchRoom()).begin(frames);

  /** Lets the words behind a boundary be left out. */
  const omit = (low: number, high: number, reached: Uint8Array, at: number) => {
    if (!lenient) return;
    for (let w = low; w < high; w++)
      if (here[w]! - omission > here[w + 1]!) {
        here[w + 1] = here[w]! - omission;
        reached[at + w + 1 - low] = BY_OMITTING;
      }
  };
  const wholeBand = [0, words] as const;
  let [low, high] = band?.(0) ?? wholeBand;
  const atStart = new Uint8Array(words + 1).fill(UNREACHED);
  here[0] = 0;
  omit(0, high, atStart, 0);
  let least = -beam;
  let top = 0;

  for (let t = 0; t < frames; t++) {
    const [wantedLow, wantedHigh] = band?.(t) ?? wholeBand;
    for (; low < wantedLow; low++) {
      here[low] = foreign[low] = NEVER;
      pause.fill(NEVER, low * STATES, (low + 1) * STATES);
      score.fill(NEVER, first[low]!, first[low + 1]!);
      next.fill(NEVER, first[low]!, first[low + 1]!);
    }
    high = Math.max(high, wantedHigh);
    scorer.go(from + t);
    if (best) top = best(from + t);
    else if (t % EACH === 0) top = scorer.scorePhones();
    history.next(t, low, high, first);
    const { states, ratios, pauses, boundaries } = history;
    const atState = history.stateAt[t]! - first[low]!;
    const atBoundary = history.boundaryAt[t]!;

    let most = NEVER;
    for (let w = low; w < high; w++) {
      const entering = here[w]!;
      for (const { start, states: length } of ways[w]!) {
        for (let i = length - 1; i >= 0; i--) {
          const s = start + i;
          const row = moves[chain.moves[s]! + (i % STATES)]!;
          let value = score[s]! + row;
          let how = 0;
          if (i === 0) {
            if (entering > value) {
              value = entering;
              how = ENTERED;
            }
          } else {
            const one = score[s - 1]! + moves[chain.moves[s - 1]! + ((i - 1) % STATES) + 1]!;
            if (one > value) {
              value = one;
              how = 1;
            }
            // A state may be passed over, but for the last of a phone.
            const state = (i - 2) % STATES;
            if (i > 1 && state < 2) {
              const two = score[s - 2]! + moves[chain.moves[s - 2]! + state + 2]!;
              if (two > value) {
                value = two;
                how = 2;
              }
            }
          }
          if (value > least) {
            const fits = scorer.senone(senones[s]!) - top;
            value += fits;
            if (value > most) most = value;
            ratios[atState + s] = Math.max(-LIMIT, Math.min(LIMIT, fits)) * RATIO_SCALE;
          } else value = NEVER;
          next[s] = value;
          states[atState + s] = how;
        }
      }
    }

    const quiet0 = scorer.senone(silent[0]!) - top;
    const quiet1 = scorer.senone(silent[1]!) - top;
    const quiet2 = scorer.senone(silent[2]!) - top;
    history.quiet[t] = Math.max(quiet0, quiet1, quiet2);
    for (let w = low; w <= high; w++) {
      const p = w * STATES;
      const q = (atBoundary + w - low) * TARGETS;
      const entering = here[w]!;
      const [p0, p1, p2] = [pause[p]!, pause[p + 1]!, pause[p + 2]!];
      let value = p0 + pauseMove(0, 0);
      pauses[q] = 0;
      if (entering > value) {
        value = entering;
        pauses[q] = ENTERED;
      }
      pause[p] = value + quiet0;
      value = p1 + pauseMove(1, 1);
      pauses[q + 1] = 0;
      if (p0 + pauseMove(0, 1) > value) {
        value = p0 + pauseMove(0, 1);
        pauses[q + 1] = 1;
      }
      pause[p + 1] = value + quiet1;
      value = p2 + pauseMove(2, 2);
      pauses[q + 2] = 0;
      if (p1 + pauseMove(1, 2) > value) {
        value = p1 + pauseMove(1, 2);
        pauses[q + 2] = 1;
      }
      if (p0 + pauseMove(0, 2) > value) {
        value = p0 + pauseMove(0, 2);
        pauses[q + 2] = 2;
      }
      pause[p + 2] = value + quiet2;
      if (lenient) {
        value = foreign[w]!;
        pauses[q + 3] = 0;
        if (entering - TO_FOREIGN > value) {
          value = entering - TO_FOREIGN;
          pauses[q + 3] = ENTERED;
        }
        foreign[w] = value - foreignFrame;
      }

      // The boundary behind this frame.
      value = NEVER;
      let how = UNREACHED;
      if (w > low) {
        const ended = ways[w - 1]!;
        for (let way = 0; way < ended.length; way++) {
          const s = ended[way]!.start + ended[way]!.states - 1;
          const out = next[s]! + moves[chain.moves[s]! + TARGETS - 1]!;
          if (out > value) {
            value = out;
            how = way;
          }
        }
      }
      const rested = pause[p + 2]! + pauseMove(2, STATES);
      if (rested > value) {
        value = rested;
        how = BY_PAUSE;
      }
      if (lenient && foreign[w]! > value) {
        value = foreign[w]!;
        how = BY_FOREIGN;
      }
      here[w] = value;
      boundaries[atBoundary + w - low] = how;
      if (value > most) most = value;
    }
    omit(low, high, boundaries, atBoundary);
    [score, next] = [next, score];
    least = most - beam;
    // Scores are sums over all frames: the best is made 0 before the others lose their fractions.
    if (most < -10_000) {
      for (let s = first[low]!; s < first[high]!; s++) score[s] = score[s]! - most;
      for (let w = low; w <= high; w++) {
        here[w] = here[w]! - most;
        foreign[w] = foreign[w]! - most;
        for (let state = 0; state < STATES; state++) pause[w * STATES + state]! -= most;
      }
      least = -beam;
    }
  }
  return traceBack(chain, history, { frames, last: high, foreignFrame });
}

/** How each state and boundary was reached in each frame, for the words that were in the band then. */
export class SearchRoom {
  states = new Uint8Array(1 << 16);
  /** How well each state fits its frame, in units of `RATIO_SCALE`. */
  ratios = new Int16Array(1 << 16);
  /** For each boundary: three states of a pause, and of something foreign. */
  pauses = new Uint8Array(1 << 14);
  boundaries = new Uint8Array(1 << 12);
  /** How well a pause fits each frame. */
  quiet = new Float32Array(0);
  low = new Int32Array(0);
  stateAt = new Int32Array(0);
  boundaryAt = new Int32Array(0);

  /** Forgets what was, and makes room for so many frames. */
  begin(frames: number): this {
    this.quiet = new Float32Array(frames);
    this.low = new Int32Array(frames);
    this.stateAt = new Int32Array(frames + 1);
    this.boundaryAt = new Int32Array(frames + 1);
    return this;
  }

  /** Makes room for one more frame. */
  next(t: number, low: number, high: number, first: Int32Array): void {
    this.low[t] = low;
    const states = this.stateAt[t]! + first[high]! - first[low]!;
    const boundaries = this.boundaryAt[t]! + high - low + 1;
    this.stateAt[t + 1] = states;
    this.boundaryAt[t + 1] = boundaries;
    this.states = withRoom(this.states, states);
    this.ratios = withRoom(this.ratios, states);
    this.pauses = withRoom(this.pauses, boundaries * TARGETS);
    this.boundaries = withRoom(this.boundaries, boundaries);
  }
}

function withRoom<A extends Uint8Array<ArrayBuffer> | Int16Array<ArrayBuffer>>(array: A, length: number): A {
  if (length <= array.length) return array;
  const made = new (array.constructor as new (length: number) => A)(2 * length);
  made.set(array);
  return made;
}

/** Follows the best path from its end to its beginning. */
function traceBack(
  { words, ways, first }: Chain,
  history: SearchRoom,
  { frames, last, foreignFrame }: { frames: number; last: number; foreignFrame: number },
): Fine {
  const start = new Int32Array(words).fill(-1);
  const end = new Int32Array(words).fill(-1);
  const fit = new Float32Array(words);
  const onset = new Float32Array(words);
  const held = new Float32Array(words);
  const ratioAt = new Float32Array(frames);
  const { states, ratios, pauses, boundaries, low } = history;
  let sum = 0;
  let t = frames - 1;
  let w = last;
  while (t >= 0) {
    const how = boundaries[history.boundaryAt[t]! + w - low[t]!]!;
    if (how === UNREACHED) break;
    if (how === BY_OMITTING) {
      w--;
    } else if (how === BY_PAUSE) {
      for (let state = 2; t >= 0; ) {
        const step = pauses[(history.boundaryAt[t]! + w - low[t]!) * TARGETS + state]!;
        sum += history.quiet[t--]!;
        if (step === ENTERED) break;
        state -= step;
      }
    } else if (how === BY_FOREIGN) {
      while (t >= 0) {
        const step = pauses[(history.boundaryAt[t]! + w - low[t]!) * TARGETS + STATES]!;
        sum -= foreignFrame;
        t--;
        if (step === ENTERED) break;
      }
    } else {
      w--;
      const way = ways[w]![how]!;
      end[w] = t;
      let s = way.start + way.states - 1;
      let total = 0;
      let stay = 0;
      while (t >= 0) {
        const at = history.stateAt[t]! + s - first[low[t]!]!;
        ratioAt[t] = ratios[at]! / RATIO_SCALE;
        total += ratioAt[t]!;
        start[w] = t--;
        stay++;
        held[w] = Math.max(held[w]!, stay);
        if (states[at] === ENTERED) break;
        if (states[at]! > 0) stay = 0;
        s -= states[at]!;
      }
      const opening = ratioAt.subarray(start[w]!, Math.min(end[w]! + 1, start[w]! + ONSET));
      onset[w] = opening.reduce((all, one) => all + one, 0) / opening.length;
      fit[w] = total / (end[w]! - start[w]! + 1);
      sum += total;
    }
  }
  return {
    start,
    end,
    fit,
    onset,
    held,
    total: sum / Math.max(1, frames),
    complete: t < 0 && last === words,
  };
}
