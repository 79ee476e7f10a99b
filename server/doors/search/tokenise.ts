/** A word and its place in the text. */
export interface Token {
  /** In UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Only letters and digits, in lower case and without accents, so that different spellings match. */
  readonly key: string;
}

// "don't" and "4,300" are one word; "open-source" and "node.js" are two adjacent words, so that "node" and
// "open source" find them. Other signs count only in the names C++ and C#.
const ASCII_TOKEN =
  /[A-Za-z](?:\+\+|#)(?![A-Za-z0-9])|[A-Za-z0-9]+(?:(?:['’](?=[A-Za-z])|(?<=[0-9]),(?=[0-9]{3}))[A-Za-z0-9]+)*/g;
const TOKEN =
  /\p{L}(?:\+\+|#)(?![\p{L}\p{N}])|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:['’](?=\p{L})|(?<=\p{N}),(?=\p{N}{3}))[\p{L}\p{N}\p{M}]+)*/gu;
const BEYOND_ASCII = /[^\0-\x7f’‘“”…–—]/;
// Nobody says a longer word: it is a key or a hash, and its beginning finds it.
const LONGEST = 60;

/** The words of a text in order. The index, queries and highlights all use this rule. */
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

// Splits by code points, so that no character is cut in half.
const letters = (key: string) => Array.from(key.replace(/[^\p{L}\p{N}\p{M}]+/gu, ""));

/** Whether English inflects words with this key; all others are matched as they are. */
export function isInflected(key: string): boolean {
  return /^[a-z]+$/.test(key);
}
