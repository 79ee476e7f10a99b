import { editionOf, type Quantity, rarityOf, type SaidWhen, type SaidWord, saidWords } from "@/evidence";
import type { Database } from "@/server/db";
import { type MeasuredStatistic, readEditions, readStatistics } from "@/server/work/surveys/read-statistics";

/** The statistics that a claim may be about, and how rare its words are among all questions. */
export interface FoundCandidates {
  readonly statistics: readonly MeasuredStatistic[];
  /** By stem; undefined where `statistics` are all there are. */
  readonly rarity: ReadonlyMap<string, number> | undefined;
}

// So few are all compared, also those whose words nobody said.
const FEW = 500;
/** Words that more answers and questions have than this do not tell which question is meant. */
const COMMON = 250;
// Paragraphs far away weigh so little that they choose no question; of the words of the others, the rarest tell enough.
const LEAST_WEIGHT = 1 / 64;
const MOST_SAID = 400;
const MOST_WORDS = 50;
const MOST_QUESTIONS = 8;
const WAVES_EACH = 2;
const MOST_ANSWERS = 20;
const MOST_STATISTICS = 140;
/** Numbers that are not percents, and near what was said. */
const MOST_BY_VALUE = 20;
const NEAR = 0.1;
/** As in evidence/suggest: a question's words tell less than an answer's. */
const WORDING = 0.8;

/**
 * Finds the statistics that a claim may be about, by the index of the words of their questions and answers: all of them
 * where there are few; otherwise the likeliest answers of the likeliest questions, of the wave that the claim speaks of
 * and of the newest.
 */
export async function findCandidates(
  db: Database,
  {
    nearby,
    said,
    quantity,
  }: { readonly nearby: readonly string[]; readonly said: SaidWhen; readonly quantity: Quantity },
): Promise<FoundCandidates> {
  const words = saidWords({ quote: said.quote, nearby })
    .filter(({ weight }) => weight >= LEAST_WEIGHT)
    .slice(0, MOST_SAID);
  const [[{ size } = { size: 0 }], { known, rarity }, byValue] = await Promise.all([
    db.$queryRaw<{ size: number }[]>`
      SELECT count(*)::int AS size FROM (SELECT FROM statistics LIMIT ${FEW + 1}) AS s`,
    weighWords(db, words),
    findByValue(db, quantity),
  ]);
  if (size <= FEW) return { statistics: await readStatistics(db, { everything: true }), rarity: undefined };
  const questions = await findQuestions(db, known);
  const ids = new Set([
    ...(await chooseStatistics(db, { known, said, questions })).map(({ id }) => id),
    ...byValue.map(({ id }) => id),
  ]);
  return { statistics: await readStatistics(db, { of: [...ids].map((id) => ({ id })) }), rarity };
}

/** Statistics near a number that is no percent: their question may have no word of the claim. */
async function findByValue(db: Database, { kind, value, unit }: Quantity): Promise<{ id: number }[]> {
  if (value === undefined || kind === "percent" || unit === "percent") return [];
  const [low, high] = [value * (1 - NEAR), value * (1 + NEAR)].sort((a, b) => a - b);
  return db.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM statistic_versions AS v JOIN statistics AS s ON s.id = v.statistic_id AND s.version = v.number
    WHERE v.unit <> 'percent' AND v.value BETWEEN ${low}::float8 AND ${high}::float8 AND s.retracted_at IS NULL
    ORDER BY abs(v.value - ${value}::float8), s.id LIMIT ${MOST_BY_VALUE}`;
}

/** A stem as the index has it, and how much it tells. */
interface KnownWord {
  readonly word: string;
  readonly worth: number;
}

/** Which of the words the index has, those that tell most first. */
async function weighWords(
  db: Database,
  words: readonly SaidWord[],
): Promise<{ known: KnownWord[]; rarity: Map<string, number> }> {
  const rows = await db.$queryRaw<
    { at: number; word: string; size: number; questions: number; all: number }[]
  >`
    WITH said AS MATERIALIZED (
      SELECT (s.at - 1)::int AS at, stem.word
      FROM unnest(${words.map(({ word }) => word)}::text[]) WITH ORDINALITY AS s (word, at), unnest(figure_stems(s.word)) AS stem (word)
    ), sizes AS MATERIALIZED (
      SELECT each.word, found.size, found.questions FROM (SELECT DISTINCT word FROM said) AS each CROSS JOIN LATERAL (
        SELECT count(*)::int AS size, count(DISTINCT few.question_id)::int AS questions
        FROM (SELECT f.question_id FROM figure_words AS f WHERE f.word = each.word LIMIT ${COMMON}) AS few) AS found
      WHERE found.size > 0
    )
    SELECT said.at, said.word, sizes.size, sizes.questions, (SELECT count(*)::int FROM questions) AS "all"
    FROM said JOIN sizes USING (word)`;
  const rarity = new Map<string, number>();
  const known = new Map<string, number>();
  for (const { at, word, size, questions, all } of rows) {
    const said = words[at];
    if (!said) continue;
    const rare = rarityOf(questions, all);
    rarity.set(said.stem, Math.min(rare, rarity.get(said.stem) ?? 1));
    if (size < COMMON) known.set(word, Math.max(known.get(word) ?? 0, rare * said.weight));
  }
  return {
    known: [...known]
      .map(([word, worth]) => ({ word, worth }))
      .sort((a, b) => b.worth - a.worth)
      .slice(0, MOST_WORDS),
    rarity,
  };
}

/** A question of a survey in one of its waves. */
interface AskedQuestion {
  readonly survey: string;
  readonly question: string;
  readonly wave: string;
  readonly id: number;
}

/** The questions that have most of the words, in all their waves, the likeliest first. */
function findQuestions(db: Database, known: readonly KnownWord[]): Promise<AskedQuestion[]> {
  return db.$queryRaw<AskedQuestion[]>`
    WITH told AS (
      SELECT * FROM unnest(${known.map(({ word }) => word)}::text[], ${known.map(({ worth }) => worth)}::float8[]) AS t (word, worth)
    ), hits AS MATERIALIZED (
      SELECT f.question_id, f.category_id, sum(told.worth) / sqrt(max(f."of")) AS score
      FROM told JOIN figure_words AS f USING (word) GROUP BY f.question_id, f.category_id
    ), scored AS (
      SELECT question_id, coalesce(max(score) FILTER (WHERE category_id > 0), 0)
                          + ${WORDING}::float8 * coalesce(max(score) FILTER (WHERE category_id = 0), 0) AS score
      FROM hits GROUP BY question_id
    ), likely AS MATERIALIZED (
      SELECT w.survey_id, q.slug, max(scored.score) AS score
      FROM scored JOIN questions AS q ON q.id = scored.question_id JOIN waves AS w ON w.id = q.wave_id
      GROUP BY w.survey_id, q.slug ORDER BY score DESC, w.survey_id, q.slug LIMIT ${MOST_QUESTIONS}
    )
    SELECT su.slug AS survey, q.slug AS question, w.name AS wave, q.id
    FROM likely JOIN surveys AS su ON su.id = likely.survey_id JOIN waves AS w ON w.survey_id = su.id
    JOIN questions AS q ON q.wave_id = w.id AND q.slug = likely.slug
    ORDER BY likely.score DESC, su.slug, q.slug, w.sort_key DESC`;
}

/** The likeliest statistics of each question, of the wave that is spoken of and of the newest of the others. */
async function chooseStatistics(
  db: Database,
  {
    known,
    said,
    questions,
  }: { known: readonly KnownWord[]; said: SaidWhen; questions: readonly AskedQuestion[] },
): Promise<{ id: number }[]> {
  const editions = await readEditions(db, [...new Set(questions.map(({ survey }) => survey))]);
  const spoken = new Map([...editions].map(([survey, all]) => [survey, editionOf(all, said)?.name]));
  const waves = new Map<string, AskedQuestion[]>();
  for (const asked of questions) {
    const key = `${asked.survey}/${asked.question}`;
    waves.set(key, [...(waves.get(key) ?? []), asked]);
  }
  const isSpoken = ({ survey, wave }: AskedQuestion) => spoken.get(survey) === wave;
  const chosen = [...waves.values()].flatMap((all) =>
    [...all].sort((a, b) => Number(isSpoken(b)) - Number(isSpoken(a))).slice(0, WAVES_EACH),
  );
  const ids = chosen.map(({ id }) => id);
  // Of a question with many answers and bases: the bases that were named and those of all, then the answers.
  return db.$queryRaw<{ id: number }[]>`
    WITH told AS (
      SELECT * FROM unnest(${known.map(({ word }) => word)}::text[], ${known.map(({ worth }) => worth)}::float8[]) AS t (word, worth)
    ), asked AS (
      SELECT * FROM unnest(${ids}::int[]) WITH ORDINALITY AS a (id, place)
    ), heard AS MATERIALIZED (
      SELECT f.category_id, sum(told.worth) / sqrt(max(f."of")) AS score
      FROM told JOIN figure_words AS f USING (word) WHERE f.question_id = ANY(${ids}::int[]) AND f.category_id > 0
      GROUP BY f.category_id
    ), measured AS MATERIALIZED (
      SELECT a.place, s.id, s.base, c.position, coalesce(h.score, 0) AS score
      FROM asked AS a JOIN categories AS c ON c.question_id = a.id JOIN statistics AS s ON s.category_id = c.id
      LEFT JOIN heard AS h ON h.category_id = c.id WHERE s.version > 0 AND s.retracted_at IS NULL
    ), bases AS MATERIALIZED (
      SELECT b.base, (SELECT count(*) FROM unnest(figure_stems(b.base)) AS stem (word) JOIN told USING (word)) AS named
      FROM (SELECT DISTINCT base FROM measured) AS b
    ), ranked AS (
      SELECT m.id, m.place, row_number() OVER (PARTITION BY m.place ORDER BY
        b.named > 0 OR m.base IN ('all respondents', 'respondents') DESC, m.score DESC, b.named DESC, m.position, m.id) AS nth
      FROM measured AS m JOIN bases AS b USING (base)
    )
    SELECT id FROM ranked WHERE nth <= ${MOST_ANSWERS} ORDER BY place, nth LIMIT ${MOST_STATISTICS}`;
}
