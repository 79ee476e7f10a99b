import {
  type Comparison,
  compare,
  compareExpression,
  isAbout,
  mayBeAbout,
  mayComputedRefute,
  mayRefute,
  type Quantity,
  type SaidWhen,
  type Scope,
  saysOtherWay,
} from "@/evidence";
import type { Quote } from "@/server/text/quotes/quote";
import { ON_AIR_SOURCE } from "@/server/work/surveys/columns";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";
import { asStatistic } from "./as-statistic";

/** What a comparison needs of a claim. */
export interface Comparable {
  readonly quantity: Quantity;
  readonly scope: Scope | null;
  /** Whom the claim is about, in the speaker's words; null if not said. */
  readonly base: string | null;
  /**
   * The transcript's file name without its ending, which on-air sources use as the episode's name:
   * practical-ai-147.
   */
  readonly episode: string;
  /** What tells which wave of a survey it speaks of. */
  readonly said: SaidWhen;
  /** The paragraphs around the quote, for the words of an answer; left out where they are not at hand. */
  readonly nearby?: readonly string[] | undefined;
  /** Why the two were not comparable when they were linked; left out where they are not linked. */
  readonly linked?: { readonly reason: string | null } | undefined;
}

/** When a quote was said, for `Comparable`: its words with the text around them, and the day of its episode. */
export const saidWhen = (
  { exact, prefix, suffix }: Pick<Quote, "exact" | "prefix" | "suffix">,
  published: Date | null,
): SaidWhen => ({
  quote: exact,
  sentence: `${prefix}${exact}${suffix}`,
  published: published?.toISOString().slice(0, 10) ?? null,
});

/** Whether a claim speaks of the wave that a statistic was measured in. */
export function waveOf(
  { said, linked }: Pick<Comparable, "said" | "linked">,
  { wave, survey }: MeasuredStatistic,
): "same" | "other" | "unknown" {
  if (!linked) return isAbout(wave, { said, editions: survey.editions });
  // A wave that was imported after a person chose this one takes nothing back.
  return linked.reason === "wave" ? "other" : isAbout(wave, { said, editions: [wave] });
}

// What a survey's file has as base if the survey does not state it.
export const NOT_STATED = "respondents";
/** A base in the form in which bases are compared: case and spaces do not count. */
export const plain = (base: string) => base.trim().toLowerCase().replace(/\s+/g, " ");

/** Compares a claim with a statistic, or with what several come to. */
export function compareWith(claim: Comparable, measured: MeasuredStatistic): Comparison {
  const { computed } = measured;
  const stated =
    claim.base !== null && plain(claim.base) !== NOT_STATED && plain(measured.base) !== NOT_STATED;
  const sources = computed?.terms ?? [measured];
  const compared = {
    quantity: claim.quantity,
    scope: claim.scope,
    context: {
      source: sources.some(({ source }) => isFromEpisode(source, claim.episode)) ? "same" : "other",
      // A wave that nobody can tell warns, and does not make the outcome incomparable.
      wave: waveOf(claim, measured) === "other" ? "other" : "same",
      question: "same",
      base: stated && plain(claim.base ?? "") !== plain(measured.base) ? "other" : "same",
    },
  } as const;
  const comparison =
    (computed &&
      compareExpression({
        ...compared,
        expression: { operation: computed.operation, terms: computed.terms.map(asStatistic) },
      })) ??
    compare({ ...compared, statistic: asStatistic(measured) });
  if (
    computed?.operation === "difference" &&
    comparison.reason === null &&
    saysOtherWay(claim.said.quote, measured.value)
  )
    return { ...comparison, outcome: "not comparable", reason: "direction" };
  if (comparison.outcome !== "differs") return comparison;
  if (!refutes(claim, measured)) return { ...comparison, outcome: "not comparable", reason: "category" };
  if (!countsThem(claim, measured)) return { ...comparison, outcome: "not comparable", reason: "base" };
  return comparison;
}

/** Whether a claim may be about those whom a statistic counts; where its base is stated, that was compared before. */
function countsThem({ base, said, nearby = [], linked }: Comparable, measured: MeasuredStatistic): boolean {
  if (linked) return linked.reason !== "base";
  if (base !== null && plain(base) !== NOT_STATED) return true;
  const spoken = { quote: said.quote, sentence: said.sentence, paragraph: nearby[0] ?? "" };
  return mayBeAbout(spoken, { base: measured.base, others: measured.otherBases });
}

function refutes({ said, nearby, quantity, linked }: Comparable, measured: MeasuredStatistic): boolean {
  if (linked) return linked.reason !== "category";
  const { category, wording, computed } = measured;
  const held = { quote: said.quote, nearby, quantity, wording };
  if (!computed) return mayRefute({ ...held, category });
  const categories = computed.terms.map((term) => term.category);
  return mayComputedRefute({ ...held, operation: computed.operation, categories });
}

/** Whether a statistic's only source is this episode. */
export const isFromEpisode = (source: string, episode: string): boolean =>
  ON_AIR_SOURCE.exec(source)?.[1] === episode;

/** The episode's name in on-air sources, from its transcript's path. */
export const episodeName = (path: string): string => (path.split("/").at(-1) ?? path).replace(/\.md$/, "");
