import { findNumbers } from "./find-numbers";
import { findWords } from "./find-words";
import type { Found } from "./found";
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
