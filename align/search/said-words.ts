import type { Definition } from "../acoustic/read-definition";
import type { TextWord } from "../port";
import type { Dictionary } from "../speech/dictionary";
import { sayWord, sayYear } from "../speech/say-word";

/** A word as it is said. A word of the text may be none of these ("—") or several ("2021"). */
export interface SaidWord {
  /** Which word of the text it belongs to. */
  readonly of: number;
  /** The ways to say it, the likeliest first, as numbers of phones. */
  readonly phones: readonly Uint8Array[];
  /** What punctuation says of the pause behind it, as in `TextWord`. */
  readonly pause: 0 | 1 | 2;
}

/** Several words without a pause between them, each said in its likeliest way. */
const inOne = (words: readonly (readonly Uint8Array[])[]) =>
  Uint8Array.from(words.flatMap(([way = new Uint8Array()]) => [...way]));

/** The words of a text as they are said, in order. */
export function sayWords(
  words: readonly TextWord[],
  dictionary: Dictionary,
  definition: Definition,
): SaidWord[] {
  // A word is said hundreds of times in an episode; its phones are kept once.
  const known = new Map<string, Uint8Array[]>();
  const phonesOf = (word: string) => {
    let phones = known.get(word);
    if (!phones) {
      phones = dictionary
        .soundsOf(word)
        .map((sounds) => Uint8Array.from(sounds, (name) => definition.numberOf(name)));
      known.set(word, phones);
    }
    return phones;
  };
  return words.flatMap(({ text, pause }, of) => {
    const year = sayYear(text);
    if (year) return [{ of, phones: year.map((reading) => inOne(reading.map(phonesOf))), pause }];
    const said = sayWord(text);
    return said.map((word, i) => ({
      of,
      phones: phonesOf(word),
      pause: i === said.length - 1 ? pause : 0,
    }));
  });
}
