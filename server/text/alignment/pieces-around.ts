import { CONFIDENT, type TextWord } from "@/align";

/** The words [first, last), and the part of the sound in which they are, in seconds. */
export interface Piece {
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

interface Given {
  readonly words: readonly TextWord[];
  readonly starts: ArrayLike<number>;
  /** null for a word that nobody has looked for. */
  readonly confidences: readonly (number | null)[];
  readonly duration: number | null;
}

// So much around the new words: a sentence or two, and the mean of the sound that it is measured against.
const AROUND_SECONDS = 12;
const BEFORE_SECONDS = 0.5;
const LAST_WORD_SECONDS = 3;

/**
 * The parts of a text that have to be aligned again: the words that nobody has looked for, with those around them, from one
 * word whose time is sure to the next.
 */
export function piecesAround({ words, starts, confidences, duration }: Given): Piece[] {
  const pieces: Piece[] = [];
  const isSure = (word: number) => (confidences[word] ?? 0) >= CONFIDENT;
  const start = (word: number) => starts[word] ?? 0;
  for (let word = 0; word < words.length; word++) {
    if (confidences[word] !== null) continue;
    let end = word;
    while (end + 1 < words.length && confidences[end + 1] === null) end++;
    let first = word;
    while (first > 0 && !(isSure(first) && start(first) <= start(word) - AROUND_SECONDS)) first--;
    let last = end + 1;
    while (last < words.length && !(isSure(last) && start(last) >= start(end) + AROUND_SECONDS)) last++;
    const from = first === 0 ? 0 : Math.max(0, start(first) - BEFORE_SECONDS);
    const to = last < words.length ? start(last) : (duration ?? start(words.length - 1) + LAST_WORD_SECONDS);
    const before = pieces.at(-1);
    if (before && first < before.last)
      pieces[pieces.length - 1] = {
        ...before,
        last: Math.max(last, before.last),
        to: Math.max(to, before.to),
      };
    else pieces.push({ first, last, from, to });
    word = end;
  }
  return pieces;
}
