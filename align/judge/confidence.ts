/** What is known of a word's time when its confidence is judged. */
export interface Evidence {
  /** How well the word's sounds fit, nats a frame against the best phone; NaN where it was left out. */
  readonly fit: number;
  /** The same over its first 60 ms. */
  readonly onset: number;
  /** The longest time that one of its sounds is held, in seconds. */
  readonly held: number;
  /** The start by the coarse and by the fine search, in seconds; -1 where it was left out. */
  readonly rough: number;
  readonly start: number;
  readonly end: number;
  /** How many phones it has. */
  readonly phones: number;
  /** What punctuation says of the pause behind it, as in `TextWord`. */
  readonly pause: 0 | 1 | 2;
}

// How far a word's neighbours speak for it.
const AROUND = 3;
// What a word counts that was left out, or that fits worse than anything.
const LEFT_OUT = -8;
const WORST = -6;
// Seconds of a usual phone.
const PHONE = 0.08;

// A logistic regression over words whose true times are known: bench/align/train-confidence.ts prints these.
const WEIGHTS = [6.77, 0.02, 0.83, -0.01, -0.52, -0.78, -1.22, -0.01, -0.71, -1.64, -2.07];

/** What the regression sees of a word, the first being constant. */
export function traits(words: readonly Evidence[], i: number): number[] {
  const word = words[i]!;
  let sum = 0;
  let least = 0;
  let count = 0;
  for (let k = Math.max(0, i - AROUND); k <= Math.min(words.length - 1, i + AROUND); k++) {
    const fit = words[k]!.start < 0 ? LEFT_OUT : words[k]!.fit;
    sum += fit;
    least = Math.min(least, fit);
    count++;
  }
  const apart = word.rough >= 0 ? Math.abs(word.start - word.rough) : 1;
  const hasGap = [i - 1, i + 1].some((k) => (words[k]?.start ?? 0) < 0);
  const pace = (word.end - word.start) / (PHONE * (word.phones + 0.5));
  return [
    1,
    Math.max(WORST, word.fit),
    sum / count,
    Math.max(LEFT_OUT, least),
    Math.min(apart, 0.5) * 10,
    hasGap ? 1 : 0,
    Math.min(3, Math.abs(Math.log(Math.max(0.05, pace)))),
    Math.max(WORST, word.onset),
    Math.min(1, Math.max(0, word.held - HELD)) * 10,
    // A pause inside a sentence, before the word and behind it.
    pauseBetween(words[i - 1], word),
    pauseBetween(word, words[i + 1]),
  ];
}

// A vowel may be held for so long.
const HELD = 0.12;

/** How long a pause is that no punctuation explains: seconds, at most one. */
function pauseBetween(before: Evidence | undefined, after: Evidence | undefined): number {
  if (!before || !after || before.start < 0 || after.start < 0 || before.pause > 0) return 0;
  return Math.min(1, Math.max(0, after.start - before.end));
}

/** The probability, from 0 to 1, that each word's start is right to 0.2 s; 0 for a word that was left out. */
export function confidenceOf(words: readonly Evidence[]): Float32Array {
  return Float32Array.from(words, (word, i) => {
    if (word.start < 0) return 0;
    const sum = traits(words, i).reduce((total, trait, k) => total + trait * WEIGHTS[k]!, 0);
    return 1 / (1 + Math.exp(-sum));
  });
}
