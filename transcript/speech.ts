// How long words take to say. Between two anchors only proportions matter; without anchors the seconds matter
// too. All numbers are published averages; none is fitted to an episode.

/**
 * Seconds per syllable without pauses: 5.1 syllables a second, the articulation rate of spontaneous American
 * English (Jacewicz, Fox and Wei 2010, "Between-speaker and within-speaker variation in speech tempo of
 * American English", J. Acoust. Soc. Am. 128(2), 839–850).
 */
export const SYLLABLE = 1 / 5.1;

/**
 * Seconds of silence at punctuation. Listeners find 0.6 s between sentences most natural (Liu et al. 2022,
 * "How Pause Duration Influences Impressions of English Speech", Front. Psychol. 13:778018). A dash or an
 * ellipsis marks where a transcriber heard the speaker stop short, and counts the same. A comma counts 0.2 s,
 * the least of the medium class of pauses, 0.2 to 1 s (Campione and Véronis 2002, "A Large-Scale Multilingual
 * Study of Silent Pause Duration", Speech Prosody, 199–202): grammar puts it there, and free speech often has
 * no pause at it.
 */
const STOP = 0.6;
const COMMA = 0.2;

/**
 * Seconds before another speaker begins, in place of the pause: about 0.2 s in conversation across languages
 * (Stivers et al. 2009, "Universals and cultural variation in turn-taking in conversation", PNAS 106(26),
 * 10587–10592).
 */
export const TURN = 0.2;

/**
 * Seconds for a bracketed sound, mostly laughter of several people. Regression over 855 intervals of 59
 * episodes gives 2.4; every value from 2 up gives the same error at an anchor that is left out
 * (docs/decisions/0003).
 */
export const SOUND = 2;

/** Seconds for a gap: a few words at the usual pace. */
export const GAP = 1;

const ONES = [2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2];
const TENS = [0, 0, 2, 2, 2, 2, 2, 3, 2, 2];
const CURRENCY: Readonly<Record<string, number>> = { $: 2, "€": 2, "£": 1 };

/** The syllables of a whole number read aloud: 4300 is "four thousand three hundred". */
function numberSyllables(value: number): number {
  if (value < 20) return ONES[value] ?? 1;
  if (value < 100)
    return (TENS[Math.floor(value / 10)] ?? 2) + (value % 10 ? numberSyllables(value % 10) : 0);
  for (const [unit, said] of [
    [1e12, 2],
    [1e9, 2],
    [1e6, 2],
    [1e3, 2],
    [100, 2],
  ] as const) {
    if (value < unit) continue;
    const rest = value % unit;
    return numberSyllables(Math.floor(value / unit)) + said + (rest ? numberSyllables(rest) : 0);
  }
  return 1;
}

/** The syllables of digits: years by pairs, other numbers whole, long ones digit by digit. */
function digitSyllables(digits: string): number {
  if (digits.length > 12 || (digits.length > 1 && digits.startsWith("0"))) return digits.length * 1.2;
  const value = Number(digits);
  if (digits.length !== 4 || value < 1100 || value > 2099) return numberSyllables(value);
  const rest = value % 100;
  // "nineteen hundred", "two thousand one", "nineteen oh five", "twenty twenty-one".
  if (value >= 2000 && rest < 10) return numberSyllables(value);
  const tail = rest === 0 ? 2 : rest < 10 ? 1 + numberSyllables(rest) : numberSyllables(rest);
  return numberSyllables(Math.floor(value / 100)) + tail;
}

const isVowel = (code: number) =>
  code === 97 || code === 101 || code === 105 || code === 111 || code === 117 || code === 121;

/** The syllables of an English word: its groups of vowels, without silent final e and -ed. */
function letterSyllables(word: string): number {
  let groups = 0;
  let previous = false;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i) | 32;
    const vowel = isVowel(code);
    if (vowel && !previous) groups++;
    previous = vowel;
  }
  const length = word.length;
  if (groups > 1) {
    const last = word.charCodeAt(length - 1) | 32;
    const before = word.charCodeAt(length - 2) | 32;
    // "make", "named" and "makes" end in a silent e; "table" and "wanted" do not.
    if (last === 101 && !isVowel(before) && !(before === 108 && !isVowel(word.charCodeAt(length - 3) | 32))) {
      groups--;
    } else if (before === 101 && last === 100 && !/[td]ed$/i.test(word) && !/[aeiouy]ed$/i.test(word)) {
      groups--;
    } else if (before === 101 && last === 115 && /[^aeioucsxzg]es$/i.test(word) && !/[cs]hes$/i.test(word)) {
      groups--;
    }
  }
  return Math.max(1, groups);
}

const known = new Map<string, number>();
// Speech repeats its words: 27,000 spoken words are about 3,000 different ones. The bound limits a server's
// memory.
const KNOWN_MOST = 20_000;

/** The syllables of a written word when spoken; at least 1. Numbers, signs and initials are read aloud. */
export function syllables(word: string): number {
  const found = known.get(word);
  if (found !== undefined) return found;
  const count = countSyllables(word);
  if (known.size >= KNOWN_MOST) known.clear();
  known.set(word, count);
  return count;
}

function countSyllables(word: string): number {
  let count = 0;
  for (const part of word.match(/\d+(?:,\d{3})+|\d+|[A-Za-z'’]+|[^\p{L}\p{N}]|[\p{L}\p{M}]+/gu) ?? []) {
    const first = part.charCodeAt(0);
    if (first >= 48 && first <= 57) count += digitSyllables(part.replaceAll(",", ""));
    else if (/^[A-Z]{2,3}s?$/.test(part) || /^[A-Z]+$/.test(part.replace(/[AEIOUY]/g, "1")))
      // Initials are spelled out; W alone has more than one syllable.
      count += part.length + 2 * (part.split("W").length - 1);
    else if (/^[A-Za-z'’]/.test(part)) count += letterSyllables(part.replace(/['’]/g, ""));
    else if (part === "%") count += 2;
    else if (part in CURRENCY) count += CURRENCY[part] ?? 2;
    else if (part === "." || part === "@" || part === "/" || part === "+" || part === "#" || part === "&")
      count += 1;
    else if (/\p{L}/u.test(part)) count += foreignSyllables(part);
  }
  return Math.max(1, count);
}

/** Beyond ASCII: the groups of vowels without accents; in other scripts one syllable for two letters. */
function foreignSyllables(word: string): number {
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "");
  return /^[A-Za-z]+$/.test(plain) ? letterSyllables(plain) : Math.max(1, plain.length / 2);
}

/** Seconds of silence for the text between two words. Only the longest pause counts. */
export function pause(between: string): number {
  if (between === " ") return 0;
  if (/[.?!…—–:;(]|--| - /.test(between)) return STOP;
  return /[,)]/.test(between) ? COMMA : 0;
}
