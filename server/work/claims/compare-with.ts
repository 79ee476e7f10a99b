import { type Comparison, compare, type Quantity, type Scope, type Statistic } from "@/evidence";
import { ON_AIR_SOURCE } from "@/server/work/surveys/columns";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";

/** A claim as far as a comparison needs it. */
export interface Comparable {
  readonly quantity: Quantity;
  readonly scope: Scope | null;
  /** Whom it is about, as it was said; null where it was not. */
  readonly base: string | null;
  /** The file name of the transcript without its ending, as on-air sources name an episode: practical-ai-147. */
  readonly episode: string;
}

// What a survey writes where it does not say who was counted.
export const NOT_STATED = "respondents";
/** A base as it is compared: capitals and spaces do not count. */
export const plain = (base: string) => base.trim().toLowerCase().replace(/\s+/g, " ");

/** Compares a claim with a statistic that somebody says it is about. */
export function compareWith(claim: Comparable, measured: MeasuredStatistic): Comparison {
  const stated =
    claim.base !== null && plain(claim.base) !== NOT_STATED && plain(measured.base) !== NOT_STATED;
  return compare({
    quantity: claim.quantity,
    scope: claim.scope,
    statistic: asStatistic(measured),
    context: {
      source: isFromEpisode(measured.source, claim.episode) ? "same" : "other",
      wave: "same",
      question: "same",
      base: stated && plain(claim.base ?? "") !== plain(measured.base) ? "other" : "same",
    },
  });
}

/** Whether a figure was only ever read off this very episode. */
export const isFromEpisode = (source: string, episode: string): boolean =>
  ON_AIR_SOURCE.exec(source)?.[1] === episode;

/** The episode's name in on-air sources, from its transcript's path. */
export const episodeName = (path: string): string => (path.split("/").at(-1) ?? path).replace(/\.md$/, "");

/** In the words of evidence/. */
export function asStatistic(measured: MeasuredStatistic): Statistic {
  const { kind, wave, earlier, of, ...rest } = measured;
  return {
    ...rest,
    statistic: kind,
    sampling: wave.sampling,
    fieldStart: wave.fieldStart,
    fieldEnd: wave.fieldEnd,
    ...(earlier === null ? {} : { earlier }),
    ...(of === null ? {} : { of }),
  };
}
