import type { Token } from "./tokens";

/** A number read from the tokens `from` up to but not including `to`. */
export interface ReadNumber {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly form: "digits" | "fraction" | "words";
  /** True for a bare "a", "an" or "one", which is a number only before a unit. */
  readonly article: boolean;
}

const UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const SMALL = new Map([
  ...UNITS.map((word, i) => [word, i] as const),
  ...TENS.map((word, i) => [word, (i + 2) * 10] as const),
]);
const LARGE = new Map([
  ["hundred", 100],
  ["thousand", 1000],
  ["million", 1e6],
  ["billion", 1e9],
  ["trillion", 1e12],
  ["dozen", 12],
]);
const SUFFIXES = new Map([
  ["k", 1000],
  ["m", 1e6],
  ["bn", 1e9],
]);

/** The number that begins at a token, in digits or words, including "million", "k" and "and a half". */
export function readNumber(tokens: readonly Token[], at: number): ReadNumber | null {
  return withHalf(tokens, inDigits(tokens, at) ?? inWords(tokens, at));
}

function inDigits(tokens: readonly Token[], at: number): ReadNumber | null {
  const first = tokens[at];
  if (first?.kind !== "number") return null;
  const next = tokens[at + 1];
  const suffix = next && !next.spaced ? SUFFIXES.get(next.text) : undefined;
  const scale = suffix ?? (next?.kind === "word" && next.spaced ? LARGE.get(next.text) : undefined);
  return {
    from: at,
    to: at + (scale === undefined ? 1 : 2),
    value: first.value * (scale ?? 1),
    form: "digits",
    article: false,
  };
}

function inWords(tokens: readonly Token[], at: number): ReadNumber | null {
  const word = (i: number) => (tokens[i]?.kind === "word" ? (tokens[i]?.text ?? "") : "");
  let total = 0;
  let part = 0;
  let i = at;
  // "a hundred", "a couple of thousand": before a large number word, the article means one.
  const article = word(at) === "a" || word(at) === "an";
  if (article) {
    if (!LARGE.has(word(at + 1))) return { from: at, to: at + 1, value: 1, form: "words", article: true };
    part = 1;
    i += 1;
  }
  for (; ; i += 1) {
    const small = SMALL.get(word(i));
    const large = LARGE.get(word(i));
    if (small !== undefined) {
      // "twenty five" is one number, "two three" are two.
      if (part % 100 !== 0 && !(part % 10 === 0 && small < 10 && small > 0)) break;
      part += small;
    } else if (large !== undefined && (part > 0 || i > at)) {
      if (large <= 100) part *= large;
      else {
        total += part * large;
        part = 0;
      }
    } else if (!(word(i) === "and" && i > at && LARGE.has(word(i - 1)) && SMALL.has(word(i + 1)))) {
      // The hyphen of "twenty-five".
      const hyphen = tokens[i]?.text === "-" && !tokens[i]?.spaced && TENS.includes(word(i - 1));
      if (!(hyphen && (SMALL.get(word(i + 1)) ?? 10) < 10)) break;
    }
  }
  if (i === at) return null;
  const value = total + part;
  return { from: at, to: i, value, form: "words", article: value === 1 && i === at + 1 };
}

/** "two and a half": adds the half to the number. */
function withHalf(tokens: readonly Token[], number: ReadNumber | null): ReadNumber | null {
  if (!number || number.article) return number;
  const [and, a, half] = [0, 1, 2].map((i) => tokens[number.to + i]?.text);
  return and === "and" && a === "a" && half === "half"
    ? { ...number, to: number.to + 3, value: number.value + 0.5 }
    : number;
}

const FRACTIONS = new Map([
  ["half", 2],
  ["third", 3],
  ["quarter", 4],
  ["fourth", 4],
  ["fifth", 5],
  ["sixth", 6],
  ["seventh", 7],
  ["eighth", 8],
  ["ninth", 9],
  ["tenth", 10],
]);

// After these words "a third" is a place in a row and "half" a point in time.
const ORDINAL_BEFORE =
  /^(?:the|first|second|other|last|this|next|each|every|per|another|latter|better|my|your|his|her|our|their|in)$/;
// After a share stands whose share it is, what they do, or nothing; after an ordinal or a date stands a noun.
const AFTER_SHARE =
  /^(?:of|the|these|those|them|our|my|your|their|said|says?|saying|are|were|was|is|have|had|has|do|did|does|would|will|could|can|who|which|that|in|on|and|or|but|to|from|as|at|went|reported|think|thought|use|used|want|told|don't|didn't|aren't|weren't|haven't|wouldn't|more|less|\w+ly|\w+ed)$/;
// "almost half survive": a half that was said to be near or over is a share, whatever they do.
const ROUGHLY = /^(?:almost|nearly|roughly|approximately|over|than)$/;
const HALF_OF_NONE =
  /^(?:an?|way|dead|asleep|done|finished|full|empty|baked|time|hour|hourly|day|year|century|million|billion|as|price|past|off|,)$/;
const HALF_ONLY_AFTER =
  /^(?:the|of|our|my|your|their|these|those|its|his|her|are|were|said|say|have|had|do|did|don't|didn't|would|will)$/;

/**
 * A share stated as a fraction, in percent: "a third", "two thirds", "three-quarters", "half the people",
 * "one in five", "nine out of ten". Skips ordinals ("a third party") and halves of a unit ("half an hour").
 */
export function readFraction(tokens: readonly Token[], at: number): ReadNumber | null {
  return overOf(tokens, at) ?? namedFraction(tokens, at);
}

function namedFraction(tokens: readonly Token[], at: number): ReadNumber | null {
  const number = tokens[at]?.text === "half" ? null : readNumber(tokens, at);
  if (number && (number.value < 1 || number.value > 9)) return null;
  let i = number ? number.to : at;
  if (number && tokens[i]?.text === "-" && !tokens[i]?.spaced) i += 1;
  const name = tokens[i]?.text ?? "";
  const plural = name.endsWith("s") || name === "halves";
  const parts = FRACTIONS.get(name === "halves" ? "half" : name.replace(/s$/, ""));
  const top = number?.value ?? 1;
  if (parts === undefined || plural !== top > 1 || top >= parts) return null;
  const bare = number === null;
  if (bare && parts !== 2) return null;
  const before = tokens[at - 1]?.text ?? "";
  if ((bare || number.article) && ORDINAL_BEFORE.test(before)) return null;
  // "a half", including the one in "year and a half".
  if (bare && before === "a") return null;
  if (tokens[i + 1]?.text === "-" && !tokens[i + 1]?.spaced) return null;
  const share =
    isShare(tokens[i + 1], bare) ||
    (bare && ROUGHLY.test(before) && !HALF_OF_NONE.test(tokens[i + 1]?.text ?? ""));
  if (!share || (bare && tokens[at + 2]?.text === "battle")) return null;
  return { from: at, to: i + 1, value: round((100 * top) / parts), form: "fraction", article: false };
}

/**
 * A fraction of something that is named behind it, in percent: "half", "a fifth", "two thirds", whatever stands after
 * it. Only for callers that check what stands there.
 */
export function readFractionOf(tokens: readonly Token[], at: number): ReadNumber | null {
  const bare = tokens[at]?.text === "half";
  const number = bare ? null : readNumber(tokens, at);
  if (!bare && (!number || number.value < 1 || number.value > 9)) return null;
  let i = number ? number.to : at;
  if (number && tokens[i]?.text === "-" && !tokens[i]?.spaced) i += 1;
  const name = tokens[i]?.text ?? "";
  const parts = FRACTIONS.get(name === "halves" ? "half" : name.replace(/s$/, ""));
  const top = number?.value ?? 1;
  if (parts === undefined || top >= parts) return null;
  return { from: at, to: i + 1, value: round((100 * top) / parts), form: "fraction", article: false };
}

function isShare(next: Token | undefined, half: boolean): boolean {
  // "half" alone at the end may be half of anything.
  if (!next || next.kind === "sign") return !half;
  return (half ? HALF_ONLY_AFTER : AFTER_SHARE).test(next.text);
}

/** "one in five", "four out of five". */
function overOf(tokens: readonly Token[], at: number): ReadNumber | null {
  const top = readNumber(tokens, at);
  if (!top || tokens[at]?.text === "a" || !Number.isInteger(top.value) || top.value < 1) return null;
  const of = tokens[top.to]?.text === "out" && tokens[top.to + 1]?.text === "of";
  if (!of && tokens[top.to]?.text !== "in") return null;
  const bottom = readNumber(tokens, top.to + (of ? 2 : 1));
  if (!bottom || bottom.article || bottom.value <= top.value) return null;
  // "2 in 2019" means two of something in a year; "14,400 out of 20,000" is a share.
  if (!of && (top.value > 10 || bottom.value > 1000)) return null;
  return {
    from: at,
    to: bottom.to,
    value: round((100 * top.value) / bottom.value),
    form: "fraction",
    article: false,
  };
}

const round = (value: number) => Math.round(value * 100) / 100;
