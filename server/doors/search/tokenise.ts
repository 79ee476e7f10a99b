/** A word as search knows it, and where it stands in its text. */
export interface Token {
  /** In UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Letters and digits alone, small and without accents: what two spellings of a word have in common. */
  readonly key: string;
}

// "don't" and "4,300" are one word, "open-source" and "node.js" are two that stand side by side, so that "node"
// finds them and "open source" does. Of signs only those count that make a name another one: C, C++ and C#.
const ASCII_TOKEN =
  /[A-Za-z](?:\+\+|#)(?![A-Za-z0-9])|[A-Za-z0-9]+(?:(?:['’](?=[A-Za-z])|(?<=[0-9]),(?=[0-9]{3}))[A-Za-z0-9]+)*/g;
const TOKEN =
  /\p{L}(?:\+\+|#)(?![\p{L}\p{N}])|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:['’](?=\p{L})|(?<=\p{N}),(?=\p{N}{3}))[\p{L}\p{N}\p{M}]+)*/gu;
const BEYOND_ASCII = /[^\0-\x7f’‘“”…–—]/;
// Nobody says a longer one; what is longer is a key or a hash, and its beginning finds it.
const LONGEST = 60;

/** The words of a text, in order, by the one rule that the index, queries and highlights share. */
export function tokenise(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(BEYOND_ASCII.test(text) ? TOKEN : ASCII_TOKEN)) {
    const key = keyOf(match[0]);
    if (key !== "") found.push({ start: match.index, end: match.index + match[0].length, key });
  }
  return found;
}

function keyOf(word: string): string {
  const folded = BEYOND_ASCII.test(word)
    ? word
        .normalize("NFKD")
        .replace(/[\u0300-\u036f]/g, "")
        .normalize("NFC")
    : word;
  const key = folded.toLowerCase().replace("++", "plusplus").replace("#", "sharp");
  return /^[a-z0-9]+$/.test(key) ? key.slice(0, LONGEST) : letters(key).slice(0, LONGEST).join("");
}

// By characters, so that none is cut in half.
const letters = (key: string) => Array.from(key.replace(/[^\p{L}\p{N}\p{M}]+/gu, ""));

/** Whether English inflects a word of this key; all others are found as they are. */
export function isInflected(key: string): boolean {
  return /^[a-z]+$/.test(key);
}
