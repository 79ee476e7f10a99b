import { createReadStream } from "node:fs";
import { join } from "node:path";
import { findQuantities, type Quantity } from "../../evidence";
import type { Database } from "../../server/db";
import { parseDocument } from "../../server/text/documents/parse-document";
import { findExact, paragraphText } from "../../server/text/quotes/quote";
import { decideClaim } from "../../server/work/claims/decide-claim";
import { proposeClaim } from "../../server/work/claims/propose-claim";
import { describeSurvey } from "../../server/work/surveys/describe-survey";
import { importSurvey } from "../../server/work/surveys/import-survey";
import { corpusText, sharedRows } from "./corpus";

/** The founding episode, relative to the corpus, and the survey that it talks about. */
export const FOUNDING = "practicalai/practical-ai-147.md";
export const FOUNDING_SURVEY = "anaconda-state-of-data-science";
const CSV = "surveys/anaconda-state-of-data-science-2021.csv";

interface Label {
  readonly id: string;
  readonly quote: string;
  readonly quantity: Quantity;
}

/** A label or the words of a claim, the answer it is about, and whether only the episode itself states the figure. */
const CLAIMS: readonly (readonly [said: string, category: string, onAir?: true])[] = [
  ["pai147-003", "respondents"],
  ["140 countries", "countries"],
  ["pai147-007", "students", true],
  ["pai147-009", "practitioners", true],
  ["pai147-017", "senior", true],
  ["pai147-025", "decreased"],
  ["A quarter said the investment stayed the same", "stayed the same"],
  ["pai147-027", "increased"],
  ["pai147-029", "stayed the same or increased"],
  ["pai147-037", "Meeting IT security standards", true],
  ["24% of respondents said", "Recoding models from Python/R to another language"],
  ["pai147-041", "Managing environments and dependencies", true],
];

interface Person {
  readonly id: string;
  readonly name: string;
}

/** The text of the founding episode, to be imported. */
export const foundingText = (corpus: string): string => corpusText(corpus, FOUNDING);

/**
 * Imports the real survey and links twelve claims of the founding episode, which must exist, to its
 * statistics: proposed by one person, published by another. Returns their ids in the order of the episode.
 */
export async function linkFoundingEpisode(
  db: Database,
  where: { corpus: string; documentId: number; author: Person; decider: Person },
): Promise<number[]> {
  const imported = await importSurvey(db, createReadStream(join(where.corpus, "..", CSV)));
  if (!imported.ok) throw new Error(`The survey was not imported: ${imported.errors[0]?.message}`);
  await describeSurvey(db, FOUNDING_SURVEY, {
    title: "State of Data Science",
    sponsor: "Anaconda",
    population: "students, academics and practitioners of data science",
    waves: { "2021": { mode: "online", sampling: "nonprobability", sampleSize: 4299 } },
  });
  const labels = new Map(
    sharedRows<Label>("surveys/claims-practical-ai-147.jsonl").map((label) => [label.id, label]),
  );
  const { segments } = parseDocument({ path: FOUNDING, text: foundingText(where.corpus) });
  const live = await db.segment.findMany({ where: { documentId: where.documentId, gone: null } });
  const ids: number[] = [];
  for (const [said, category, onAir = false] of CLAIMS) {
    const label = labels.get(said);
    // The labels use the page's typography: up to its first quotation mark, a quote is the same in both.
    const exact = (label?.quote.split(/[“"]/)[0] ?? said).trim();
    const position = segments.findIndex(({ body }) => findExact(paragraphText(body), exact).length > 0);
    const [place] = findExact(paragraphText(segments[position]?.body ?? ""), exact);
    const segmentId = live.find((one) => one.position === position)?.id;
    const quantity = label?.quantity ?? findQuantities(exact)[0]?.quantity;
    const source = { startsWith: onAir ? "stated on air" : "http" };
    const statistic = await db.statistic.findFirst({
      where: { category: { label: category }, source },
      orderBy: { id: "asc" },
    });
    if (!place || segmentId === undefined || !quantity || !statistic)
      throw new Error(`Not found: ${said} and ${category}`);
    const proposed = await proposeClaim(db, {
      ...{ author: where.author, documentId: where.documentId, segmentId, exact, firstWord: place.first },
      ...{ quantity, scope: "sample", base: null, proposition: null },
      evidence: { statisticId: statistic.id, note: null },
    });
    if (!proposed.ok) throw new Error(`${said}: ${proposed.reason}`);
    const decided = await decideClaim(db, {
      ...{ claimId: proposed.claimId, decider: where.decider, decision: "publish", reason: null },
    });
    if (!decided.ok) throw new Error(`${said}: ${decided.reason}`);
    ids.push(proposed.claimId);
  }
  return ids;
}
