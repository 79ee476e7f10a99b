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
  const why = reason.trim().slice(0, 2000);
  if (!(await mayTidy(db, by.id))) return { ok: false, reason: "not-allowed" };
  if (why === "") return { ok: false, reason: "no-reason" };
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.surveys})`;
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
 * same statistic already, that one counts and this one is taken back. Files that have the old spelling are understood.
 */
export async function mergeCategories(
  db: Database,
  { by, reason, from, into }: By & { readonly from: number; readonly into: number },
): Promise<Tidied> {
  const why = reason.trim().slice(0, 2000);
  if (!(await mayTidy(db, by.id))) return { ok: false, reason: "not-allowed" };
  if (why === "") return { ok: false, reason: "no-reason" };
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.surveys})`;
    const [one, other] = await Promise.all(
      [from, into].map((id) => tx.category.findUnique({ where: { id } })),
    );
    if (!one || !other || one.id === other.id || one.questionId !== other.questionId)
      return { ok: false, reason: "not-mergeable" };
    if (one.mergedInto !== null || other.mergedInto !== null) return { ok: false, reason: "not-mergeable" };
    const tidied = await moveStatistics(tx, { from, into, why });
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
  const why = reason.trim().slice(0, 2000);
  if (!(await mayTidy(db, by.id))) return { ok: false, reason: "not-allowed" };
  if (why === "") return { ok: false, reason: "no-reason" };
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.surveys})`;
      const [one, other] = await Promise.all([from, into].map((id) => tx.wave.findUnique({ where: { id } })));
      if (!one || !other || one.id === other.id || one.surveyId !== other.surveyId)
        return { ok: false, reason: "not-mergeable" };
      if (one.mergedInto !== null || other.mergedInto !== null) return { ok: false, reason: "not-mergeable" };
      let [statistics, claims] = [0, 0];
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
      for (const pair of same) {
        const moved = await moveStatistics(tx, { ...pair, why });
        statistics += moved.statistics;
        claims += moved.claims;
      }
      await tx.wave.updateMany({
        where: { OR: [{ id: from }, { mergedInto: from }] },
        data: { mergedInto: into },
      });
      await countChange(tx, [one.surveyId]);
      await record(tx, {
        ...{ actor: by, action: "merge waves", showId: null },
        subject: { from: one.name, into: other.name, reason: why },
      });
      return { ok: true, statistics, claims };
    },
    { timeout: 60_000 },
  );
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
  const { count } = await tx.statistic.updateMany({
    where: { id: { in: [...ids] }, retractedAt: null },
    data: { retractedAt: new Date(), retractionReason: reason },
  });
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

async function moveStatistics(
  tx: Transaction,
  { from, into, why }: { readonly from: number; readonly into: number; readonly why: string },
): Promise<{ statistics: number; claims: number }> {
  const twice = await tx.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM statistics AS s JOIN statistics AS o
      ON o.category_id = ${into} AND o.base = s.base AND o.kind = s.kind AND o.source = s.source
    WHERE s.category_id = ${from} AND s.retracted_at IS NULL`;
  const taken = await takeBack(
    tx,
    twice.map(({ id }) => id),
    why,
  );
  const moved = await tx.$executeRaw`
    UPDATE statistics AS s SET category_id = ${into} WHERE s.category_id = ${from} AND NOT EXISTS (
      SELECT FROM statistics AS o WHERE o.category_id = ${into} AND o.base = s.base AND o.kind = s.kind AND o.source = s.source)`;
  await tx.category.updateMany({
    where: { OR: [{ id: from }, { mergedInto: from }] },
    data: { mergedInto: into },
  });
  const of = await tx.category.findUniqueOrThrow({
    where: { id: into },
    select: { question: { select: { wave: { select: { surveyId: true } } } } },
  });
  await countChange(tx, [of.question.wave.surveyId]);
  return { statistics: taken.statistics + moved, claims: taken.claims };
}
