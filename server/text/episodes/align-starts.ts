/** A word of the timeline, and when it starts in seconds. */
interface SpokenWord {
  readonly text: string;
  readonly start: number;
}

// How far ahead to look for a word the page does not show as the timeline has it; further on, a word of the same
// letters is more likely another one.
const REACH = 8;

const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * Gives each word of a rendered paragraph the start of the spoken word it shows. The two differ: the page parts
 * words at white space alone ("so...then" is one), and shows sounds ("[laughs]") that the timeline does not count
 * as words; those take the time of the next spoken word.
 *
 * @param after the time to give where no spoken word is left
 * @returns as many seconds as there are shown words, never going backwards
 */
export function alignStarts(
  shown: readonly string[],
  spoken: readonly SpokenWord[],
  after: number,
): number[] {
  const keys = spoken.map(({ text }) => letters(text));
  let next = 0;
  return shown.map((word) => {
    let rest = letters(word);
    const found = firstMatch(rest, keys, next);
    if (found === undefined) return spoken[next]?.start ?? after;
    const start = spoken[found]?.start ?? after;
    next = found;
    // One shown word may hold several spoken ones, and a spoken one may go on in the next shown.
    for (let key = keys[next]; key !== undefined && rest !== ""; key = keys[next]) {
      if (!rest.startsWith(key)) {
        if (key.startsWith(rest)) keys[next] = key.slice(rest.length);
        break;
      }
      rest = rest.slice(key.length);
      next += 1;
    }
    return start;
  });
}

function firstMatch(shown: string, keys: readonly string[], from: number): number | undefined {
  if (shown === "") return undefined;
  const last = Math.min(keys.length, from + REACH);
  for (let index = from; index < last; index += 1) {
    const key = keys[index];
    if (key && (shown.startsWith(key) || key.startsWith(shown))) return index;
  }
  return undefined;
}
