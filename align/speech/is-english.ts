import type { TextWord } from "../port";
import type { Dictionary } from "./dictionary";

// These words make up a fifth of any English text, and no other language has them.
const COMMON = new Set(
  "the and of that it it's you for with this have has are not but they what there can just know about from your would because think which when people going really right his her she him their my into been had did that's don't".split(
    " ",
  ),
);
const LEAST_COMMON = 0.1;
// Names and terms aside, the dictionary has nearly all English words.
const LEAST_KNOWN = 0.6;
// A shorter text may well be a list of names.
const FEW = 20;
// More words than these say nothing new.
const MOST = 3000;

/**
 * Whether a text is English: by its declared language, and by its words, since a declaration may be a show's default.
 */
export function isEnglish(
  words: readonly TextWord[],
  dictionary: Dictionary,
  language: string | undefined,
): boolean {
  if (language && !/^en\b/i.test(language)) return false;
  const letters = words
    .slice(0, MOST)
    .map(({ text }) => text.toLowerCase().replaceAll("’", "'"))
    .filter((text) => /^[\p{L}'.-]+$/u.test(text));
  if (letters.length < FEW) return true;
  const share = (is: (word: string) => boolean) => letters.filter(is).length / letters.length;
  return (
    share((word) => COMMON.has(word)) >= LEAST_COMMON && share((word) => dictionary.has(word)) >= LEAST_KNOWN
  );
}
