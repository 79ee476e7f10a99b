import { letterToSound } from "./letter-to-sound";
import { technicalWords } from "./technical-words";
import { weakForms } from "./weak-forms";

/** Phones one after the other. */
export type Sounds = readonly string[];

// More ways to say a word do not help, and each takes time.
const MOST_WAYS = 4;
// So that weak forms have room.
const MOST_FULL = 3;
const UNVOICED = /^(?:P|T|K|F|TH)$/;
const HISSING = /^(?:S|Z|SH|ZH|CH|JH)$/;

/**
 * How words sound. Looks them up in the CMU Pronouncing Dictionary (without stress, as the model wants it), then in a list
 * of technical words; what neither has is spelt, put together of known words, or read by rules.
 */
export class Dictionary {
  readonly #text: string;
  readonly #known = new Map<string, readonly Sounds[]>();

  /** @param text a word a line with its phones, sorted by their bytes; a word's further ways as `word(2)` */
  constructor(text: string) {
    this.#text = text;
  }

  /** The ways in which a word may be said, the likeliest first; at least one. Capitals say that it may be spelt out. */
  soundsOf(word: string): readonly Sounds[] {
    const known = this.#known.get(word);
    if (known) return known;
    const found = this.#find(word).slice(0, MOST_WAYS);
    this.#known.set(word, found);
    return found;
  }

  /** Whether the dictionary or the list of technical words has a word. */
  has(word: string): boolean {
    const lower = word.toLowerCase();
    return technicalWords.has(lower) || this.#lookUp(lower).length > 0;
  }

  #find(word: string): readonly Sounds[] {
    const lower = word.toLowerCase();
    const listed = technicalWords.get(lower);
    if (listed) return listed.map((way) => way.flatMap((part) => this.#part(part)));
    const own = this.#lookUp(lower);
    const capitals = /^(\p{Lu}+)('?s)?$/u.exec(word);
    if (capitals) {
      const spelt = this.#spell(capitals[1] ?? "", capitals[2] !== undefined);
      // "AI" and "ID" are spelt though there are such words; "NASA" is a word.
      return (capitals[1]?.length ?? 0) <= 3 ? [spelt, ...own] : [...own, spelt];
    }
    if (own.length > 0) return [...own.slice(0, MOST_FULL), ...(weakForms.get(lower) ?? [])];
    const stem = /^(.+?)'?s$/.exec(lower)?.[1];
    if (stem && (technicalWords.has(stem) || this.#lookUp(stem).length > 0 || lower.includes("'")))
      return this.soundsOf(stem).map(withS);
    if (lower.length <= 4 && !/[aeiouy]/.test(lower)) return [this.#spell(lower, false)];
    return [this.#compound(lower) ?? letterToSound(lower)];
  }

  /** A part of a technical word: phones as they are, words and letters as they sound. */
  #part(part: string): Sounds {
    if (/^[A-Z]+$/.test(part)) return [part];
    if (part.length === 1) return this.#spell(part, false);
    return this.#lookUp(part)[0] ?? letterToSound(part);
  }

  #spell(letters: string, plural: boolean): Sounds {
    const sounds = [...letters.toLowerCase()].flatMap(
      (letter) => this.#lookUp(`${letter}.`)[0] ?? this.#lookUp(letter)[0] ?? [],
    );
    if (sounds.length === 0) return letterToSound(letters);
    return plural ? withS(sounds) : sounds;
  }

  /** Two known words in one: "codebase". The parts are as alike in length as can be. */
  #compound(word: string): Sounds | undefined {
    const middle = Math.floor(word.length / 2);
    for (let off = 0; middle - off >= 3; off++)
      for (const cut of [middle + off, middle - off]) {
        if (word.length - cut < 3) continue;
        const [first] = this.#lookUp(word.slice(0, cut));
        const [last] = this.#lookUp(word.slice(cut));
        if (first && last) return [...first, ...last];
      }
    return undefined;
  }

  #lookUp(word: string): Sounds[] {
    const found: Sounds[] = [];
    for (let way = 1; way <= MOST_WAYS; way++) {
      const sounds = this.#line(way === 1 ? word : `${word}(${way})`);
      if (!sounds) break;
      found.push(sounds);
    }
    return found;
  }

  /** Finds a line by bisection. */
  #line(word: string): Sounds | undefined {
    const text = this.#text;
    const wanted = `${word} `;
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = text.lastIndexOf("\n", ((low + high) >> 1) - 1) + 1;
      const end = text.indexOf("\n", middle);
      const line = text.slice(middle, end < 0 ? text.length : end);
      if (line.startsWith(wanted)) return line.slice(wanted.length).trim().split(" ");
      if (line < wanted) low = end < 0 ? text.length : end + 1;
      else high = middle;
      if (high <= low) break;
    }
    return undefined;
  }
}

/** The plural or the genitive: cats, dogs, boxes. */
function withS(sounds: Sounds): Sounds {
  const last = sounds.at(-1) ?? "";
  if (HISSING.test(last)) return [...sounds, "AH", "Z"];
  return [...sounds, UNVOICED.test(last) ? "S" : "Z"];
}
