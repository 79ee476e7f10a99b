import { BREAK, type Row } from "./row";

/** A moment pinned to the start of a thing. */
export interface Pin {
  readonly thing: number;
  readonly seconds: number;
}

/** What lies between two pins, without a break. */
interface Interval {
  readonly seconds: number;
  /** What its things take at the published rates, and each voice's part of it. */
  readonly cost: number;
  readonly voices: ReadonlyMap<number, number>;
}

// Two sentences say little about a pace.
const TELLING = 20;

function intervalsOf(row: Row, pins: readonly Pin[]): Interval[] {
  const found: Interval[] = [];
  for (let i = 1; i < pins.length; i++) {
    const from = pins[i - 1];
    const to = pins[i];
    if (!from || !to) continue;
    const voices = new Map<number, number>();
    let cost = 0;
    let broken = false;
    for (let k = from.thing; k < to.thing; k++) {
      const voice = row.voices[k] ?? 0;
      cost += row.costs[k] ?? 0;
      voices.set(voice, (voices.get(voice) ?? 0) + (row.costs[k] ?? 0));
      broken ||= row.kinds[k] === BREAK;
    }
    if (!broken && cost >= TELLING) found.push({ seconds: to.seconds - from.seconds, cost, voices });
  }
  return found;
}

/** How much slower an episode is spoken than at the published rates. */
export interface Pace {
  /** The middle of its intervals, each weighed by its words; 1 where there are none. */
  readonly usual: number;
  /** The slowest of them that can be talk. */
  readonly slowest: number;
  /** Each voice's own. */
  readonly voices: Float64Array;
}

// Speakers differ by about a tenth in their rates (Jacewicz et al. 2010); an interval of four minutes is off by about
// as much for other reasons. So 150 s of speech weigh as much as the guess that a speaker is like the rest. It takes
// a fourteenth off the median error at an anchor that is left out (docs/decisions/0003).
const LIKE_THE_REST = 150;
// Beyond these an interval holds something else than talk: music nobody marked, or a wrong timestamp.
const [FASTEST_TALK, SLOWEST_TALK] = [0.75, 1.33];

/** The pace of an episode, from the intervals between its pins that hold no break. */
export function paceOf(row: Row, pins: readonly Pin[]): Pace {
  const intervals = intervalsOf(row, pins);
  const sorted = intervals.map(({ seconds, cost }) => ({ pace: seconds / cost, cost }));
  sorted.sort((a, b) => a.pace - b.pace);
  const half = sorted.reduce((sum, { cost }) => sum + cost, 0) / 2;
  let passed = 0;
  const middle = sorted.find(({ cost }) => {
    passed += cost;
    return passed >= half;
  });
  // Timestamps that are all the same tell no pace.
  const usual = middle?.pace || 1;
  const number = row.voices.reduce((most, voice) => Math.max(most, voice), 0) + 1;
  const talk = intervals.filter(({ seconds, cost }) => {
    const relative = seconds / cost / usual;
    return relative > FASTEST_TALK && relative < SLOWEST_TALK;
  });
  const slowest = talk.reduce((most, { seconds, cost }) => Math.max(most, seconds / cost), 0);
  return { usual, slowest: slowest || usual * SLOWEST_TALK, voices: voicePaces(talk, number, usual) };
}

// Rounds of Gauss-Seidel after which nothing moves that could be heard.
const ROUNDS = 10;

/** Ridge regression of the intervals' seconds on what each voice says in them, drawn towards the usual pace. */
function voicePaces(intervals: readonly Interval[], number: number, usual: number): Float64Array {
  const paces = new Float64Array(number).fill(usual);
  // Each interval with what its voices take at their paces so far: a round visits every voice of it once, and to add
  // up the others anew each time would be quadratic in them.
  const heard: { readonly interval: Interval; taken: number }[][] = Array.from({ length: number }, () => []);
  for (const interval of intervals) {
    const state = { interval, taken: interval.cost * usual };
    for (const voice of interval.voices.keys()) heard[voice]?.push(state);
  }
  for (let round = 0; round < ROUNDS; round++) {
    heard.forEach((own, voice) => {
      const before = paces[voice] ?? usual;
      let sum = LIKE_THE_REST * usual;
      let weight = LIKE_THE_REST;
      for (const { interval, taken } of own) {
        const share = interval.voices.get(voice) ?? 0;
        sum += (share * (interval.seconds - taken + share * before)) / interval.cost;
        weight += share ** 2 / interval.cost;
      }
      // A speaker is never so far from the rest that it would be an error to believe it.
      const pace = Math.max(FASTEST_TALK * usual, Math.min(SLOWEST_TALK * usual, sum / weight));
      for (const state of own) state.taken += (state.interval.voices.get(voice) ?? 0) * (pace - before);
      paces[voice] = pace;
    });
  }
  return paces;
}
