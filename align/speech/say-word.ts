import { asOrdinal, asPlural, sayDigits, sayEach, sayNumber } from "./say-number";

const UNITS: Record<string, string> = { $: "dollars", "€": "euros", "£": "pounds" };
const SIZES: Record<string, string> = {
  k: "thousand",
  m: "million",
  mm: "million",
  b: "billion",
  bn: "billion",
};
const SIGNS: Record<string, string> = { "&": "and", "@": "at", "+": "plus", "%": "percent", "#": "sharp" };

// Longer than any word; what is longer is not read as one.
const LONGEST = 200;

const EDGES = /^[^\p{L}\p{N}$€£.#]+|[^\p{L}\p{N}%'+#]+$/gu;
const YEAR = /^20\d\d$/;
const MONEY = /^([$€£])(\d[\d,]*)(?:\.(\d+))?(k|mm?|bn?)?$/;
const NUMBER = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(%|st|nd|rd|th|(?<=\d\d)'?s)?$/;
// Words, numbers with what belongs to them, and signs that are spoken.
const PARTS = /\d[\d,]*(?:\.\d+)?(?:%|st\b|nd\b|rd\b|th\b|(?<=\d\d)'?s\b)?|\p{L}[\p{L}\p{M}']*|[&@+%#.]/gu;

/**
 * What a reader says for a written word, in lower-case words: "$5" → five dollars, "1990s" → nineteen nineties,
 * "changelog.com" → changelog dot com. A word that is written in capitals keeps them, since it may be spelt out.
 */
export function sayWord(written: string): string[] {
  const plain = written.slice(0, LONGEST).replace(/[’‘]/g, "'").replace(EDGES, "");
  const money = MONEY.exec(plain.toLowerCase());
  if (money) return sayMoney(money);
  const parts = plain.match(PARTS) ?? [];
  return parts.flatMap((part, i) => {
    const number = NUMBER.exec(part.toLowerCase());
    if (number) return sayFigure(number);
    if (part === ".") {
      // A dot is read inside a name ("example.com", ".NET") and in versions, not in initials ("e.g.").
      const [before = "", after = ""] = [parts[i - 1], parts[i + 1]];
      return after.length > 1 && (before.length !== 1 || /\d/.test(before)) ? ["dot"] : [];
    }
    // "C++" and "C#"; a single plus joins ("Google+"), a hash in front ("#1") is read as number.
    const sign = SIGNS[part];
    if (sign) return part === "#" && i === 0 ? ["number"] : [sign];
    const word = part.replace(/^'+|'+$/g, "");
    if (word === "") return [];
    return [isSpelt(word) ? word : word.toLowerCase()];
  });
}

/**
 * The ways to read a year of this century, each in lower-case words: 2021 is twenty twenty one, or two thousand (and) twenty
 * one. Null for any other word.
 */
export function sayYear(written: string): readonly (readonly string[])[] | null {
  const plain = written.slice(0, LONGEST).replace(EDGES, "");
  const value = Number(plain);
  if (!YEAR.test(plain) || value % 100 === 0) return null;
  const pair = sayNumber(value % 100);
  const short = ["twenty", ...(value % 100 < 10 ? ["oh"] : []), ...pair];
  const long = ["two", "thousand", ...pair];
  const longer = ["two", "thousand", "and", ...pair];
  return value % 100 < 10 ? [long, longer, short] : [short, long, longer];
}

/** Two to five capitals, perhaps in the plural: "API", "APIs", "SQL's". */
const isSpelt = (word: string) => /^\p{Lu}{2,5}(?:'?s)?$/u.test(word);

function sayMoney([, sign = "", whole = "", part, size]: RegExpExecArray): string[] {
  const amount = sayNumber(Number(whole.replaceAll(",", "")));
  const unit = UNITS[sign] ?? "";
  if (part && !size && part.length === 2) return [...amount, unit, ...sayNumber(Number(part))];
  const point = part ? ["point", ...sayEach(part)] : [];
  return [...amount, ...point, ...(size ? [SIZES[size] ?? ""] : []), unit];
}

function sayFigure([, whole = "", part, ending]: RegExpExecArray): string[] {
  const words = whole.includes(",") ? sayNumber(Number(whole.replaceAll(",", ""))) : sayDigits(whole);
  if (part) words.push("point", ...sayEach(part));
  if (ending === "%") return [...words, "percent"];
  if (ending?.endsWith("s") && ending !== "st") return asPlural(words);
  return ending ? asOrdinal(words) : words;
}
