import { type Comparison, compare } from "./compare";
import type { Quantity, Scope } from "./quantity";
import type { Context, Statistic } from "./statistic";
import { stem, stems } from "./stem";

/** A statistic a claim may be about, with the words it is known by. */
export interface Candidate {
  readonly statistic: Statistic;
  /** The question's id, with the survey's where ids of several surveys are given. */
  readonly question: string;
  readonly wording: string | null;
  readonly category: string;
  readonly base: string;
  /** How it stands to the claim as far as that is known before anybody chose it. */
  readonly context: Context;
}

/** What is asked for. */
export interface Wanted<C extends Candidate> {
  /** The words of the claim. */
  readonly quote: string;
  /** The sentence or paragraph around it, and those before and after it: the nearest first. */
  readonly nearby: readonly string[];
  readonly quantity: Quantity;
  readonly scope: Scope | null;
  readonly candidates: readonly C[];
}

/** A question that may be meant. */
export interface Suggested<C extends Candidate> {
  readonly question: string;
  readonly score: number;
  /** Its statistics, the most likely first. */
  readonly statistics: readonly {
    readonly candidate: C;
    readonly score: number;
    readonly comparison: Comparison;
  }[];
}

// A paragraph further away says half as much of what is meant.
const NEXT = 0.5;
// An outcome only helps to choose between what the words leave open: too much of it, and the claims that are wrong
// would never be shown beside the number that says so.
const FITS: Record<Comparison["outcome"], number> = {
  matches: 0.35,
  close: 0.2,
  differs: 0,
  "not comparable": -0.25,
};
// How much a word weighs by where it stands: the answer says most, then what was asked, then whom.
const CATEGORY = 1;
const WORDING = 0.8;
const BASE = 0.4;

/**
 * The questions a claim may be about, the likeliest first, each with its statistics. Words of question, category and
 * base are looked for in the claim and around it, rare ones counting for more; then whether the number fits. Questions
 * that share no word with the claim and whose numbers cannot be compared are left out.
 */
export function suggest<C extends Candidate>(wanted: Wanted<C>): Suggested<C>[] {
  const said = saidWords(wanted);
  const rarity = rarities(wanted.candidates);
  const scored = wanted.candidates.map((candidate) => {
    const { statistic, context } = candidate;
    const comparison = compare({ ...wanted, statistic, context });
    const fits = comparison.reason === "same-source" ? 0 : FITS[comparison.outcome];
    return {
      candidate,
      comparison,
      score: likeness(candidate, said, rarity) + fits + ofKind(wanted, candidate),
    };
  });
  const questions = new Map<string, (typeof scored)[number][]>();
  for (const each of scored) {
    const known = questions.get(each.candidate.question);
    if (known) known.push(each);
    else questions.set(each.candidate.question, [each]);
  }
  return [...questions]
    .map(([question, statistics]) => {
      statistics.sort((a, b) => b.score - a.score);
      return { question, statistics, score: statistics[0]?.score ?? 0 };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

/** How loudly each word is said: 1 in the claim, less the farther away. */
function saidWords({ quote, nearby }: Pick<Wanted<Candidate>, "quote" | "nearby">): Map<string, number> {
  const said = new Map<string, number>();
  [quote, ...nearby].forEach((text, distance) => {
    for (const word of stems(text)) if (!said.has(word)) said.set(word, NEXT ** distance);
  });
  return said;
}

/** How rare a word is among the questions: 1 for one alone, towards 0 for a word of all. */
function rarities(candidates: readonly Candidate[]): Map<string, number> {
  const within = new Map<string, Set<string>>();
  for (const candidate of candidates)
    for (const word of new Set(Object.values(wordsOf(candidate)).flat())) {
      const known = within.get(word);
      if (known) known.add(candidate.question);
      else within.set(word, new Set([candidate.question]));
    }
  const all = new Set(candidates.map(({ question }) => question)).size;
  return new Map([...within].map(([word, { size }]) => [word, Math.log(1 + all / size) / Math.log(1 + all)]));
}

const wordsOf = ({ question, wording, category, base }: Candidate) => ({
  category: stems(category),
  wording: [...stems(wording ?? ""), ...stems(question.replace(/[-/]/g, " "))],
  base: stems(base),
});

function likeness(candidate: Candidate, said: Map<string, number>, rarity: Map<string, number>): number {
  const { category, wording, base } = wordsOf(candidate);
  const heard = (words: readonly string[]) => {
    const unique = [...new Set(words)];
    const sum = (value: (word: string) => number) => unique.reduce((total, word) => total + value(word), 0);
    const weight = (word: string) => rarity.get(word) ?? 0;
    const found = sum((word) => weight(word) * (said.get(word) ?? 0));
    // A long question says many words by chance, so that each counts for less.
    return found / Math.sqrt(Math.max(1, sum(weight)));
  };
  return CATEGORY * heard(category) + WORDING * heard(wording) + BASE * heard(base);
}

/** A count of countries is looked for where countries are counted. */
function ofKind({ quantity }: Pick<Wanted<Candidate>, "quantity">, { statistic }: Candidate): number {
  if (quantity.kind === "rank") return statistic.statistic === "rank" ? 0.2 : 0;
  if (quantity.kind !== "count" || quantity.unit === null) return 0;
  return stem(quantity.unit) === stem(statistic.unit) ? 0.3 : 0;
}
