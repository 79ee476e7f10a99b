import { groupBy } from "@/lib/group-by";
import { cut, ON_AIR_SOURCE, type Remark, type SurveyRow, type WarningCode } from "./columns";

/**
 * Statistics that do not add up or contradict each other. They do not stop an import, but a person should
 * look at them.
 */
export function findWarnings(rows: readonly SurveyRow[]): Remark<WarningCode>[] {
  return [
    ...sumsOver100(rows),
    ...conflictingSources(rows),
    ...countMismatches(rows),
    ...missingBaseN(rows),
  ].sort((a, b) => a.line - b.line);
}

const groups = <T>(all: readonly T[], key: (one: T) => string): T[][] => [...groupBy(all, key).values()];

/** All on-air statistics of an episode have one source, whatever the second. */
const sourceOf = ({ source, sourceType }: SurveyRow) =>
  sourceType === "on-air" ? `on air: ${ON_AIR_SOURCE.exec(source)?.[1]}` : source;

const round = (value: number) => Math.round(value * 100) / 100;

function sumsOver100(rows: readonly SurveyRow[]): Remark<WarningCode>[] {
  const percents = rows.filter(
    ({ statistic, responseType }) => statistic === "percent" && responseType === "single",
  );
  return groups(percents, (row) =>
    JSON.stringify([row.survey, row.wave, row.question, row.base, sourceOf(row)]),
  )
    .map((all) => ({ all, sum: all.reduce((total, { value }) => total + value, 0) }))
    .filter(({ all, sum }) => sum > 100 + 0.5 * all.length + 1e-9)
    .map(({ all, sum }) => ({
      line: all[0]?.line ?? 1,
      column: "value",
      code: "sum-over-100" as const,
      cell: String(round(sum)),
      message: `The answers to “${all[0]?.question}” of ${all[0]?.base} add up to ${round(sum)} %, more than 100 % (lines ${lines(all)}).`,
    }));
}

function conflictingSources(rows: readonly SurveyRow[]): Remark<WarningCode>[] {
  const published = rows.filter(
    ({ statistic, sourceType }) => statistic === "percent" && sourceType !== "on-air",
  );
  return groups(published, (row) =>
    JSON.stringify([row.survey, row.wave, row.question, row.category, row.base]),
  )
    .map((all) => ({ all, values: all.map(({ value }) => value) }))
    .filter(({ values }) => Math.max(...values) - Math.min(...values) > 1 + 1e-9)
    .map(({ all, values }) => ({
      line: all[0]?.line ?? 1,
      column: "value",
      code: "conflicting-sources" as const,
      cell: [...new Set(values)].join(" and "),
      message: `Sources differ about “${cut(all[0]?.category ?? "")}” of “${all[0]?.question}” (lines ${lines(all)}). Both are kept.`,
    }));
}

function countMismatches(rows: readonly SurveyRow[]): Remark<WarningCode>[] {
  const measured = rows.filter(({ statistic }) => statistic === "percent" || statistic === "count");
  const key = (row: SurveyRow) =>
    JSON.stringify([row.survey, row.wave, row.question, row.category, row.base, sourceOf(row)]);
  return groups(measured, key).flatMap((all) => {
    const percent = all.find(({ statistic }) => statistic === "percent");
    const count = all.find(({ statistic }) => statistic === "count");
    const n = count?.baseN ?? percent?.baseN;
    if (!percent || !count || !n) return [];
    const share = (100 * count.value) / n;
    const place = 0.5 / 10 ** (percent.decimals ?? placesOf(percent.value));
    if (Math.abs(share - percent.value) <= place + 1e-9) return [];
    return {
      line: count.line,
      column: "value",
      code: "count-base-mismatch" as const,
      cell: String(count.value),
      message: `${count.value} of ${n} is ${round(share)} %, but line ${percent.line} has ${percent.value} %.`,
    };
  });
}

const placesOf = (value: number) => String(value).split(".")[1]?.length ?? 0;

/** One warning for all rows. Counts and ranks need no base. */
function missingBaseN(rows: readonly SurveyRow[]): Remark<WarningCode>[] {
  const based = rows.filter(({ statistic }) => statistic !== "count" && statistic !== "rank");
  const missing = based.filter(({ baseN }) => baseN === null);
  if (missing.length === 0) return [];
  return [
    {
      line: missing[0]?.line ?? 1,
      column: "base_n",
      code: "base-n-missing",
      cell: "",
      message: `${missing.length} rows have no base_n, the number of respondents. It is shown as “not stated”.`,
    },
  ];
}

const lines = (rows: readonly SurveyRow[]) => {
  const shown = rows.slice(0, 6).map(({ line }) => line);
  return `${shown.join(", ")}${rows.length > shown.length ? " and more" : ""}`;
};
