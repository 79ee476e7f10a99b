import { CONFIDENT } from "@/align/port";

/** From one second to another. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

// Between two sure words that are this close, a word may be lit: it cannot be far off.
const CLOSE_SECONDS = 2;
// In the mean of a stretch. By both bounds together, a tenth of a difficult recording's time is lit by paragraphs, and no
// word is lit that is more than a second off (docs/alignment.md).
const LOW = 0.8;

interface Timed {
  /** The start of each word, in seconds. */
  readonly starts: ArrayLike<number>;
  readonly end: number;
}

/** The stretches in which it is not sure which word is heard: from the first unsure word to the next sure one. */
export function unsureStretches({ starts, end }: Timed, confidences: readonly (number | null)[]): Stretch[] {
  const stretches: Stretch[] = [];
  const confidence = (word: number) => confidences[word] ?? 0;
  for (let word = 0; word < confidences.length; word += 1) {
    if (confidence(word) >= CONFIDENT) continue;
    const first = word;
    let sum = 0;
    for (; word < confidences.length && confidence(word) < CONFIDENT; word += 1) sum += confidence(word);
    const before = starts[Math.max(0, first - 1)] ?? 0;
    const to = starts[word] ?? end;
    if (to - before > CLOSE_SECONDS && sum <= LOW * (word - first))
      stretches.push({ from: starts[first] ?? 0, to });
  }
  return stretches;
}
