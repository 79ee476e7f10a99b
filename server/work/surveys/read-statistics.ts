import type { Edition, Operation, Statistic } from "@/evidence";
import type { Database, Sampling, Transaction } from "@/server/db";

/** A statistic with everything that is shown about its origin. */
export interface MeasuredStatistic {
  readonly id: number;
  /** This version's number, and the number of the newest. */
  readonly version: number;
  readonly newest: number;
  readonly kind: Statistic["statistic"];
  readonly value: number;
  readonly valueMax: number | null;
  readonly qualifier: "=" | ">" | "<" | "~";
  readonly unit: string;
  readonly decimals: number | null;
  /** How far rounding may have moved the value, where it was computed of several. */
  readonly roundedBy?: number;
  readonly base: string;
  readonly baseN: number | null;
  /** Of whom else the same was measured. */
  readonly otherBases: readonly string[];
  readonly category: string;
  readonly question: string;
  readonly questionId: number;
  readonly wording: string | null;
  /** How people answered: single, multiple, scale, allocation or open; null if the source does not say. */
  readonly responseType: string | null;
  readonly source: string;
  readonly sourceType: "primary" | "secondary" | "spoken" | "on-air";
  readonly note: string | null;
  readonly survey: {
    readonly slug: string;
    readonly title: string;
    readonly population: string | null;
    readonly sponsor: string | null;
    readonly conductor: string | null;
    /** All its waves, oldest first. */
    readonly editions: readonly Edition[];
  };
  readonly wave: {
    readonly id: number;
    readonly name: string;
    /** YYYY-MM-DD. */
    readonly fieldStart: string | null;
    readonly fieldEnd: string | null;
    readonly mode: string | null;
    readonly recruitment: string | null;
    readonly sampling: Sampling | null;
    readonly weighting: string | null;
    readonly sampleSize: number | null;
    readonly limits: string | null;
  };
  /** For a rank: how many answers were ranked. */
  readonly of: number | null;
  /** The same statistic in the previous wave; null if there is none. */
  readonly earlier: number | null;
  /** Which one that is. */
  readonly before: { readonly id: number; readonly version: number } | null;
  /** The same statistic in the newest later wave; null if there is none. */
  readonly newer: { readonly wave: string; readonly value: number } | null;
  /** Why it was taken back; null while it counts. Of what was computed, of any of its terms. */
  readonly retracted: string | null;
  /** What it was computed of, if it is not printed so; then everything else is of the first term. */
  readonly computed?: {
    readonly operation: Operation;
    readonly terms: readonly MeasuredStatistic[];
    /** Written out: "31.43 + 33.06 + 12.21 = 76.70 %". */
    readonly said: string;
  };
}

interface Row {
  id: number;
  version: number;
  newest: number;
  kind: MeasuredStatistic["kind"];
  value: number;
  value_max: number | null;
  qualifier: MeasuredStatistic["qualifier"];
  unit: string;
  decimals: number | null;
  base: string;
  base_n: number | null;
  category: string;
  question: string;
  question_id: number;
  wording: string | null;
  response_type: string | null;
  source: string;
  source_type: MeasuredStatistic["sourceType"];
  note: string | null;
  slug: string;
  title: string;
  population: string | null;
  sponsor: string | null;
  conductor: string | null;
  wave_id: number;
  wave: string;
  field_start: string | null;
  field_end: string | null;
  mode: string | null;
  recruitment: string | null;
  sampling: Sampling | null;
  weighting: string | null;
  sample_size: number | null;
  limits: string | null;
  ranked: number | null;
  earlier: number | null;
  earlier_id: number | null;
  earlier_version: number | null;
  newer_wave: string | null;
  newer: number | null;
  retracted: string | null;
  other_bases: string[];
}

/**
 * Reads statistics with their origin, in the survey's order: some by id, each in a given version or the
 * newest; those of a question with one base and kind; all of a survey; or all. Missing ones are left out.
 */
export async function readStatistics(
  db: Database | Transaction,
  wanted:
    | { readonly of: readonly { id: number; version?: number }[] }
    | { readonly questionId: number; readonly base: string; readonly kind: Statistic["statistic"] }
    | { readonly survey: string }
    | { readonly everything: true },
): Promise<MeasuredStatistic[]> {
  // By id, so that the plan never reads more than what is wanted.
  const chosen: readonly { id: number; version?: number }[] =
    "of" in wanted ? wanted.of : await listIds(db, wanted);
  if (chosen.length === 0) return [];
  const rows = await db.$queryRaw<Row[]>`
    WITH measured AS MATERIALIZED (
      SELECT s.id, s.base, s.kind, s.source, s.retraction_reason AS retracted, s.version AS newest, coalesce(n.version, s.version) AS version, s.category_id
      FROM unnest(${chosen.map(({ id }) => id)}::int[], ${chosen.map(({ version }) => version ?? null)}::int[]) AS n (id, version)
      JOIN statistics AS s ON s.id = n.id
    )
    SELECT m.id, v.number AS version, m.newest, m.retracted, m.kind::text, v.value, v.value_max, v.qualifier, v.unit, v.decimals, m.base, v.base_n,
           c.label AS category, q.slug AS question, q.id AS question_id, coalesce(v.wording, q.wording) AS wording, q.response_type::text, m.source,
           v.source_type::text, v.note, su.slug, su.title, su.population, su.sponsor, su.conductor, w.id AS wave_id, w.name AS wave,
           to_char(w.field_start, 'YYYY-MM-DD') AS field_start, to_char(w.field_end, 'YYYY-MM-DD') AS field_end,
           w.mode, w.recruitment, w.sampling::text, w.weighting, w.sample_size, w.limits,
           CASE WHEN m.kind = 'rank' THEN (
             SELECT count(DISTINCT s2.category_id)::int FROM statistics AS s2 JOIN categories AS c2 ON c2.id = s2.category_id
             WHERE c2.question_id = q.id AND s2.kind = 'rank' AND s2.base = m.base AND s2.retracted_at IS NULL) END AS ranked,
           array(SELECT DISTINCT s2.base FROM statistics AS s2 WHERE s2.category_id = m.category_id AND s2.kind = m.kind
                 AND s2.base <> m.base AND s2.retracted_at IS NULL ORDER BY 1 LIMIT 50) AS other_bases,
           before.value AS earlier, before.id AS earlier_id, before.version AS earlier_version,
           later.name AS newer_wave, later.value AS newer
    FROM measured AS m JOIN statistic_versions AS v ON v.statistic_id = m.id AND v.number = m.version
    JOIN categories AS c ON c.id = m.category_id JOIN questions AS q ON q.id = c.question_id
    JOIN waves AS w ON w.id = q.wave_id JOIN surveys AS su ON su.id = w.survey_id
    LEFT JOIN LATERAL (
      SELECT s2.id, s2.version, v2.value FROM waves AS w2 JOIN questions AS q2 ON q2.wave_id = w2.id JOIN categories AS c2 ON c2.question_id = q2.id
      JOIN statistics AS s2 ON s2.category_id = c2.id JOIN statistic_versions AS v2 ON v2.statistic_id = s2.id AND v2.number = s2.version
      WHERE w2.survey_id = su.id AND w2.sort_key < w.sort_key AND q2.slug = q.slug AND c2.label = c.label AND s2.kind = m.kind AND s2.base = m.base AND s2.retracted_at IS NULL
      ORDER BY w2.sort_key DESC, s2.id LIMIT 1) AS before ON true
    LEFT JOIN LATERAL (
      SELECT w2.name, v2.value FROM waves AS w2 JOIN questions AS q2 ON q2.wave_id = w2.id JOIN categories AS c2 ON c2.question_id = q2.id
      JOIN statistics AS s2 ON s2.category_id = c2.id JOIN statistic_versions AS v2 ON v2.statistic_id = s2.id AND v2.number = s2.version
      WHERE w2.survey_id = su.id AND w2.sort_key > w.sort_key AND q2.slug = q.slug AND c2.label = c.label AND s2.kind = m.kind AND s2.base = m.base AND s2.retracted_at IS NULL
      ORDER BY w2.sort_key DESC, s2.id LIMIT 1) AS later ON true
    ORDER BY su.slug, w.sort_key, q.position, q.id, c.position, c.id, m.id`;
  const editions = await readEditions(db, [...new Set(rows.map(({ slug }) => slug))]);
  return rows.map((row) => toMeasured(row, editions.get(row.slug) ?? []));
}

function listIds(
  db: Database | Transaction,
  wanted:
    | { readonly questionId: number; readonly base: string; readonly kind: Statistic["statistic"] }
    | { readonly survey: string }
    | { readonly everything: true },
): Promise<{ id: number }[]> {
  if ("questionId" in wanted)
    return db.$queryRaw`
      SELECT s.id FROM categories AS c JOIN statistics AS s ON s.category_id = c.id WHERE c.question_id = ${wanted.questionId} AND s.retracted_at IS NULL
        AND s.base = ${wanted.base} AND s.kind = ${wanted.kind}::statistic_kind`;
  if ("survey" in wanted)
    return db.$queryRaw`
      SELECT s.id FROM surveys AS su JOIN waves AS w ON w.survey_id = su.id JOIN questions AS q ON q.wave_id = w.id
      JOIN categories AS c ON c.question_id = q.id JOIN statistics AS s ON s.category_id = c.id WHERE su.slug = ${wanted.survey} AND s.retracted_at IS NULL`;
  return db.$queryRaw`SELECT id FROM statistics WHERE retracted_at IS NULL`;
}

/** The waves of surveys, by the survey's slug, oldest first. */
export async function readEditions(
  db: Database | Transaction,
  slugs: readonly string[],
): Promise<Map<string, Edition[]>> {
  const waves = await db.wave.findMany({
    where: { survey: { slug: { in: [...slugs] } }, mergedInto: null },
    orderBy: { sortKey: "asc" },
    select: { name: true, fieldStart: true, fieldEnd: true, survey: { select: { slug: true } } },
  });
  const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;
  const editions = new Map<string, Edition[]>(slugs.map((slug) => [slug, []]));
  for (const { name, fieldStart, fieldEnd, survey } of waves)
    editions.get(survey.slug)?.push({ name, fieldStart: day(fieldStart), fieldEnd: day(fieldEnd) });
  return editions;
}

function toMeasured(row: Row, editions: readonly Edition[]): MeasuredStatistic {
  const {
    value_max,
    base_n,
    question_id,
    source_type,
    newer,
    newer_wave,
    ranked,
    response_type,
    other_bases,
    earlier_id,
    earlier_version,
    slug,
    title,
    population,
    sponsor,
    conductor,
    ...rest
  } = row;
  const {
    wave_id,
    wave,
    field_start,
    field_end,
    mode,
    recruitment,
    sampling,
    weighting,
    sample_size,
    limits,
    ...own
  } = rest;
  return {
    ...own,
    valueMax: value_max,
    baseN: base_n,
    questionId: question_id,
    sourceType: source_type,
    responseType: response_type,
    otherBases: other_bases,
    before:
      earlier_id === null || earlier_version === null ? null : { id: earlier_id, version: earlier_version },
    survey: { slug, title, population, sponsor, conductor, editions },
    wave: {
      id: wave_id,
      name: wave,
      fieldStart: field_start,
      fieldEnd: field_end,
      mode,
      recruitment,
      sampling,
      weighting,
      sampleSize: sample_size,
      limits,
    },
    of: ranked,
    newer: newer === null || newer_wave === null ? null : { wave: newer_wave, value: newer },
  };
}
