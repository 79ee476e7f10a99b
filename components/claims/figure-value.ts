import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";

/** What a form sends of a figure: a statistic with the version that was shown (12.1), or several and what is computed of them (sum:12.1,13.1). */
export function figureValue({ id, newest, computed }: MeasuredStatistic): string {
  if (!computed) return `${id}.${newest}`;
  return `${computed.operation}:${computed.terms.map((term) => `${term.id}.${term.newest}`).join(",")}`;
}
