import type { Database } from "@/server/db";
import { readStatistics } from "@/server/work/surveys/read-statistics";
import type { Comparable } from "./compare-with";
import { type Suggestion, suggestionOf } from "./suggest-statistics";

/** What is looked for: words, and where. Empty texts leave it open. */
export interface WantedFigures {
  /** Words that the answer, the question, the survey or the base has, all of them. */
  readonly words: string;
  /** A survey and a question by their slugs, a wave by its name. */
  readonly survey: string;
  readonly wave: string;
  readonly question: string;
}

/** Figures that were looked for, and what can be chosen to look closer. */
export interface FoundFigures {
  /** In the order of their surveys, each with the outcome of the comparison. */
  readonly figures: readonly Suggestion[];
  /** How many match, of which `figures` are the first. */
  readonly total: number;
  readonly surveys: readonly { readonly slug: string; readonly title: string }[];
  /** Those of the chosen survey, newest first; empty where none is chosen. */
  readonly waves: readonly string[];
  readonly questions: readonly { readonly slug: string; readonly wording: string | null }[];
}

// As many as one looks through; all answers of nearly every question.
const MOST_FOUND = 60;
const MOST_WORDS = 8;
const MOST_CHOICES = 500;

/**
 * Looks for figures by words, survey, wave and question, and compares a claim with each. Without anything to look for it
 * finds none, and says what there is.
 */
export async function findFigures(
  db: Database,
  claim: Comparable,
  { words, survey, wave, question }: WantedFigures,
): Promise<FoundFigures> {
  const asked = words.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  const patterns = asked.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  const isAsked = asked.length > 0 || question !== "";
  const [surveys, waves, questions, rows] = await Promise.all([
    db.survey.findMany({
      orderBy: { title: "asc" },
      select: { slug: true, title: true },
      take: MOST_CHOICES,
    }),
    survey === ""
      ? []
      : db.wave.findMany({
          where: { survey: { slug: survey }, mergedInto: null },
          orderBy: { sortKey: "desc" },
          select: { name: true },
          take: MOST_CHOICES,
        }),
    survey === ""
      ? []
      : db.$queryRaw<{ slug: string; wording: string | null }[]>`
          SELECT DISTINCT ON (q.slug) q.slug, q.wording
          FROM surveys AS s JOIN waves AS w ON w.survey_id = s.id JOIN questions AS q ON q.wave_id = w.id
          WHERE s.slug = ${survey} AND (${wave} = '' OR w.name = ${wave})
          ORDER BY q.slug, w.sort_key DESC LIMIT ${MOST_CHOICES}`,
    isAsked
      ? db.$queryRaw<{ id: number; total: number }[]>`
          SELECT t.id, count(*) OVER ()::int AS total
          FROM surveys AS s JOIN waves AS w ON w.survey_id = s.id JOIN questions AS q ON q.wave_id = w.id
          JOIN categories AS c ON c.question_id = q.id JOIN statistics AS t ON t.category_id = c.id
          WHERE t.version > 0 AND t.retracted_at IS NULL AND (${survey} = '' OR s.slug = ${survey}) AND (${wave} = '' OR w.name = ${wave})
            AND (${question} = '' OR q.slug = ${question})
            AND concat_ws(' ', c.label, q.wording, q.slug, s.title, w.name, t.base) ILIKE ALL (${patterns}::text[])
          ORDER BY s.slug, w.sort_key DESC, q.position, q.id, c.position, c.id, t.id LIMIT ${MOST_FOUND}`
      : [],
  ]);
  const found = await readStatistics(db, { of: rows.map(({ id }) => ({ id })) });
  const place = new Map(rows.map(({ id }, at) => [id, at] as const));
  return {
    figures: found
      .toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
      .map((measured) => suggestionOf(claim, measured)),
    total: rows[0]?.total ?? 0,
    surveys,
    waves: waves.map(({ name }) => name),
    questions,
  };
}
