/** A piece of a text: a number in digits, a word, or a sign. Offsets in UTF-16 units; `end` is exclusive. */
export interface Token {
  readonly kind: "number" | "word" | "sign";
  readonly start: number;
  readonly end: number;
  /** In lower case, with straight apostrophes. */
  readonly text: string;
  /** The value of a number in digits. */
  readonly value: number;
  /** Whether white space stands before it. */
  readonly spaced: boolean;
  /** Whether it begins with a capital letter. */
  readonly capital: boolean;
}

// Words keep their apostrophes and split at hyphens: "6-month", "entry-level" and "cloud/MLOps" are several
// tokens.
const TOKEN =
  /(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|([\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|['’]\d0s)|([^\s\0])/gu;

/** The tokens of a text. NUL, which stands for hidden markup, counts as white space. */
export function tokenise(text: string): Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, digits, word] = match;
    const start = match.index;
    const spaced = start > end && /\s/.test(text.slice(end, start));
    end = start + whole.length;
    found.push({
      kind: digits ? "number" : word ? "word" : "sign",
      start,
      end,
      text: whole.toLowerCase().replaceAll("’", "'"),
      value: digits ? Number(whole.replaceAll(",", "")) : Number.NaN,
      spaced,
      capital: word !== undefined && /^\p{Lu}/u.test(whole),
    });
  }
  return found;
}
