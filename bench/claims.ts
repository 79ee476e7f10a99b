import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { createSay } from "../scripts/bootstrap/report.mjs";
import { type Database, openDatabase } from "../server/db";
import { findEpisode } from "../server/text/episodes/find-episode";
import { findExact, paragraphText } from "../server/text/quotes/quote";
import { draftClaim } from "../server/work/claims/draft-claim";
import { importSurvey } from "../server/work/surveys/import-survey";
import { makeDocument, makeShow } from "../tests/server/contributions/stage";
import { csvOf } from "../tests/server/surveys/csv";
import { collectionTexts, corpusOrExit, sharedRows, sharedText } from "../tests/support/corpus";
import { startSite } from "../tests/support/site";
import { parse } from "../transcript";
import { median, percentile } from "./reader/statistics";
import { reportFigure } from "./report-figure";

// What claims cost beside 100,000 statistics: a draft from the labelled claims of real episodes, whose questions must
// still come first, and the pages of a survey of 15,000 rows. The generated surveys are made of all words that are said
// in these episodes, each as often as any other, so every claim shares words with very many of them.

const SURVEYS = [15_000, 17_000, 17_000, 17_000, 17_000, 17_000];
const WAVES = 5;
const ANSWERS = 20;
const ROUNDS = 5;
const DRAFT = 50;
const PAGE = 200_000;
const REAL = ["stack-overflow-2024-2025.csv", "anaconda-state-of-data-science-2021.csv"];

interface Label {
  readonly id: string;
  readonly quote: string;
  readonly file: string;
  readonly line: number;
  readonly survey: string | null;
  readonly wave: string | null;
  readonly question: string | null;
}

corpusOrExit();
const labels = sharedRows<Label>("surveys/claims-corpus.jsonl");
const texts = collectionTexts([...new Set(labels.map(({ file }) => file))]);
const said = [
  ...new Set(
    [...texts.values()]
      .join(" ")
      .toLowerCase()
      .match(/\p{L}{3,}/gu) ?? [],
  ),
];
const slugOf = (file: string) => file.replace(/^.*\/|\.md$/g, "").toLowerCase();

await ensureBuilt({ say: createSay() });
const site = await startSite({
  fill: async (db) => {
    for (const file of REAL) await store(db, sharedText(`surveys/${file}`));
    for (const [nth, rows] of SURVEYS.entries()) await store(db, generated(nth, rows));
    const { id: showId } = await makeShow(db, { slug: "labelled" });
    for (const [file, text] of texts)
      await makeDocument(db, {
        ...{ showId, text, slug: slugOf(file), path: `labelled/${slugOf(file)}.md`, duration: 3600 },
      });
    await db.$executeRaw`UPDATE episodes SET published_at = '2025-09-01' WHERE show_id = ${showId}`;
    await db.$executeRaw`ANALYZE`;
  },
});
const db = openDatabase(site.databaseUrl);
try {
  await drafts();
  await pages();
} finally {
  await db.$disconnect();
  await site.stop();
}
process.exit();

async function store(to: Database, csv: string): Promise<void> {
  const imported = await importSurvey(to, [new TextEncoder().encode(csv)]);
  if (!imported.ok) throw new Error(JSON.stringify(imported.errors[0]));
}

/** A survey of so many rows in five waves; the same for the same number. */
function generated(nth: number, rows: number): string {
  let seed = nth + 1;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const words = (count: number) => Array.from({ length: count }, () => said[random(said.length)]).join(" ");
  const questions = Math.ceil(rows / WAVES / ANSWERS);
  const asked = Array.from({ length: questions }, (_, q) => ({
    question: `question-${q}`,
    wording: `${words(9)}?`,
    answers: Array.from({ length: ANSWERS }, (_, a) => `${words(1 + random(4))} ${a}`),
  }));
  return csvOf(
    ...Array.from({ length: WAVES }, (_, w) => w).flatMap((w) =>
      asked.flatMap(({ question, wording, answers }) =>
        answers.map((category) => ({
          ...{ survey: `generated-${nth}`, wave: String(2021 + w), question, wording, category },
          ...{ field_start: `${2021 + w}-02-01`, field_end: `${2021 + w}-02-28`, base_n: "1000" },
          ...{ value: String(random(10_000) / 100), decimals: "2", response_type: "multiple" },
        })),
      ),
    ),
  );
}

async function drafts(): Promise<void> {
  const total = await db.statistic.count();
  const took: number[] = [];
  let linkable = 0;
  let first = 0;
  let three = 0;
  let missing = 0;
  for (const { id, file, line, quote, survey, question } of labels) {
    const episode = await findEpisode(db, { show: "labelled", slug: slugOf(file) });
    const place = placeOf(texts.get(file) ?? "", line, quote);
    if (!episode?.transcript || !place) {
      missing += 1;
      continue;
    }
    const where = { ...episode, transcript: episode.transcript };
    const segment = await db.segment.findFirstOrThrow({
      where: { documentId: episode.transcript.id, gone: null, position: place.position },
    });
    const wanted = { segmentId: segment.id, exact: place.exact, firstWord: place.firstWord };
    let drafted = await draftClaim(db, where, wanted);
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      drafted = await draftClaim(db, where, wanted);
      took.push(performance.now() - began);
    }
    if (!drafted.ok) throw new Error(`${id}: ${drafted.reason}`);
    const isThere = await db.question.count({
      where: { slug: question ?? "", wave: { survey: { slug: survey ?? "" } } },
    });
    if (isThere === 0) continue;
    linkable += 1;
    const offered = [
      ...new Set(
        drafted.suggestions.map(({ statistic }) => `${statistic.survey.slug}/${statistic.question}`),
      ),
    ];
    const at = offered.indexOf(`${survey}/${question}`);
    first += at === 0 ? 1 : 0;
    three += at >= 0 && at < 3 ? 1 : 0;
    if (at !== 0) console.log(`  ${id}: ${survey}/${question} at ${at} of ${offered.slice(0, 3).join(", ")}`);
  }
  console.log(
    `${labels.length} labelled claims, ${missing} not in a paragraph, ${linkable} with a question here`,
  );
  const slow = percentile(took, 0.95);
  reportFigure({
    what: `a draft of a claim beside ${total.toLocaleString("en")} statistics`,
    figure: `${slow.toFixed(1)} ms p95, ${median(took).toFixed(1)} ms median`,
    bar: `p95 ${DRAFT} ms`,
    against: `${took.length} drafts of labelled claims`,
    reached: slow <= DRAFT,
  });
  // The bars for these are held by tests/evidence/labelled-claims.test.ts, without surveys of words that are there by
  // chance.
  console.log(
    `Of ${linkable} labelled claims whose question is here, it comes first for ${first}, among three for ${three}.`,
  );
}

/** The paragraph that a label's line is, and the words of its quote. */
function placeOf(text: string, line: number, quote: string) {
  const segments = parse(text).segments;
  const wanted = text.split("\n")[line - 1] ?? "";
  const position = segments.findIndex(({ body }) => body.trim() !== "" && wanted.includes(body.trim()));
  const body = segments[position]?.body;
  if (body === undefined) return null;
  const shown = paragraphText(body);
  const exact = [quote, quote.replace(/'/g, "’").replace(/"([^"]*)"/g, "“$1”")].find(
    (each) => findExact(shown, each).length > 0,
  );
  if (exact === undefined) return null;
  return { position, exact, firstWord: findExact(shown, exact)[0]?.first ?? 0 };
}

async function pages(): Promise<void> {
  const sizes: [string, number][] = [];
  for (const address of ["/surveys/generated-0", "/surveys/generated-0/questions/question-0"]) {
    const response = await fetch(`${site.url}${address}`);
    if (response.status !== 200) throw new Error(`${address}: ${response.status}`);
    sizes.push([address, (await response.arrayBuffer()).byteLength]);
  }
  const largest = Math.max(...sizes.map(([, size]) => size));
  reportFigure({
    what: "the largest page of a survey of 15,000 rows, unpacked",
    figure: sizes.map(([address, size]) => `${address}: ${(size / 1000).toFixed(0)} KB`).join(", "),
    bar: `under ${PAGE / 1000} KB`,
    against: "its contents and the page of a question",
    reached: largest < PAGE,
  });
}
