/** Where something was found, in UTF-16 units of the text it was found in; `end` is not included. */
export interface Found {
  readonly start: number;
  readonly end: number;
}

// What is typed straight is found curled, and a hyphen in whatever length it was set.
const ALIKE: Readonly<Record<string, string>> = {
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "–": "-",
  "—": "-",
};
const MARK = /\p{M}/gu;

/** A text as it is compared: in small letters, without accents; and where each of its units came from. */
interface Folded {
  readonly text: string;
  readonly from: readonly number[];
}

function fold(text: string): Folded {
  let folded = "";
  const from: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = letter < "\x80" ? letter : (ALIKE[letter] ?? letter.normalize("NFKD").replace(MARK, ""));
    const small = plain.toLowerCase();
    for (let unit = 0; unit < small.length; unit += 1) from.push(at);
    folded += small;
    at += letter.length;
  }
  from.push(at);
  return { text: folded, from };
}

/** Finds the same phrase in many texts. */
export type Finder = (text: string) => Found[];

/**
 * What finds a phrase wherever it stands in a text, also within words: whatever its capitals, accents, quotation
 * marks, and white space. None where there is nothing to look for.
 */
export function finderOf(phrase: string): Finder | undefined {
  const words = fold(phrase.trim()).text.split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp(escaped.join("\\s+"), "g");
  return (text) => {
    const { text: folded, from } = fold(text);
    return Array.from(folded.matchAll(pattern), ({ 0: hit, index }) => ({
      start: from[index] ?? 0,
      // A letter that became several is found as a whole.
      end: endOf(from, index + hit.length),
    }));
  };
}

function endOf(from: readonly number[], index: number): number {
  const last = from[index - 1] ?? 0;
  let next = index;
  while ((from[next] ?? Number.POSITIVE_INFINITY) === last) next += 1;
  return from[next] ?? last + 1;
}
