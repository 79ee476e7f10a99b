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
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT c.id FROM claims AS c JOIN episodes AS e ON e.id = c.episode_id
    WHERE c.status = 'published' AND c.quantity ->> 'kind' = ${quantity.kind}
      AND (c.quantity ->> 'value')::float8 = ${quantity.value}
      AND e.show_id = (SELECT o.show_id FROM documents AS d JOIN episodes AS o ON o.id = d.episode_id WHERE d.id = ${documentId})
    ORDER BY c.id DESC LIMIT ${MOST_READ}`;
  const claims = await readClaims(
    db,
    rows.map(({ id }) => id),
  );
  const said = new Set(stemsOf(quote, nearby.slice(0, 1)));
  const answers = new Set(suggestions.map(({ statistic }) => answerOf(statistic)));
  return claims
    .map((claim) => {
      const words = stemsOf(claim.exact, claim.proposition ? [claim.proposition] : []);
      const again = words.filter((stem) => said.has(stem)).length / Math.max(1, words.length);
      const isSameAnswer = claim.evidence.some(({ statistic }) => answers.has(answerOf(statistic)));
      return { claim, likely: again + (isSameAnswer ? SAME_ANSWER : 0) };
    })
    .filter(({ likely }) => likely >= LEAST)
    .sort((a, b) => b.likely - a.likely)
    .slice(0, MOST)
    .map(({ claim }) => claim);
}

/** The words that tell what is spoken of; that the number is the same is known. */
const stemsOf = (quote: string, nearby: readonly string[]): string[] =>
  saidWords({ quote, nearby }).flatMap(({ stem }) => (/\d/.test(stem) ? [] : [stem]));

const answerOf = ({ survey, question, category }: Suggestion["statistic"]): string =>
  JSON.stringify([survey.slug, question, category]);
