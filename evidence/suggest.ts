import { type Comparison, compare } from "./compare";
import { addsUp, type Expression, saysSeveral, suggestExpressions } from "./expressions";
import { saidAt } from "./may-refute";
import { isNegated, withoutUn } from "./negation";
import type { Quantity, Scope } from "./quantity";
import type { Context, Statistic } from "./statistic";
import { stem, stems, tellingWords } from "./stem";
import { countsTheSame } from "./units";

/** A statistic that a claim may be about, with its search words. */
export interface Candidate {
  readonly statistic: Statistic;
  /** The question's id, prefixed with the survey's if candidates come from several surveys. */
  readonly question: string;
  readonly wording: string | null;
  readonly category: string;
  readonly base: string;
  /** How people answered the question (single, multiple, scale …); null if nobody says. */
  readonly responseType: string | null;
  /** How it relates to the claim, as far as that is known before anybody chooses it. */
  readonly context: Context;
}

/** The claim to find questions for. */
export interface Wanted<C extends Candidate> {
  /** The words of the claim. */
  readonly quote: string;
  /** The sentence or paragraph around it, then those before and after it, nearest first. */
  readonly nearby: readonly string[];
  readonly quantity: Quantity;
  readonly scope: Scope | null;
  readonly candidates: readonly C[];
  /**
   * How rare said words are among all questions, by stem: 1 if only one question has it, towards 0 if all do. Left out
   * where the candidates are all there is.
   */
  readonly rarity?: ReadonlyMap<string, number> | undefined;
}

/** A question that the claim may be about. */
export interface Suggested<C extends Candidate> {
  readonly question: string;
  readonly score: number;
  /** Its statistics, most likely first. */
  readonly statistics: readonly {
    readonly candidate: C;
    readonly score: number;
    readonly comparison: Comparison;
  }[];
  /** What several of its statistics come to, where that is what was said; most likely first. */
  readonly expressions: readonly {
    readonly candidates: readonly C[];
    readonly expression: Expression;
    readonly score: number;
    readonly comparison: Comparison;
  }[];
}

// Each paragraph further away counts half as much.
const NEXT = 0.5;
// The outcome only decides between candidates that the words leave open. With more weight, wrong claims would
// never be shown beside the number that refutes them.
const FITS: Record<Comparison["outcome"], number> = {
  matches: 0.35,
  close: 0.2,
  differs: 0,
  "not comparable": -0.25,
};
// Weights of a word by its place: the answer tells most, then the question, then the base.
const CATEGORY = 1;
const WORDING = 0.8;
const BASE = 0.4;

/**
 * The questions that a claim may be about, most likely first, each with its statistics. It looks for the
 * words of question, category and base in the claim and around it; rare words count more. Then it checks
 * whether the number fits. It omits questions that share no word with the claim and whose numbers cannot be
 * compared.
 */
export function suggest<C extends Candidate>(wanted: Wanted<C>): Suggested<C>[] {
  const said = new Map(saidWords(wanted).map(({ stem: word, weight }) => [word, weight]));
  const stemmed = stemOnce();
  const words = wanted.candidates.map((candidate) => wordsOf(candidate, stemmed));
  const rarity = new Map([...rarities(wanted.candidates, words), ...(wanted.rarity ?? [])]);
  const isDenied = isNegated(wanted.quote);
  const scored = wanted.candidates.map((candidate, at) => {
    const { statistic, context } = candidate;
    const comparison = compare({ ...wanted, statistic, context });
    const fits = comparison.reason === "same-source" ? 0 : FITS[comparison.outcome];
    const like = likeness(words[at] ?? NO_WORDS, said, rarity);
    return {
      ...{ candidate, comparison, like },
      score: like + fits + ofKind(wanted, candidate) - denies(isDenied, candidate),
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
      const expressions = expressionsOf(wanted, statistics);
      statistics.sort((a, b) => b.score - a.score);
      const score = Math.max(statistics[0]?.score ?? 0, expressions[0]?.score ?? 0);
      return { question, statistics, expressions, score };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

/** An expression is a guess more than a single figure that fits. */
const COMPUTED = 0.05;
/** More answers than this are no scale, and all sums of them too many. */
const MOST_ANSWERS = 60;

/** The expressions over a question's statistics that fit the claim: each over one base and one wave. */
function expressionsOf<C extends Candidate>(
  wanted: Wanted<C>,
  statistics: readonly { readonly candidate: C; readonly like: number }[],
): Suggested<C>["expressions"] {
  const several = saysSeveral(wanted.quote, saidAt(wanted.quote, wanted.quantity));
  const isDenied = isNegated(wanted.quote);
  const groups = new Map<string, (typeof statistics)[number][]>();
  for (const each of statistics) {
    const { base, statistic, context } = each.candidate;
    if (context.wave === "other" || context.source === "same") continue;
    const key = `${base}\n${statistic.fieldStart ?? ""}\n${statistic.statistic}`;
    const known = groups.get(key);
    if (known) known.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const some = group.slice(0, MOST_ANSWERS);
      const context = some[0]?.candidate.context;
      if (!context) return [];
      const adds = several && some.every(({ candidate }) => addsUp(candidate.responseType));
      const denied = some.flatMap(({ candidate }, at) => (denies(isDenied, candidate) > 0 ? [at] : []));
      return suggestExpressions({
        ...{ quantity: wanted.quantity, scope: wanted.scope, context, several: adds, denied },
        statistics: some.map(({ candidate }) => candidate.statistic),
      }).map(({ expression, of, comparison }) => {
        const terms = of.flatMap((at) => some[at] ?? []);
        const like = Math.max(...terms.map((term) => term.like));
        return {
          ...{ candidates: terms.map(({ candidate }) => candidate), expression, comparison },
          score: like + FITS[comparison.outcome] - COMPUTED,
        };
      });
    })
    .sort((a, b) => b.score - a.score);
}

/** A word that was said in or near a claim. */
export interface SaidWord {
  /** One of the forms in which it was said, in lower case. */
  readonly word: string;
  readonly stem: string;
  /** 1 in the claim, less the farther away. */
  readonly weight: number;
}

/** The words of a claim and of the paragraphs around it, each stem once, the nearest first. */
export function saidWords({ quote, nearby }: Pick<Wanted<Candidate>, "quote" | "nearby">): SaidWord[] {
  const said = new Map<string, SaidWord>();
  [quote, ...nearby].forEach((text, distance) => {
    for (const word of tellingWords(text))
      for (const each of [word, withoutUn(word)]) {
        const own = each === null ? null : stem(each);
        if (each !== null && own !== null && !said.has(own))
          said.set(own, { word: each, stem: own, weight: NEXT ** distance });
      }
  });
  return [...said.values()];
}

/** How rare a word is, of `size` of `all` questions: 1 if only one has it, towards 0 if all do. */
export const rarityOf = (size: number, all: number): number => Math.log(1 + all / size) / Math.log(1 + all);

/** How rare a word is among the questions: 1 if only one has it, towards 0 if all do. */
function rarities(candidates: readonly Candidate[], words: readonly CandidateWords[]): Map<string, number> {
  const within = new Map<string, Set<string>>();
  for (const [at, candidate] of candidates.entries())
    for (const word of new Set(Object.values(words[at] ?? NO_WORDS).flat())) {
      const known = within.get(word);
      if (known) known.add(candidate.question);
      else within.set(word, new Set([candidate.question]));
    }
  const all = new Set(candidates.map(({ question }) => question)).size;
  return new Map([...within].map(([word, { size }]) => [word, rarityOf(size, all)]));
}

interface CandidateWords {
  readonly category: readonly string[];
  readonly wording: readonly string[];
  readonly base: readonly string[];
}

const NO_WORDS: CandidateWords = { category: [], wording: [], base: [] };

/** Stems texts, each once: the answers to a question share its wording, and most answers their base. */
function stemOnce(): (text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const found = known.get(text) ?? stems(text);
    known.set(text, found);
    return found;
  };
}

const wordsOf = (
  { question, wording, category, base }: Candidate,
  stemmed: (text: string) => readonly string[],
): CandidateWords => ({
  category: stemmed(category),
  wording: [...stemmed(wording ?? ""), ...stemmed(question.replace(/[-/]/g, " "))],
  base: stemmed(base),
});

function likeness(
  { category, wording, base }: CandidateWords,
  said: Map<string, number>,
  rarity: Map<string, number>,
): number {
  const heard = (words: readonly string[]) => {
    const unique = [...new Set(words)];
    const sum = (value: (word: string) => number) => unique.reduce((total, word) => total + value(word), 0);
    const weight = (word: string) => rarity.get(word) ?? 0;
    const found = sum((word) => weight(word) * (said.get(word) ?? 0));
    // A long question matches many words by chance, so each counts less.
    return found / Math.sqrt(Math.max(1, sum(weight)));
  };
  return CATEGORY * heard(category) + WORDING * heard(wording) + BASE * heard(base);
}

/** An answer that denies what the claim affirms, or the other way round, is less likely meant. */
const DENIES = 0.15;
const denies = (isDenied: boolean, { category }: Candidate): number =>
  // "Yes" and "no" answer a question; they deny nothing by themselves.
  !/^(?:yes|no)\b/i.test(category) && isDenied !== isNegated(category) ? DENIES : 0;

/** Prefers statistics that count countries for a claim that counts countries. */
function ofKind({ quantity }: Pick<Wanted<Candidate>, "quantity">, { statistic }: Candidate): number {
  if (quantity.kind === "rank") return statistic.statistic === "rank" ? 0.2 : 0;
  if (quantity.kind !== "count" || quantity.unit === null) return 0;
  const same = countsTheSame(quantity.unit, statistic.unit) || stem(quantity.unit) === stem(statistic.unit);
  return same ? 0.3 : 0;
}
