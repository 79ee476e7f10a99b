import type { Reader } from "@/server/db";
import { type MeasuredStatistic, readStatistics } from "@/server/work/surveys/read-statistics";
import { computeStatistic, isOperation } from "./compute-statistic";

/** Evidence as it is stored: a statistic's version, or what is computed of it and of further ones. */
export interface EvidenceLink {
  readonly statisticId: number;
  readonly statisticVersion: number;
  readonly operation: string | null;
  /** In the order in which they are written out. */
  readonly terms: readonly { readonly statisticId: number; readonly statisticVersion: number }[];
}

/** What evidence rests on: as it was when it was linked, and as it is now. */
export interface Rested {
  readonly statistic: MeasuredStatistic;
  /** Null if it is as it was. */
  readonly now: MeasuredStatistic | null;
}

const partsOf = ({ statisticId, statisticVersion, terms }: EvidenceLink) => [
  { id: statisticId, version: statisticVersion },
  ...terms.map((term) => ({ id: term.statisticId, version: term.statisticVersion })),
];
const keyOf = ({ id, version }: { id: number; version: number }) => `${id}.${version}`;

/** Reads what links rest on, all at once. */
export async function readRested(
  db: Reader,
  links: readonly EvidenceLink[],
): Promise<(link: EvidenceLink) => Rested | null> {
  const parts = new Map(links.flatMap(partsOf).map((part) => [keyOf(part), part] as const));
  const rested = await readStatistics(db, { of: [...parts.values()] });
  const then = new Map(rested.map((one) => [keyOf(one), one] as const));
  const changed = new Set(rested.filter(({ version, newest }) => version !== newest).map(({ id }) => id));
  const latest = await readStatistics(db, { of: [...changed].map((id) => ({ id })) });
  const newest = new Map(latest.map((one) => [one.id, one] as const));
  const made = (link: EvidenceLink, found: readonly MeasuredStatistic[]) => {
    const [only] = found;
    if (!only || found.length !== link.terms.length + 1) return null;
    if (link.operation === null) return only;
    return isOperation(link.operation) ? computeStatistic(link.operation, found) : null;
  };
  return (link) => {
    const found = partsOf(link).flatMap((part) => then.get(keyOf(part)) ?? []);
    const statistic = made(link, found);
    if (!statistic) return null;
    const today = found.map((one) => newest.get(one.id) ?? one);
    const isOther = today.some((one, at) => saysOtherwise(one, found[at] ?? one));
    return { statistic, now: isOther ? made(link, today) : null };
  };
}

/** Whether the statistic itself changed; a new note is not a correction. */
const saysOtherwise = (a: MeasuredStatistic, b: MeasuredStatistic): boolean =>
  a.value !== b.value ||
  a.valueMax !== b.valueMax ||
  a.qualifier !== b.qualifier ||
  a.unit !== b.unit ||
  a.baseN !== b.baseN;
