import { BREAK, type Row } from "./row";

/** A known moment for the start of a thing. */
export interface Pin {
  readonly thing: number;
  readonly seconds: number;
}

/** The stretch between two pins, without a break. */
interface Interval {
  readonly seconds: number;
  /** The seconds its things take at the published rates, and each voice's share of them. */
  readonly cost: number;
  readonly voices: ReadonlyMap<number, number>;
}

// Fewer words, such as two sentences, say little about a pace.
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

/** How much slower an episode is spoken than the published rates. */
export interface Pace {
  /** The median over its intervals, weighted by words; 1 if there are none. */
  readonly usual: number;
  /** The slowest interval that can still be talk. */
  readonly slowest: number;
  /** The pace of each voice. */
  readonly voices: Float64Array;
}

// Speakers differ by about a tenth in their rates (Jacewicz et al. 2010), and an interval of four minutes is
// off by about as much for other reasons. So the assumption that a speaker is like the rest weighs as much as
// 150 s of speech. It reduces the median error at an anchor that is left out by a fourteenth
// (docs/decisions/0003).
const LIKE_THE_REST = 150;
// Outside these bounds an interval holds something other than talk: unmarked music, or a wrong timestamp.
const [FASTEST_TALK, SLOWEST_TALK] = [0.75, 1.33];

/** The pace of an episode, from the intervals between pins that hold no break. */
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
  // Identical timestamps give no pace.
  const usual = middle?.pace || 1;
  const number = row.voices.reduce((most, voice) => Math.max(most, voice), 0) + 1;
  const talk = intervals.filter(({ seconds, cost }) => {
    const relative = seconds / cost / usual;
    return relative > FASTEST_TALK && relative < SLOWEST_TALK;
  });
  const slowest = talk.reduce((most, { seconds, cost }) => Math.max(most, seconds / cost), 0);
  return { usual, slowest: slowest || usual * SLOWEST_TALK, voices: voicePaces(talk, number, usual) };
}

// Rounds of Gauss-Seidel. After ten, nothing moves by an audible amount.
const ROUNDS = 10;

/** Ridge regression of the intervals' seconds on each voice's share, drawn towards the usual pace. */
function voicePaces(intervals: readonly Interval[], number: number, usual: number): Float64Array {
  const paces = new Float64Array(number).fill(usual);
  // Keeps each interval's total at the current paces. A round then visits each voice once; adding up the
  // other voices anew would be quadratic in them.
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
      // Speakers never differ this much: a value beyond the bounds is an error.
      const pace = Math.max(FASTEST_TALK * usual, Math.min(SLOWEST_TALK * usual, sum / weight));
      for (const state of own) state.taken += (state.interval.voices.get(voice) ?? 0) * (pace - before);
      paces[voice] = pace;
    });
  }
  return paces;
}
