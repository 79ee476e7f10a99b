import { z } from "zod";
import { type Quantity, saidWords } from "@/evidence";
import type { Database } from "@/server/db";
import { type ReadableClaim, readClaims } from "./read-claims";
import type { Suggestion } from "./suggest-statistics";

/** As many as one compares with the words that one chose. */
const MOST = 3;
const MOST_READ = 200;
/** The share of a claim's words that must be said again; fewer are chance. */
const LEAST = 0.5;
/** What it adds that the figure is suggested here too. */
const SAME_ANSWER = 0.25;

/**
 * Published claims of the same show that may be the one that somebody drafts, said at another place: with the same
 * number, and about a figure that is suggested, or in much the same words.
 */
export async function findRepeats(
  db: Database,
  {
    documentId,
    quote,
    nearby,
    quantity,
    suggestions,
  }: {
    readonly documentId: number;
    readonly quote: string;
    readonly nearby: readonly string[];
    readonly quantity: Quantity;
    readonly suggestions: readonly Suggestion[];
  },
): Promise<ReadableClaim[]> {
  if (quantity.value === undefined) return [];
  // Only those that are likely are read whole.
  const rows = await db.$queryRaw<
    { id: number; exact: string; proposition: string | null; answers: unknown }[]
  >`
    SELECT c.id, a.exact, c.proposition, coalesce((
      SELECT jsonb_agg(jsonb_build_array(su.slug, q.slug, g.label))
      FROM evidence AS v JOIN statistics AS s ON s.id = v.statistic_id JOIN categories AS g ON g.id = s.category_id
      JOIN questions AS q ON q.id = g.question_id JOIN waves AS w ON w.id = q.wave_id JOIN surveys AS su ON su.id = w.survey_id
      WHERE v.claim_id = c.id AND v.status = 'accepted'), '[]') AS answers
    FROM claims AS c JOIN episodes AS e ON e.id = c.episode_id
    CROSS JOIN LATERAL (SELECT n.exact FROM claim_anchors AS n WHERE n.claim_id = c.id AND n.status = 'accepted' ORDER BY n.id LIMIT 1) AS a
    WHERE c.status = 'published' AND c.quantity ->> 'kind' = ${quantity.kind}
      AND (c.quantity ->> 'value')::float8 = ${quantity.value}
      AND e.show_id = (SELECT o.show_id FROM documents AS d JOIN episodes AS o ON o.id = d.episode_id WHERE d.id = ${documentId})
    ORDER BY c.id DESC LIMIT ${MOST_READ}`;
  const said = new Set(stemsOf(quote, nearby.slice(0, 1)));
  const answers = new Set(suggestions.map(({ statistic }) => answerOf(statistic)));
  const likely = rows
    .map(({ id, exact, proposition, answers: held }) => {
      const words = stemsOf(exact, proposition ? [proposition] : []);
      const again = words.filter((stem) => said.has(stem)).length / Math.max(1, words.length);
      const isSameAnswer = answersHeld.parse(held).some((each) => answers.has(JSON.stringify(each)));
      return { id, likeness: again + (isSameAnswer ? SAME_ANSWER : 0) };
    })
    .filter(({ likeness }) => likeness >= LEAST)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST);
  return readClaims(
    db,
    likely.map(({ id }) => id),
  );
}

/** The words that tell what is spoken of; that the number is the same is known. */
const stemsOf = (quote: string, nearby: readonly string[]): string[] =>
  saidWords({ quote, nearby }).flatMap(({ stem }) => (/\d/.test(stem) ? [] : [stem]));

/** Survey, question and category: the answer to a question of a survey. */
const answer = z.tuple([z.string(), z.string(), z.string()]);
const answersHeld = z.array(answer);

const answerOf = ({ survey, question, category }: Suggestion["statistic"]): string =>
  JSON.stringify([survey.slug, question, category] satisfies z.infer<typeof answer>);
