import { findNumbers } from "./find-numbers";
import { findWords } from "./find-words";
import type { Found } from "./found";
import type { Quantity } from "./quantity";
import { tokenise } from "./tokens";

/**
 * The quantities that a text states, in order, not overlapping: percents, fractions, counts, durations,
 * ranks, majorities, and ranges. English only. NUL reads as white space, so that the display text of a
 * transcript can be passed in and its offsets are those of the source.
 */
export function findQuantities(text: string): Found[] {
  const found = [...findNumbers(tokenise(text)), ...findWords(text)];
  // Of two that overlap, the longer one has read more of the phrase.
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: Found[] = [];
  for (const each of found)
    if (kept.every((other) => each.end <= other.start || other.end <= each.start)) kept.push(each);
  return kept.sort((a, b) => a.start - b.start);
}

/**
 * The quantity that a quoted claim is most likely about: the first that names a number. "Most of them, 72.2 %" is
 * about the 72.2 percent, and "tripled to close to 10 %" about the ten. Null where none is stated.
 */
export function chooseQuantity(found: readonly Found[]): Quantity | null {
  const quantities = found.map(({ quantity }) => quantity);
  const named = quantities.filter(({ value, range }) => value !== undefined || range !== undefined);
  return named.find(({ unit }) => unit !== "times") ?? named[0] ?? quantities[0] ?? null;
}
