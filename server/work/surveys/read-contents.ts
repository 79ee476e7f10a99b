import type { Reader, Sampling } from "@/server/db";

/** What a survey asked, one page of its questions at a time. */
export interface ReadContents {
  readonly title: string;
  readonly sponsor: string | null;
  readonly licence: string | null;
  /** When it came here. */
  readonly createdAt: Date;
  /** How many statistics it has. */
  readonly statistics: number;
  /** Newest first. */
  readonly waves: readonly ContentsWave[];
  /** In the order of the newest wave that asked them. */
  readonly questions: readonly ContentsQuestion[];
  /** How many pages of questions there are; at least 1. */
  readonly pages: number;
}

export interface ContentsWave {
  readonly name: string;
  /** YYYY-MM-DD. */
  readonly fieldStart: string | null;
  readonly fieldEnd: string | null;
  readonly mode: string | null;
  readonly sampling: Sampling | null;
  readonly weighting: string | null;
  readonly sampleSize: number | null;
}

export interface ContentsQuestion {
  readonly slug: string;
  readonly wording: string | null;
  /** The waves that asked it, newest first. */
  readonly waves: readonly string[];
  readonly statistics: number;
}

const QUESTIONS_A_PAGE = 100;

/** Reads what a survey asked; null where there is no such survey, or nothing in it. */
export async function readContents(
  db: Reader,
  { slug, page }: { readonly slug: string; readonly page: number },
): Promise<ReadContents | null> {
  const survey = await db.survey.findUnique({
    where: { slug },
    include: { waves: { where: { mergedInto: null }, orderBy: { sortKey: "desc" } } },
  });
  if (!survey) return null;
  const rows = await db.$queryRaw<(ContentsQuestion & { asked: number; measured: number })[]>`
    WITH sized AS (
      SELECT q.slug, q.wording, w.name, w.sort_key, q.position, (
        SELECT count(*)::int FROM categories AS c JOIN statistics AS s ON s.category_id = c.id WHERE c.question_id = q.id AND s.retracted_at IS NULL) AS statistics
      FROM waves AS w JOIN questions AS q ON q.wave_id = w.id WHERE w.survey_id = ${survey.id}
    )
    SELECT slug, (array_agg(wording ORDER BY sort_key DESC) FILTER (WHERE wording IS NOT NULL))[1] AS wording,
           array_agg(name ORDER BY sort_key DESC) AS waves, sum(statistics)::int AS statistics,
           (count(*) OVER ())::int AS asked, (sum(sum(statistics)) OVER ())::int AS measured
    FROM sized GROUP BY slug HAVING sum(statistics) > 0
    ORDER BY max(sort_key) DESC, (array_agg(position ORDER BY sort_key DESC))[1], slug
    LIMIT ${QUESTIONS_A_PAGE} OFFSET ${(page - 1) * QUESTIONS_A_PAGE}`;
  const [first] = rows;
  if (!first) return null;
  const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;
  return {
    ...{ title: survey.title, sponsor: survey.sponsor, licence: survey.licence },
    ...{ createdAt: survey.createdAt, statistics: first.measured },
    waves: survey.waves.map(({ name, fieldStart, fieldEnd, mode, sampling, weighting, sampleSize }) => ({
      ...{ name, mode, sampling, weighting, sampleSize },
      ...{ fieldStart: day(fieldStart), fieldEnd: day(fieldEnd) },
    })),
    questions: rows.map(({ slug: name, wording, waves, statistics }) => ({
      ...{ slug: name, wording, waves, statistics },
    })),
    pages: Math.ceil(first.asked / QUESTIONS_A_PAGE),
  };
}
