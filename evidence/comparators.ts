import type { Comparator } from "./quantity";
import type { Token } from "./tokens";

// Longer phrases first: "no more than" contains "more than", and "not quite" does not mean "quite".
const BEFORE: readonly (readonly [string, Comparator])[] = [
  ["just a little over", "just_over"],
  ["a little bit more than", "just_over"],
  ["a little bit over", "just_over"],
  ["a little more than", "just_over"],
  ["a bit more than", "just_over"],
  ["slightly more than", "just_over"],
  ["just more than", "just_over"],
  ["a little over", "just_over"],
  ["a bit over", "just_over"],
  ["slightly over", "just_over"],
  ["just over", "just_over"],
  ["just above", "just_over"],
  ["a little less than", "almost"],
  ["a little bit less than", "almost"],
  ["slightly less than", "almost"],
  ["just less than", "almost"],
  ["a little under", "almost"],
  ["slightly under", "almost"],
  ["just under", "almost"],
  ["just below", "almost"],
  ["just shy of", "almost"],
  ["not quite", "almost"],
  ["not even", "less_than"],
  ["almost", "almost"],
  ["nearly", "almost"],
  ["no fewer than", "at_least"],
  ["no less than", "at_least"],
  ["not less than", "at_least"],
  ["at least", "at_least"],
  ["a minimum of", "at_least"],
  ["no more than", "at_most"],
  ["not more than", "at_most"],
  ["at most", "at_most"],
  ["a maximum of", "at_most"],
  ["up to", "at_most"],
  ["as many as", "at_most"],
  ["as much as", "at_most"],
  ["more than", "more_than"],
  ["greater than", "more_than"],
  ["upwards of", "more_than"],
  ["north of", "more_than"],
  ["in excess of", "more_than"],
  ["well over", "more_than"],
  ["over", "more_than"],
  ["above", "more_than"],
  ["less than", "less_than"],
  ["fewer than", "less_than"],
  ["lower than", "less_than"],
  ["well under", "less_than"],
  ["under", "less_than"],
  ["below", "less_than"],
  ["somewhere around", "about"],
  ["something like", "about"],
  ["close to", "about"],
  ["i believe", "about"],
  ["i think", "about"],
  ["i guess", "about"],
  ["i want to say", "about"],
  ["in the neighborhood of", "about"],
  ["about", "about"],
  ["around", "about"],
  ["roughly", "about"],
  ["approximately", "about"],
  ["like", "about"],
  ["some", "about"],
  ["maybe", "about"],
  ["probably", "about"],
  ["circa", "about"],
  ["~", "about"],
  ["exactly", "exactly"],
  ["precisely", "exactly"],
];
const PHRASES = BEFORE.map(([phrase, comparator]) => [phrase.split(" "), comparator] as const);

// These do not change the meaning and may stand in between: "only about 2,600", "about the same 20 people".
const PASSED =
  /^(?:only|just|the|even|actually|literally|a|an|another|past|last|next|full|good|whole|solid)$/;
const MOST_PASSED = 2;

/** A comparator and the first token of its phrase. */
export interface ReadComparator {
  readonly comparator: Comparator;
  readonly from: number;
}

/**
 * The comparator right before a number. Of two, the farther one modifies the nearer one: "almost exactly a
 * year" is almost a year.
 */
export function comparatorBefore(tokens: readonly Token[], at: number): ReadComparator {
  let end = at;
  let found: ReadComparator = { comparator: "stated", from: at };
  for (let passed = 0; end > 0; ) {
    const phrase = PHRASES.find(([words]) => endsWith(tokens, end, words));
    if (phrase) {
      const [words, comparator] = phrase;
      if (words.join(" ") === "up to" && hasRisen(tokens, end, at)) break;
      end -= words.length;
      if (found.comparator === "stated" || found.comparator === "exactly") found = { comparator, from: end };
      continue;
    }
    if (passed === MOST_PASSED || !PASSED.test(tokens[end - 1]?.text ?? "")) break;
    // "over the past five years" says when, not how many.
    passed += 1;
    end -= 1;
    if (
      /^(?:past|last|next|the)$/.test(tokens[end]?.text ?? "") &&
      /^(?:over|above|under|below)$/.test(tokens[end - 1]?.text ?? "")
    )
      break;
  }
  return found;
}

function endsWith(tokens: readonly Token[], end: number, words: readonly string[]): boolean {
  const from = end - words.length;
  return from >= 0 && words.every((word, i) => tokens[from + i]?.text === word);
}

const AFTER: readonly (readonly [readonly string[], Comparator])[] = [
  [["or", "so"], "about"],
  [["ish"], "about"],
  [["give", "or", "take"], "about"],
  [["or", "more"], "at_least"],
  [["or", "above"], "at_least"],
  [["plus"], "at_least"],
  [["+"], "at_least"],
  [["or", "less"], "at_most"],
  [["or", "fewer"], "at_most"],
];

/** The comparator right behind a number or its unit, and where it ends. */
export function comparatorAfter(
  tokens: readonly Token[],
  at: number,
): { comparator: Comparator; to: number } | null {
  // The hyphen of "50-ish".
  const from = tokens[at]?.text === "-" && tokens[at + 1]?.text === "ish" ? at + 1 : at;
  const found = AFTER.find(([words]) => words.every((word, i) => tokens[from + i]?.text === word));
  return found ? { comparator: found[1], to: from + found[0].length } : null;
}

/**
 * Whether "up to" tells where something has come to, rather than a bound: "that's up to 62%", "up to 62% from 40%";
 * not "up to 300 of them".
 */
function hasRisen(tokens: readonly Token[], end: number, at: number): boolean {
  const before = tokens[end - 3]?.text ?? "";
  if (
    /^(?:that's|it's|is|was|now|went|gone|going|goes|grew|grown|rose|risen|climbed|jumped|%|percent|back|all|way)$/.test(
      before,
    )
  )
    return true;
  // The number, its unit, then "from".
  return [1, 2, 3].some(
    (ahead) => tokens[at + ahead]?.text === "from" && tokens[at + ahead + 1]?.kind === "number",
  );
}
