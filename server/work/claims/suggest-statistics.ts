import { type Comparison, editionOf, suggest } from "@/evidence";
import type { Database } from "@/server/db";
import { type MeasuredStatistic, readStatistics } from "@/server/work/surveys/read-statistics";
import { asStatistic } from "./as-statistic";
import { type Comparable, compareWith, isFromEpisode, NOT_STATED, plain, waveOf } from "./compare-with";
import { computeStatistic, makesSense } from "./compute-statistic";
import { findCandidates } from "./find-candidates";

/** A statistic that a claim may be about. */
export interface Suggestion {
  readonly statistic: MeasuredStatistic;
  readonly comparison: Comparison;
  /** How the bases of claim and statistic compare, to check before choosing. */
  readonly base: "same" | "differs" | "not-stated-on-air" | "not-stated-by-survey";
  /** Whether the claim speaks of the statistic's wave; and the wave that it speaks of, where it is known and another. */
  readonly wave: "same" | "other" | "unknown";
  readonly spokenOf: string | null;
}

const MOST_SUGGESTED = 8;

/**
 * Suggests statistics that a claim may be about, most likely first, each with the outcome of the comparison.
 */
export async function suggestStatistics(
  db: Database,
  claim: Comparable & { readonly nearby: readonly string[] },
): Promise<Suggestion[]> {
  const { nearby, quantity, scope, episode, said } = claim;
  const { statistics, rarity } = await findCandidates(db, { nearby, said, quantity });
  const likely = suggest({
    ...{ quote: said.quote, nearby, quantity, scope, rarity },
    candidates: statistics.map((statistic) => ({
      ...{ statistic: asStatistic(statistic), measured: statistic, category: statistic.category },
      ...{
        question: `${statistic.survey.slug}/${statistic.question}`,
        wording: statistic.wording,
        base: statistic.base,
        responseType: statistic.responseType,
      },
      context: {
        source: isFromEpisode(statistic.source, episode) ? ("same" as const) : ("other" as const),
        wave: waveOf(claim, statistic) === "other" ? ("other" as const) : ("same" as const),
        ...({ question: "same", base: "same" } as const),
      },
    })),
  });
  const computed = likely.flatMap(({ expressions }) =>
    expressions.slice(0, 2).map(({ candidates, expression: { operation }, score }) => {
      const terms = candidates.map(({ measured }) => measured);
      // A difference of two waves is suggested with the later one alone.
      const before = terms.length === 1 && operation !== "complement" ? terms[0]?.before : null;
      return { operation, score, terms, before };
    }),
  );
  const earlier = new Map(
    (
      await readStatistics(db, {
        of: [...new Set(computed.flatMap(({ before }) => before?.id ?? []))].map((id) => ({ id })),
      })
    ).map((one) => [one.id, one] as const),
  );
  const suggested = [
    // The most likely answers of each question, and what several of them come to.
    ...likely.flatMap(({ statistics: answers }) =>
      answers.slice(0, 3).map(({ candidate: { measured }, score }) => ({ measured, score })),
    ),
    ...computed.flatMap(({ operation, score, terms, before }) => {
      const all = [...terms, ...(before ? [earlier.get(before.id)].filter((one) => one !== undefined) : [])];
      const measured = makesSense(operation, all) ? computeStatistic(operation, all) : null;
      return measured ? [{ measured, score }] : [];
    }),
  ]
    .sort((a, b) => b.score - a.score)
    .map(({ measured }) => suggestionOf(claim, measured));
  // A statistic in another unit is about something else; suggest such ones only if there are no others.
  const alike = suggested.filter(({ comparison }) => comparison.reason !== "unit");
  return (alike.length > 0 ? alike : suggested).slice(0, MOST_SUGGESTED);
}

/** A statistic as the form offers it for a claim. */
export const suggestionOf = (claim: Comparable, measured: MeasuredStatistic): Suggestion => ({
  statistic: measured,
  comparison: compareWith(claim, measured),
  base: baseOf(claim.base, measured.base),
  wave: waveOf(claim, measured),
  spokenOf: spokenOf(claim, measured),
});

/** The name of the wave that the claim speaks of, where that is another one than the statistic's. */
function spokenOf(claim: Comparable, { survey, wave }: MeasuredStatistic): string | null {
  const edition = editionOf(survey.editions, claim.said);
  return edition === null || edition.name === wave.name ? null : edition.name;
}

function baseOf(said: string | null, measured: string): Suggestion["base"] {
  if (plain(measured) === NOT_STATED) return "not-stated-by-survey";
  if (said === null || plain(said) === NOT_STATED) return "not-stated-on-air";
  return plain(said) === plain(measured) ? "same" : "differs";
}
