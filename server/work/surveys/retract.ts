import type { Database, Transaction } from "@/server/db";
import { LOCKS } from "@/server/locks";
import { isAdministrator, reviewedShows } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import type { SurveyRow } from "./columns";
import { countChange } from "./count-change";

/** Who takes something back or merges it, and why: people who hold a claim against it will read the reason. */
interface By {
  readonly by: { readonly id: string; readonly name: string };
  readonly reason: string;
}

/** A wave may have a hundred thousand statistics. */
const LONG = { timeout: 60_000 };

/** What is taken back: statistics by id, or all of a question's answer or of a wave. */
export type Retracted =
  | { readonly statisticIds: readonly number[] }
  | { readonly categoryId: number }
  | { readonly waveId: number };

/** What became of it: how many statistics were taken back or moved, and how many claims now wait for review. */
export type Tidied =
  | { readonly ok: true; readonly statistics: number; readonly claims: number }
  | {
      readonly ok: false;
      readonly reason: "not-allowed" | "no-reason" | "no-statistic" | "not-mergeable";
    };

/**
 * Takes statistics back. They are no longer listed, suggested or linked. Claims that are held against them keep the
 * figure and wait for review. Surveys belong to no show: a reviewer of any show may do this, and an administrator.
 * Importing a statistic again brings it back.
 */
export async function retract(
  db: Database,
  { by, reason, what }: By & { readonly what: Retracted },
): Promise<Tidied> {
  return tidy(db, { by, reason }, async (tx, why) => {
    const ids = await idsOf(tx, what);
    if (ids.length === 0) return { ok: false, reason: "no-statistic" };
    const tidied = await takeBack(tx, ids, why);
    await record(tx, {
      ...{ actor: by, action: "retract statistics", showId: null },
      subject: { statistics: tidied.statistics, first: ids[0] ?? null, reason: why },
    });
    return { ok: true, ...tidied };
  });
}

/** Checks right and reason, and then runs the work in a transaction that no import of a file overlaps. */
async function tidy(
  db: Database,
  { by, reason }: By,
  work: (tx: Transaction, why: string) => Promise<Tidied>,
): Promise<Tidied> {
  const why = reason.trim().slice(0, 2000);
  if (!(await mayTidy(db, by.id))) return { ok: false, reason: "not-allowed" };
  if (why === "") return { ok: false, reason: "no-reason" };
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.surveys})`;
    return work(tx, why);
  }, LONG);
}

/** Takes back the statistics of rows that a corrected file does not have, in the caller's transaction. */
export async function retractRows(
  tx: Transaction,
  rows: readonly SurveyRow[],
  reason: string,
): Promise<{ statistics: number; claims: number }> {
  const found = await tx.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM unnest(
      ${rows.map((row) => row.survey)}::text[], ${rows.map((row) => row.wave)}::text[], ${rows.map((row) => row.question)}::text[],
      ${rows.map((row) => row.category)}::text[], ${rows.map((row) => row.base)}::text[], ${rows.map((row) => row.statistic)}::text[],
      ${rows.map((row) => row.source)}::text[]) AS n (survey, wave, question, category, base, kind, source)
    JOIN surveys AS su ON su.slug = n.survey JOIN waves AS w ON w.survey_id = su.id AND w.name = n.wave
    JOIN questions AS q ON q.wave_id = w.id AND q.slug = n.question
    JOIN categories AS c ON c.question_id = q.id AND c.label = n.category
    JOIN statistics AS s ON s.category_id = c.id AND s.base = n.base AND s.kind = n.kind::statistic_kind AND s.source = n.source
    WHERE s.retracted_at IS NULL`;
  return takeBack(
    tx,
    found.map(({ id }) => id),
    reason,
  );
}

/**
 * Merges an answer into another spelling of it, of the same question. Its statistics move there; where the other has the
 * same statistic already, that one counts and this one is taken back; where that one was taken back before, it gets this
 * one's value. Files that have the old spelling are understood.
 */
export async function mergeCategories(
  db: Database,
  { by, reason, from, into }: By & { readonly from: number; readonly into: number },
): Promise<Tidied> {
  return tidy(db, { by, reason }, async (tx, why) => {
    const [one, other] = await Promise.all(
      [from, into].map((id) => tx.category.findUnique({ where: { id } })),
    );
    if (!one || !other || one.id === other.id || one.questionId !== other.questionId)
      return { ok: false, reason: "not-mergeable" };
    if (one.mergedInto !== null || other.mergedInto !== null) return { ok: false, reason: "not-mergeable" };
    const tidied = await moveStatistics(tx, { pairs: [{ from, into }], why });
    const { wave } = await tx.question.findUniqueOrThrow({
      where: { id: one.questionId },
      select: { wave: { select: { surveyId: true } } },
    });
    await countChange(tx, [wave.surveyId]);
    await record(tx, {
      ...{ actor: by, action: "merge answers", showId: null },
      subject: { from: one.label, into: other.label, reason: why },
    });
    return { ok: true, ...tidied };
  });
}

/** Merges a wave into another name of it, question by question and answer by answer. */
export async function mergeWaves(
  db: Database,
  { by, reason, from, into }: By & { readonly from: number; readonly into: number },
): Promise<Tidied> {
  return tidy(db, { by, reason }, async (tx, why) => {
    const [one, other] = await Promise.all([from, into].map((id) => tx.wave.findUnique({ where: { id } })));
    if (!one || !other || one.id === other.id || one.surveyId !== other.surveyId)
      return { ok: false, reason: "not-mergeable" };
    if (one.mergedInto !== null || other.mergedInto !== null) return { ok: false, reason: "not-mergeable" };
    // Questions that only the one has move whole.
    await tx.$executeRaw`
        UPDATE questions AS q SET wave_id = ${into} WHERE q.wave_id = ${from}
          AND NOT EXISTS (SELECT FROM questions AS o WHERE o.wave_id = ${into} AND o.slug = q.slug)`;
    // So do answers that only its question has.
    await tx.$executeRaw`
        UPDATE categories AS c SET question_id = o.id FROM questions AS q JOIN questions AS o ON o.slug = q.slug AND o.wave_id = ${into}
        WHERE c.question_id = q.id AND q.wave_id = ${from}
          AND NOT EXISTS (SELECT FROM categories AS d WHERE d.question_id = o.id AND d.label = c.label)`;
    const same = await tx.$queryRaw<{ from: number; into: number }[]>`
        SELECT c.id AS from, coalesce(d.merged_into, d.id) AS into
        FROM categories AS c JOIN questions AS q ON q.id = c.question_id AND q.wave_id = ${from}
        JOIN questions AS o ON o.slug = q.slug AND o.wave_id = ${into} JOIN categories AS d ON d.question_id = o.id AND d.label = c.label`;
    const tidied = await moveStatistics(tx, { pairs: same, why });
    await tx.wave.updateMany({
      where: { OR: [{ id: from }, { mergedInto: from }] },
      data: { mergedInto: into },
    });
    await countChange(tx, [one.surveyId]);
    await record(tx, {
      ...{ actor: by, action: "merge waves", showId: null },
      subject: { from: one.name, into: other.name, reason: why },
    });
    return { ok: true, ...tidied };
  });
}

/** Surveys belong to no show: whoever reviews any show may tidy them, and an administrator. */
export const mayTidy = async (db: Database, personId: string): Promise<boolean> =>
  (await isAdministrator(db, personId)) || (await reviewedShows(db, personId)).length > 0;

async function idsOf(tx: Transaction, what: Retracted): Promise<number[]> {
  const where =
    "statisticIds" in what
      ? { id: { in: [...what.statisticIds] } }
      : "categoryId" in what
        ? { categoryId: what.categoryId }
        : { category: { question: { waveId: what.waveId } } };
  const rows = await tx.statistic.findMany({ where: { ...where, retractedAt: null }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** Marks statistics as taken back, and counts the published claims that are held against them. */
async function takeBack(
  tx: Transaction,
  ids: readonly number[],
  reason: string,
): Promise<{ statistics: number; claims: number }> {
  if (ids.length === 0) return { statistics: 0, claims: 0 };
  // Waits for whoever links or decides about one of them.
  await tx.$queryRaw`SELECT id FROM statistics WHERE id = ANY(${[...ids]}::int[]) ORDER BY id FOR UPDATE`;
  // A wave may have more statistics than a query has parameters.
  const count = await tx.$executeRaw`
    UPDATE statistics SET retracted_at = ${new Date()}, retraction_reason = ${reason}
    WHERE id = ANY(${[...ids]}::int[]) AND retracted_at IS NULL`;
  const [held] = await tx.$queryRaw<{ claims: number; surveys: number[] }[]>`
    WITH linked AS (
      SELECT v.claim_id, v.statistic_id FROM evidence AS v WHERE v.status = 'accepted'
      UNION SELECT v.claim_id, t.statistic_id FROM evidence_terms AS t JOIN evidence AS v ON v.id = t.evidence_id WHERE v.status = 'accepted'
    )
    SELECT (SELECT count(DISTINCT l.claim_id)::int FROM linked AS l JOIN claims AS c ON c.id = l.claim_id
            WHERE c.status = 'published' AND l.statistic_id = ANY(${[...ids]}::int[])) AS claims,
           array(SELECT DISTINCT w.survey_id FROM statistics AS s JOIN categories AS g ON g.id = s.category_id
                 JOIN questions AS q ON q.id = g.question_id JOIN waves AS w ON w.id = q.wave_id WHERE s.id = ANY(${[...ids]}::int[])) AS surveys`;
  await countChange(tx, held?.surveys ?? []);
  return { statistics: count, claims: held?.claims ?? 0 };
}

/** An answer whose statistics move to another. */
interface Pair {
  readonly from: number;
  readonly into: number;
}

/**
 * Moves the statistics of answers to others, all pairs at once. Of statistics that so come to be the same, the one that
 * was there counts, and the first of those that come; the others are taken back.
 */
async function moveStatistics(
  tx: Transaction,
  { pairs, why }: { readonly pairs: readonly Pair[]; readonly why: string },
): Promise<{ statistics: number; claims: number }> {
  const [from, into] = [pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)];
  const coming = await tx.$queryRaw<
    { id: number; into: number; there: number | null; gone: boolean | null; nth: number }[]
  >`
    SELECT s.id, p.into, o.id AS there, o.retracted_at IS NOT NULL AS gone, (row_number() OVER (
             PARTITION BY p.into, s.base, s.kind, s.source ORDER BY s.retracted_at IS NOT NULL, s.id))::int AS nth
    FROM unnest(${from}::int[], ${into}::int[]) AS p ("from", "into") JOIN statistics AS s ON s.category_id = p."from"
    LEFT JOIN statistics AS o ON o.category_id = p."into" AND o.base = s.base AND o.kind = s.kind AND o.source = s.source`;
  const first = coming.filter(({ nth }) => nth === 1);
  // A figure that was taken back is none that counts: it gets the value of the one that comes, and counts again.
  const revived = first.filter(({ there, gone }) => there !== null && gone);
  await reviveAs(tx, revived);
  const twice = coming.filter(({ there, nth }) => there !== null || nth > 1);
  const taken = await takeBack(
    tx,
    twice.map(({ id }) => id),
    why,
  );
  const moving = first.filter(({ there }) => there === null);
  await tx.$executeRaw`
    UPDATE statistics AS s SET category_id = n.category_id
    FROM unnest(${moving.map(({ id }) => id)}::int[], ${moving.map((one) => one.into)}::int[]) AS n (id, category_id)
    WHERE s.id = n.id`;
  await tx.$executeRaw`
    UPDATE categories AS c SET merged_into = p."into" FROM unnest(${from}::int[], ${into}::int[]) AS p ("from", "into")
    WHERE c.id = p."from" OR c.merged_into = p."from"`;
  return { statistics: taken.statistics + moving.length, claims: taken.claims };
}

/** Lets statistics that were taken back count again, each with the value of a live one. */
async function reviveAs(
  tx: Transaction,
  pairs: readonly { readonly id: number; readonly there: number | null }[],
): Promise<void> {
  if (pairs.length === 0) return;
  await tx.$executeRaw`
    WITH fresh AS (
      SELECT o.id, o.version + 1 AS number, v.base_n, v.qualifier, v.value, v.value_max, v.unit, v.decimals, v.source_type, v.note, v.wording
      FROM unnest(${pairs.map(({ there }) => there)}::int[], ${pairs.map(({ id }) => id)}::int[]) AS p (there, id)
      JOIN statistics AS o ON o.id = p.there JOIN statistics AS s ON s.id = p.id AND s.retracted_at IS NULL
      JOIN statistic_versions AS v ON v.statistic_id = s.id AND v.number = s.version
    ), versions AS (
      INSERT INTO statistic_versions (statistic_id, number, base_n, qualifier, value, value_max, unit, decimals, source_type, note, wording)
      SELECT id, number, base_n, qualifier, value, value_max, unit, decimals, source_type, note, wording FROM fresh
    )
    UPDATE statistics AS s SET version = fresh.number, retracted_at = NULL, retraction_reason = NULL FROM fresh WHERE s.id = fresh.id`;
}
