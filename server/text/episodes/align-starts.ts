/** A word of the timeline, and its start in seconds. */
interface SpokenWord {
  readonly text: string;
  readonly start: number;
}

// How many words ahead to look for a word that the page shows differently; beyond that, equal letters are
// more likely another word.
const REACH = 8;

const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * Gives each word of a rendered paragraph the start of the spoken word that it shows. The two differ: the
 * page separates words only at white space ("so...then" is one) and shows sounds ("[laughs]"), which are not
 * words of the timeline and get the start of the next spoken word.
 *
 * @param after the start to use when no spoken word is left
 * @returns one start per shown word, in seconds, never decreasing
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
    // One shown word may contain several spoken ones, and a spoken one may continue in the next shown one.
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
