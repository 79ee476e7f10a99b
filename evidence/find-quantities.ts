import { findNumbers } from "./find-numbers";
import { findWords } from "./find-words";
import type { Found } from "./found";
import { tokenise } from "./tokens";

/**
 * The quantities a text states, in the order they are said, apart from each other: percents, fractions, counts of
 * something, lengths of time, ranks, majorities, and ranges. English. NUL is read like white space, so that it can be
 * given the display text of a transcript and its offsets are those of the source.
 */
export function findQuantities(text: string): Found[] {
  const found = [...findNumbers(tokenise(text)), ...findWords(text)];
  // Of two that overlap the longer one has read more of what was said.
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: Found[] = [];
  for (const each of found)
    if (kept.every((other) => each.end <= other.start || other.end <= each.start)) kept.push(each);
  return kept.sort((a, b) => a.start - b.start);
}
