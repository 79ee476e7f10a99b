import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import { findQuantities, type Quantity } from "../evidence";
import { CLAIM_NOTE } from "../lib/page-contract";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { createSay } from "../scripts/bootstrap/report.mjs";
import type { Database } from "../server/db";
import { parseDocument } from "../server/text/documents/parse-document";
import { paragraphText, quoteWords } from "../server/text/quotes/quote";
import { decideClaim } from "../server/work/claims/decide-claim";
import { proposeClaim } from "../server/work/claims/propose-claim";
import { importSurvey } from "../server/work/surveys/import-survey";
import { grant, makeDocument, makeShow, person } from "../tests/server/contributions/stage";
import { csvOf } from "../tests/server/surveys/csv";
import { corpusOrExit } from "../tests/support/corpus";
import { FOUNDING, foundingText } from "../tests/support/founding-episode";
import { startSite } from "../tests/support/site";
import { median } from "./reader/statistics";
import { reportFigure } from "./report-figure";

// What sixty claims cost the page of the founding episode. One site holds the same text twice: once with
// sixty published claims, each compared with a statistic, and once with none. Both are requested in turns
// over one connection, as kept pages and as pages made anew.

const CLAIMS = 60;
const ROUNDS = 150;
const SLOWER = 1.15;
const HEAVIER = 10_000;

const text = foundingText(corpusOrExit());
await ensureBuilt({ say: createSay() });
const site = await startSite({
  fill: async (db) => {
    await episodeOf(db, "plain");
    await claim(db, await episodeOf(db, "claimed"));
  },
});
try {
  await bench();
} finally {
  await site.stop();
}
process.exit();

async function episodeOf(db: Database, slug: string): Promise<number> {
  const { id: showId } = await makeShow(db, { slug });
  return makeDocument(db, { showId, text, path: FOUNDING.replace("practicalai", slug), duration: 3330 });
}

/** Makes sixty claims of five words, spread over the whole text so that every part of the page has some. */
async function claim(db: Database, documentId: number): Promise<void> {
  const [author, decider] = [await person(db, "author"), await person(db, "decider")];
  const { showId } = await db.episode.findFirstOrThrow({
    where: { documents: { some: { id: documentId } } },
  });
  await grant(db, decider, showId, "maintainer");
  const imported = await importSurvey(db, [new TextEncoder().encode(csvOf())]);
  if (!imported.ok) throw new Error("The survey was not imported");
  const { id: statisticId } = await db.statistic.findFirstOrThrow({
    where: { category: { question: { wave: { survey: { slug: "s-1" } } } } },
  });
  const { segments } = parseDocument({ path: FOUNDING, text });
  const live = await db.segment.findMany({ where: { documentId, gone: null } });
  const quantity: Quantity = {
    kind: "percent",
    value: 33.33,
    unit: "percent",
    comparator: "about",
    form: "fraction",
  };
  const places = segments.flatMap(({ body }, position) => {
    const quote = quoteWords(paragraphText(body), 3, 7);
    const segmentId = live.find((one) => one.position === position)?.id;
    return quote && segmentId !== undefined ? [{ ...quote, segmentId }] : [];
  });
  const step = places.length / CLAIMS;
  if (step < 1) throw new Error(`The text has only ${places.length} places`);
  for (let nth = 0; nth < CLAIMS; nth += 1) {
    const { exact, firstWord, segmentId } = places[Math.floor(nth * step)] as (typeof places)[number];
    const proposed = await proposeClaim(db, {
      ...{ author, documentId, segmentId, exact, firstWord, scope: "sample", base: null, proposition: null },
      quantity: findQuantities(exact)[0]?.quantity ?? quantity,
      evidence: { statisticId, note: null },
    });
    if (!proposed.ok) {
      // The quote covers a gap or is in a marker: take the next place instead.
      places.splice(Math.floor(nth * step), 1);
      nth -= 1;
      continue;
    }
    const decision = { claimId: proposed.claimId, decider, decision: "publish" as const, reason: null };
    if (!(await decideClaim(db, decision)).ok) throw new Error("A claim was not published");
  }
}

type Page = "plain" | "claimed";

async function bench(): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (page: Page, query = "") => {
    const began = performance.now();
    const request = get(`${site.url}/${page}/1${query}`, { agent, headers: { "Accept-Encoding": "gzip" } });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    const body = Buffer.concat(await response.toArray());
    if (response.statusCode !== 200) throw new Error(`${page}: ${response.statusCode}`);
    return { body, took: performance.now() - began };
  };
  const [plain, claimed] = [(await ask("plain")).body, (await ask("claimed")).body];
  const marks = [
    ...gunzipSync(claimed)
      .toString()
      .matchAll(new RegExp(`${CLAIM_NOTE}=`, "g")),
  ].length;
  if (marks < CLAIMS) throw new Error(`The page shows ${marks} claims`);
  const raw = gunzipSync(claimed).length - gunzipSync(plain).length;
  console.log(`${plain.length} and ${claimed.length} bytes in gzip; unpacked ${raw} bytes more`);
  reportFigure({
    what: `a page with ${CLAIMS} claims, over the wire`,
    figure: `${((claimed.length - plain.length) / 1000).toFixed(1)} KB heavier`,
    bar: `at most ${HEAVIER / 1000} KB`,
    against: `the same page without: ${(plain.length / 1000).toFixed(1)} KB in gzip`,
    reached: claimed.length - plain.length <= HEAVIER,
  });
  for (const [query, what] of [
    ["", "kept ready"],
    ["?made=anew", "made anew"],
  ] as const) {
    const took: Record<Page, number[]> = { plain: [], claimed: [] };
    for (let round = -10; round < ROUNDS; round += 1)
      for (const page of round % 2 === 0
        ? (["plain", "claimed"] as const)
        : (["claimed", "plain"] as const)) {
        const { took: time } = await ask(page, query);
        // The first rounds warm up.
        if (round >= 0) took[page].push(time);
      }
    const ratio = median(took.claimed) / median(took.plain);
    reportFigure({
      what: `a page with ${CLAIMS} claims, ${what}`,
      figure: `${(100 * (ratio - 1)).toFixed(1)} % slower`,
      bar: "at most 15 %",
      against: `the same page without: ${median(took.plain).toFixed(2)} ms, with: ${median(took.claimed).toFixed(2)} ms`,
      reached: ratio <= SLOWER,
    });
  }
  agent.destroy();
}
