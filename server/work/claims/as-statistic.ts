import type { Statistic } from "@/evidence";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";

/** Converts a statistic to the type of evidence/. */
export function asStatistic(measured: MeasuredStatistic): Statistic {
  const { kind, wave, earlier, of, value, valueMax, qualifier, unit, decimals, baseN, roundedBy } = measured;
  return {
    ...{ value, valueMax, qualifier, unit, decimals, baseN },
    statistic: kind,
    sampling: wave.sampling,
    fieldStart: wave.fieldStart,
    fieldEnd: wave.fieldEnd,
    ...(roundedBy === undefined ? {} : { roundedBy }),
    ...(earlier === null ? {} : { earlier }),
    ...(of === null ? {} : { of }),
  };
}
