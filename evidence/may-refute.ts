import { type Operation, saysSeveral } from "./expressions";
import { findQuantities } from "./find-quantities";
import { isNegated, withoutUn } from "./negation";
import type { Quantity } from "./quantity";
import { stem, stems } from "./stem";

/** The words of a claim, and of the answer that it is held against. */
export interface Held {
  readonly quote: string;
  /** The paragraphs around the quote, its own first; left out where they are not at hand. */
  readonly nearby?: readonly string[] | undefined;
  readonly quantity: Quantity;
  readonly category: string;
  readonly wording: string | null;
}

/**
 * The share of an answer's words that must have been said for the answer to refute a claim. A third lets an answer of
 * three words through of which one was said, and stops answers of which none was.
 */
export const LEAST_LIKENESS = 1 / 3;

/**
 * Whether one answer's figure can refute a claim. It cannot where the claim speaks of several answers at once ("more
 * than six years") and the answer does not, where one of the two denies what the other affirms ("unhappy" and "happy"),
 * and where too few of the answer's words were said near the claim. Such a figure is context.
 */
export function mayRefute(held: Held): boolean {
  const { quote, nearby, quantity, category } = held;
  if (quantity.kind !== "percent") return true;
  if (saysSeveral(quote, saidAt(quote, quantity))) {
    if (!saysSeveral(category, [0, 0]) || !hasBoundsOf(category, quote)) return false;
  }
  if (!YES_OR_NO.test(category) && isNegated(quote) !== isNegated(category)) return false;
  return nearby === undefined || likenessOf(held, nearby) >= LEAST_LIKENESS;
}

/** The bases that count all who were asked. */
const ALL = new Set(["all respondents", "respondents"]);
const SAYS_ALL = /\b(?:all|respondents|everyone|everybody|overall|in total)\b/i;

/** Sentences farther from a claim than this do not say whom it is about. */
const MOST_SENTENCES = 12;

/** The words of a claim, its sentence, then the sentences of its paragraph before it, the nearest first. */
function nearestFirst({ quote, sentence, paragraph }: Spoken): string[] {
  const at = paragraph.indexOf(quote);
  const before = at < 0 ? [] : paragraph.slice(0, at).split(/[.!?]\s/);
  return [quote, sentence, ...before.reverse().slice(0, MOST_SENTENCES), paragraph];
}

/** A claim's words and where they stand; the paragraph is empty where it is not at hand. */
interface Spoken {
  readonly quote: string;
  readonly sentence: string;
  readonly paragraph: string;
}

/**
 * Whether a claim that states no base may be about those who were counted, where the same was measured of others too:
 * a claim about professional developers is not refuted by the share of all. The nearest words that name somebody decide:
 * a group before all, and the narrowest group before those that it is a part of. Where none do, the claim is about all.
 */
export function mayBeAbout(
  spoken: Spoken,
  { base, others }: { readonly base: string; readonly others: readonly string[] },
): boolean {
  if (others.length === 0) return true;
  const bases = [base, ...others];
  const groups = bases
    .filter((one) => !ALL.has(one))
    .map((name) => ({ name, words: [...new Set(stems(name).filter((word) => word !== "ag"))] }))
    .filter(({ words }) => words.length > 0);
  for (const text of nearestFirst(spoken)) {
    const said = new Set(stems(text));
    const named = groups.filter(({ words }) => words.every((word) => said.has(word)));
    const narrowest = named.filter(
      ({ words }) =>
        !named.some(
          (other) => other.words.length > words.length && words.every((word) => other.words.includes(word)),
        ),
    );
    if (narrowest.length > 0) return narrowest.some(({ name }) => name === base);
    if (bases.some((one) => ALL.has(one)) && SAYS_ALL.test(text)) return ALL.has(base);
  }
  return ALL.has(base);
}

/**
 * Whether an answer that stands for several has the bounds that were said: "more than 20 years" is no answer to "more
 * than five years", and neither is "less than two years".
 */
function hasBoundsOf(category: string, quote: string): boolean {
  const said = findQuantities(quote);
  return findQuantities(category).every(({ quantity: bound }) =>
    said.some(
      ({ quantity: { kind, value, comparator } }) =>
        kind === bound.kind && value === bound.value && !areOpposite(comparator, bound.comparator),
    ),
  );
}

const ABOVE = new Set(["more_than", "at_least", "just_over"]);
const BELOW = new Set(["less_than", "at_most", "almost"]);
const areOpposite = (one: string, other: string) =>
  (ABOVE.has(one) && BELOW.has(other)) || (BELOW.has(one) && ABOVE.has(other));

/** The words of a claim, and of the answers from which a figure was computed. */
export interface HeldComputed extends Omit<Held, "category"> {
  readonly operation: Operation;
  readonly categories: readonly string[];
}

/**
 * Whether what several figures come to can refute a claim: only where the claim speaks of what was computed. A sum needs
 * a claim about several answers, a complement one that denies the answer; and of one of the answers of a sum, of each
 * of the others, enough words must have been said.
 */
export function mayComputedRefute({ operation, categories, ...held }: HeldComputed): boolean {
  const { quote, nearby, quantity } = held;
  const denied = categories.map(
    (category) => !YES_OR_NO.test(category) && isNegated(quote) !== isNegated(category),
  );
  if (operation === "sum" && !saysSeveral(quote, saidAt(quote, quantity))) return false;
  // "Up 20 %" may be of what it was before; only points are points.
  if (operation === "difference" && !/\bpoints?\b/i.test(quote)) return false;
  if (operation === "complement" ? denied.includes(false) : denied.includes(true)) return false;
  if (nearby === undefined) return true;
  const heard = categories.map((category) => likenessOf({ ...held, category }, nearby) >= LEAST_LIKENESS);
  return operation === "sum" ? heard.includes(true) : !heard.includes(false);
}

const list = (words: string) => words.split(" ");
const UP = list(
  "up rose risen rise rises rising grew grow grows grown growing gain gains gained increase increases increased increasing climbed jumped more higher",
);
const DOWN = list(
  "down fell fall falls fallen falling drop drops dropped dropping decline declines declined declining decrease decreases decreased decreasing shrank shrunk shrinks shrinking lost less fewer lower",
);

/** Whether a claim says that something rose that fell, or the other way round. */
export function saysOtherWay(quote: string, difference: number): boolean {
  const said = new Set(quote.toLowerCase().split(/[^a-z]/));
  const [up, down] = [UP, DOWN].map((words) => words.some((word) => said.has(word)));
  return up !== down && (up ? difference < 0 : difference > 0);
}

const YES_OR_NO = /^(?:yes|no)\b/i;

// How people say that something grew or shrank; answers are called "increased" and "decreased".
const DIRECTIONS: readonly (readonly [answer: RegExp, said: RegExp])[] = [
  [
    /\b(?:increase|increased|grew|rose|more|higher)\b/i,
    /\b(?:up|increas\w*|grew|grow\w*|rose|ris\w+|more|higher|raised)\b/i,
  ],
  [
    /\b(?:decrease|decreased|fell|less|lower)\b/i,
    /\b(?:down|decreas\w*|fell|fall\w*|dropped|less|lower|cut)\b/i,
  ],
  [/\b(?:same|unchanged|stable)\b/i, /\b(?:same|unchanged|stable|stayed|kept)\b/i],
];

function likenessOf({ quote, category, wording }: Held, nearby: readonly string[]): number {
  const said = new Set(
    [quote, ...nearby].flatMap(stems).flatMap((word) => {
      const opposite = withoutUn(word);
      return opposite === null ? [word] : [word, stem(opposite)];
    }),
  );
  const heard = (words: readonly string[]) => {
    const unique = [...new Set(words)];
    return unique.length === 0 ? 1 : unique.filter((word) => said.has(word)).length / unique.length;
  };
  const around = [quote, ...nearby].join(" ");
  if (DIRECTIONS.some(([answer, words]) => answer.test(category) && words.test(around))) return 1;
  // "Yes" and "no" say nothing by themselves: one word of the question does, of which nobody reads out a third.
  if (YES_OR_NO.test(category)) return heard(stems(wording ?? "")) > 0 ? 1 : 0;
  return heard(stems(category));
}

/** Where a quote states a quantity, in UTF-16 units; nowhere is before its first word. */
export function saidAt(quote: string, quantity: Quantity): [start: number, end: number] {
  const found = findQuantities(quote).find(
    (each) => each.quantity.kind === quantity.kind && each.quantity.value === quantity.value,
  );
  return found ? [found.start, found.end] : [0, 0];
}
