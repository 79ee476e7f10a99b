import { naturalKey } from "@/lib/natural-key";
import type { Database, Transaction } from "@/server/db";
import { LOCKS } from "@/server/locks";
import { keyOf } from "./check-rows";
import type { Remark, SurveyRow, WarningCode } from "./columns";
import { countChange } from "./count-change";
import type { FileHabits } from "./file-habits";
import { findMissing } from "./find-missing";
import { type ReadSurvey, readSurveyCsv } from "./read-survey-csv";
import { renameMerged } from "./rename-merged";
import { retractRows } from "./retract";

/** The result of an import, or why nothing was imported. */
export type ImportedSurvey =
  | {
      readonly ok: true;
      /** The surveys' slugs. */
      readonly surveys: readonly string[];
      readonly rows: number;
      readonly added: number;
      /** Existing statistics with a new value; claims linked to them keep the earlier version. */
      readonly changed: number;
      /** Statistics that were taken back, since the file does not have them. */
      readonly retracted: number;
      readonly warnings: readonly Remark<WarningCode>[];
    }
  | ({ readonly ok: false } & Pick<ReadSurvey, "errors" | "warnings" | "errorCount">);

/** How a file is imported. */
export interface ImportOptions {
  /** What the file leaves open. */
  readonly answers?: FileHabits;
  /** Whether the file is the whole of its waves: statistics that it does not have are taken back. */
  readonly replaces?: boolean;
}

/**
 * Imports a survey's file, all of it or, if it has an error, nothing. A statistic with a known key
 * (survey, wave, question, category, base, statistic, source) gets a new version if it changed, and claims
 * stay linked to it. Statistics that the file does not have stay, unless it replaces its waves.
 */
export async function importSurvey(
  db: Database,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { answers = {}, replaces = false }: ImportOptions = {},
): Promise<ImportedSurvey> {
  const { rows, errors, warnings, errorCount } = await readSurveyCsv(source, answers);
  if (errors.length > 0) return { ok: false, errors, warnings, errorCount };
  const stored = await db.$transaction((tx) => storeSurvey(tx, rows, { replaces }), { timeout: 60_000 });
  return {
    ok: true,
    surveys: [...new Set(rows.map(({ survey }) => survey))],
    rows: rows.length,
    ...stored,
    warnings,
  };
}

/** Why a statistic was taken back that a corrected file does not have. */
const NOT_IN_FILE = "The corrected file does not have it.";

/** Stores checked rows in the caller's transaction. */
export async function storeSurvey(
  tx: Transaction,
  read: readonly SurveyRow[],
  { replaces }: { readonly replaces: boolean },
): Promise<{ added: number; changed: number; retracted: number }> {
  // One at a time: two imports of the same survey would both insert its rows.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.surveys})`;
  const rows = await renameMerged(tx, read);
  const missing = replaces ? await findMissing(tx, rows) : [];
  const surveys = await storeSurveys(tx, rows);
  const waves = await storeWaves(tx, rows, surveys);
  const questions = await storeQuestions(tx, rows, waves);
  const categories = await storeCategories(tx, rows, questions);
  const stored = await storeStatistics(tx, rows, categories);
  const { statistics } = await retractRows(tx, missing, NOT_IN_FILE);
  await countChange(tx, [...surveys.values()]);
  return { ...stored, retracted: statistics };
}

type Ids = ReadonlyMap<string, number>;

const surveyKey = (row: SurveyRow) => row.survey;
const waveKey = (row: SurveyRow) => JSON.stringify([row.survey, row.wave]);
const questionKey = (row: SurveyRow) => JSON.stringify([row.survey, row.wave, row.question]);
const categoryKey = (row: SurveyRow) => JSON.stringify([row.survey, row.wave, row.question, row.category]);

/** The first row of each key. */
function firsts(rows: readonly SurveyRow[], key: (row: SurveyRow) => string): SurveyRow[] {
  const found = new Map<string, SurveyRow>();
  for (const row of rows) if (!found.has(key(row))) found.set(key(row), row);
  return [...found.values()];
}

/** Maps keys to ids; rows are returned in the order in which they were inserted. */
const byKey = (
  rows: readonly SurveyRow[],
  key: (row: SurveyRow) => string,
  ids: { place: number; id: number }[],
): Ids => new Map(ids.map(({ place, id }) => [key(rows[place - 1] as SurveyRow), id]));

async function storeSurveys(tx: Transaction, all: readonly SurveyRow[]): Promise<Ids> {
  const rows = firsts(all, surveyKey);
  const slugs = rows.map(({ survey }) => survey);
  await tx.$executeRaw`
    INSERT INTO surveys (slug, title) SELECT slug, title
    FROM unnest(${slugs}::text[], ${slugs.map(titleOf)}::text[]) AS n (slug, title) ON CONFLICT DO NOTHING`;
  const ids = await tx.$queryRaw<{ place: number; id: number }[]>`
    SELECT n.place::int, s.id FROM unnest(${slugs}::text[]) WITH ORDINALITY AS n (slug, place) JOIN surveys AS s USING (slug)`;
  return byKey(rows, surveyKey, ids);
}

/** The format has no title: until someone sets one, it is made from the slug. */
function titleOf(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

async function storeWaves(tx: Transaction, all: readonly SurveyRow[], surveys: Ids): Promise<Ids> {
  const rows = firsts(all, waveKey);
  const surveyIds = rows.map((row) => surveys.get(surveyKey(row)));
  const names = rows.map(({ wave }) => wave);
  await tx.$executeRaw`
    INSERT INTO waves (survey_id, name, sort_key, field_start, field_end)
    SELECT * FROM unnest(${surveyIds}::int[], ${names}::text[], ${names.map(naturalKey)}::text[],
                         ${rows.map((r) => r.fieldStart)}::date[], ${rows.map((r) => r.fieldEnd)}::date[])
    ON CONFLICT (survey_id, name) DO UPDATE
    SET field_start = coalesce(excluded.field_start, waves.field_start),
        field_end = coalesce(excluded.field_end, waves.field_end)`;
  const ids = await tx.$queryRaw<{ place: number; id: number }[]>`
    SELECT n.place::int, w.id FROM unnest(${surveyIds}::int[], ${names}::text[]) WITH ORDINALITY AS n (survey_id, name, place)
    JOIN waves AS w USING (survey_id, name)`;
  return byKey(rows, waveKey, ids);
}

async function storeQuestions(tx: Transaction, all: readonly SurveyRow[], waves: Ids): Promise<Ids> {
  const rows = firsts(all, questionKey);
  const waveIds = rows.map((row) => waves.get(waveKey(row)));
  const slugs = rows.map(({ question }) => question);
  await tx.$executeRaw`
    INSERT INTO questions (wave_id, slug, wording, response_type, position)
    SELECT wave_id, slug, wording, response_type::response_type, place - 1
    FROM unnest(${waveIds}::int[], ${slugs}::text[], ${rows.map((r) => r.wording)}::text[],
                ${rows.map((r) => r.responseType)}::text[])
      WITH ORDINALITY AS n (wave_id, slug, wording, response_type, place)
    ON CONFLICT (wave_id, slug) DO UPDATE
    SET wording = coalesce(excluded.wording, questions.wording),
        response_type = coalesce(excluded.response_type, questions.response_type)`;
  const ids = await tx.$queryRaw<{ place: number; id: number }[]>`
    SELECT n.place::int, q.id FROM unnest(${waveIds}::int[], ${slugs}::text[]) WITH ORDINALITY AS n (wave_id, slug, place)
    JOIN questions AS q USING (wave_id, slug)`;
  return byKey(rows, questionKey, ids);
}

async function storeCategories(tx: Transaction, all: readonly SurveyRow[], questions: Ids): Promise<Ids> {
  const rows = firsts(all, categoryKey);
  const questionIds = rows.map((row) => questions.get(questionKey(row)));
  const labels = rows.map(({ category }) => category);
  await tx.$executeRaw`
    INSERT INTO categories (question_id, label, position)
    SELECT question_id, label, place - 1
    FROM unnest(${questionIds}::int[], ${labels}::text[]) WITH ORDINALITY AS n (question_id, label, place)
    ON CONFLICT DO NOTHING`;
  const ids = await tx.$queryRaw<{ place: number; id: number }[]>`
    SELECT n.place::int, c.id FROM unnest(${questionIds}::int[], ${labels}::text[]) WITH ORDINALITY AS n (question_id, label, place)
    JOIN categories AS c USING (question_id, label)`;
  return byKey(rows, categoryKey, ids);
}

async function storeStatistics(
  tx: Transaction,
  rows: readonly SurveyRow[],
  categories: Ids,
): Promise<{ added: number; changed: number }> {
  const categoryIds = rows.map((row) => categories.get(categoryKey(row)));
  const bases = rows.map(({ base }) => base);
  const kinds = rows.map(({ statistic }) => statistic);
  const sources = rows.map(({ source }) => source);
  await tx.$executeRaw`
    INSERT INTO statistics (category_id, base, kind, source)
    SELECT category_id, base, kind::statistic_kind, source
    FROM unnest(${categoryIds}::int[], ${bases}::text[], ${kinds}::text[], ${sources}::text[])
      AS n (category_id, base, kind, source)
    ON CONFLICT DO NOTHING`;
  const ids = await tx.$queryRaw<{ place: number; id: number }[]>`
    SELECT n.place::int, s.id
    FROM unnest(${categoryIds}::int[], ${bases}::text[], ${kinds}::text[], ${sources}::text[])
      WITH ORDINALITY AS n (category_id, base, kind, source, place)
    JOIN statistics AS s ON s.category_id = n.category_id AND s.base = n.base AND s.source = n.source
      AND s.kind = n.kind::statistic_kind`;
  const byRow = byKey(rows, keyOf, ids);
  // What was taken back counts again once a file has it.
  await tx.statistic.updateMany({
    where: { id: { in: ids.map(({ id }) => id) }, retractedAt: { not: null } },
    data: { retractedAt: null, retractionReason: null },
  });
  // Unchanged statistics are not written again, so importing a file twice changes nothing.
  const [written] = await tx.$queryRaw<{ added: number; changed: number }[]>`
    WITH n AS (
      SELECT * FROM unnest(
        ${rows.map((r) => byRow.get(keyOf(r)))}::int[], ${rows.map((r) => r.baseN)}::int[],
        ${rows.map((r) => r.qualifier)}::text[], ${rows.map((r) => r.value)}::float8[],
        ${rows.map((r) => r.valueMax)}::float8[], ${rows.map((r) => r.unit)}::text[],
        ${rows.map((r) => r.decimals)}::int[], ${rows.map((r) => r.sourceType)}::text[],
        ${rows.map((r) => r.note)}::text[])
        AS n (id, base_n, qualifier, value, value_max, unit, decimals, source_type, note)
    ), fresh AS (
      SELECT n.*, s.version, q.wording FROM n
      JOIN statistics AS s USING (id) JOIN categories AS c ON c.id = s.category_id JOIN questions AS q ON q.id = c.question_id
      LEFT JOIN statistic_versions AS v ON v.statistic_id = s.id AND v.number = s.version
      WHERE v.number IS NULL OR
        (v.base_n, v.qualifier, v.value, v.value_max, v.unit, v.decimals, v.source_type::text, v.note, v.wording)
        IS DISTINCT FROM
        (n.base_n, n.qualifier, n.value, n.value_max, n.unit, n.decimals, n.source_type, n.note, q.wording)
    ), versions AS (
      INSERT INTO statistic_versions (statistic_id, number, base_n, qualifier, value, value_max, unit, decimals,
                                      source_type, note, wording)
      SELECT id, version + 1, base_n, qualifier, value, value_max, unit, decimals, source_type::source_type, note, wording
      FROM fresh
    ), heads AS (
      UPDATE statistics AS s SET version = fresh.version + 1 FROM fresh WHERE s.id = fresh.id
    )
    SELECT count(*) FILTER (WHERE version = 0)::int AS added, count(*) FILTER (WHERE version > 0)::int AS changed FROM fresh`;
  return written ?? { added: 0, changed: 0 };
}
