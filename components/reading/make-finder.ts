/** Where something was found, in UTF-16 code units of the text; `end` is exclusive. */
export interface FoundPlace {
  readonly start: number;
  readonly end: number;
}

// Straight quotation marks match curly ones, and a hyphen matches every dash.
const ALIKE: Readonly<Record<string, string>> = {
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "–": "-",
  "—": "-",
};
const MARK = /\p{M}/gu;

/** A text in the form that is compared: lower case, without accents; and the origin of each of its code units. */
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

/** Finds one phrase in a text. */
export type Finder = (text: string) => FoundPlace[];

/**
 * Makes a finder for a phrase. It ignores case, accents, kinds of quotation marks and amounts of white space, and
 * matches within words too. Undefined for an empty phrase.
 */
export function makeFinder(phrase: string): Finder | undefined {
  const words = fold(phrase.trim()).text.split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp(escaped.join("\\s+"), "g");
  return (text) => {
    const { text: folded, from } = fold(text);
    return Array.from(folded.matchAll(pattern), ({ 0: hit, index }) => ({
      start: from[index] ?? 0,
      // A letter that folds into several code units is matched as a whole.
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
