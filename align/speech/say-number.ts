const ONES =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const LARGE = [
  [1e12, "trillion"],
  [1e9, "billion"],
  [1e6, "million"],
  [1e3, "thousand"],
] as const;
// Digits that are read one by one: nobody says a number as long as this.
const MOST_DIGITS = 12;

/** A whole number in words: 42 → forty two. */
export function sayNumber(value: number): string[] {
  if (value < 20) return [ONES[value] ?? "zero"];
  const rest = (of: number) => (value % of ? sayNumber(value % of) : []);
  if (value < 100) return [TENS[Math.floor(value / 10)] ?? "", ...rest(10)];
  if (value < 1000) return [ONES[Math.floor(value / 100)] ?? "", "hundred", ...rest(100)];
  const [size, name] = LARGE.find(([size]) => value >= size) ?? LARGE[3];
  return [...sayNumber(Math.floor(value / size)), name, ...rest(size)];
}

/** Digits as they are read: years in pairs, long or padded numbers digit by digit, others as a number. */
export function sayDigits(digits: string): string[] {
  if (digits.length > MOST_DIGITS || (digits.length > 1 && digits.startsWith("0"))) return sayEach(digits);
  const value = Number(digits);
  const isYear = digits.length === 4 && value >= 1100 && value < 2100 && !(value >= 2000 && value < 2010);
  if (!isYear) return sayNumber(value);
  const pair = value % 100;
  const end = pair === 0 ? ["hundred"] : pair < 10 ? ["oh", ...sayNumber(pair)] : sayNumber(pair);
  return [...sayNumber(Math.floor(value / 100)), ...end];
}

/** Digit by digit: 007 → zero zero seven. */
export function sayEach(digits: string): string[] {
  return Array.from(digits, (digit) => ONES[Number(digit)] ?? "zero");
}

const ORDINALS: Record<string, string> = {
  one: "first",
  two: "second",
  three: "third",
  five: "fifth",
  eight: "eighth",
  nine: "ninth",
  twelve: "twelfth",
};

/** The last word of a number as an ordinal: twenty one → twenty first. */
export function asOrdinal(words: readonly string[]): string[] {
  const last = words.at(-1) ?? "";
  const ordinal = ORDINALS[last] ?? (last.endsWith("y") ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return [...words.slice(0, -1), ordinal];
}

/** The last word of a number in the plural: nineteen ninety → nineteen nineties. */
export function asPlural(words: readonly string[]): string[] {
  const last = words.at(-1) ?? "";
  const plural = last.endsWith("y") ? `${last.slice(0, -1)}ies` : last === "six" ? "sixes" : `${last}s`;
  return [...words.slice(0, -1), plural];
}
