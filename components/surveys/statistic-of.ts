import type { Statistic } from "@/evidence";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";

/** The part of a statistic that `sayStatistic` needs. */
export const statisticOf = ({
  kind,
  of,
  value,
  valueMax,
  qualifier,
  unit,
}: MeasuredStatistic): Statistic => ({
  statistic: kind,
  value,
  valueMax,
  qualifier,
  unit,
  ...(of === null ? {} : { of }),
});
