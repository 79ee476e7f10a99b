import { type Comparison, editionOf, suggest } from "@/evidence";
import type { Database } from "@/server/db";
import { type MeasuredStatistic, readStatistics } from "@/server/work/surveys/read-statistics";
import {
  asStatistic,
  type Comparable,
  compareWith,
  isFromEpisode,
  NOT_STATED,
  plain,
  waveOf,
} from "./compare-with";

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
  const statistics = await readStatistics(db, { everything: true });
  const suggested = suggest({
    ...{ quote: said.quote, nearby, quantity, scope },
    candidates: statistics.map((statistic) => ({
      ...{ statistic: asStatistic(statistic), measured: statistic, category: statistic.category },
      ...{
        question: `${statistic.survey.slug}/${statistic.question}`,
        wording: statistic.wording,
        base: statistic.base,
      },
      context: {
        source: isFromEpisode(statistic.source, episode) ? ("same" as const) : ("other" as const),
        wave: waveOf(claim, statistic) === "other" ? ("other" as const) : ("same" as const),
        ...({ question: "same", base: "same" } as const),
      },
    })),
  })
    // The most likely answers of each question.
    .flatMap(({ statistics: likely }) => likely.slice(0, 3))
    .sort((a, b) => b.score - a.score)
    .map(({ candidate: { measured } }) => ({
      statistic: measured,
      comparison: compareWith(claim, measured),
      base: baseOf(claim.base, measured.base),
      wave: waveOf(claim, measured),
      spokenOf: spokenOf(claim, measured),
    }));
  // A statistic in another unit is about something else; suggest such ones only if there are no others.
  const alike = suggested.filter(({ comparison }) => comparison.reason !== "unit");
  return (alike.length > 0 ? alike : suggested).slice(0, MOST_SUGGESTED);
}

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
