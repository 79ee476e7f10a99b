import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { findQuantities } from "../evidence";
import type { Database } from "../server/db";
import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER } from "../server/people/accounts/demo-people";
import { parseDocument } from "../server/text/documents/parse-document";
import { findExact, paragraphText } from "../server/text/quotes/quote";
import { decideClaim } from "../server/work/claims/decide-claim";
import { proposeClaim } from "../server/work/claims/propose-claim";
import { describeSurvey, surveyDescription } from "../server/work/surveys/describe-survey";
import { importSurvey } from "../server/work/surveys/import-survey";

const DEMO = join(import.meta.dirname, "demo");
const SURVEY = "anaconda-state-of-data-science";

const described = z.object({
  about: surveyDescription,
  claims: z.array(
    z.object({
      episode: z.string(),
      quote: z.string(),
      category: z.string(),
      note: z.string().nullable(),
      published: z.boolean(),
    }),
  ),
});

/** Loads the demonstration's survey and its episodes' claims. It runs once, so that later decisions stay. */
export async function seedClaims(db: Database, show: string): Promise<void> {
  if ((await db.claim.count({ where: { episode: { show: { slug: show } } } })) > 0) return;
  const { about, claims } = described.parse(JSON.parse(await readFile(join(DEMO, "claims.json"), "utf8")));
  const imported = await importSurvey(db, createReadStream(join(DEMO, "survey.csv")));
  if (!imported.ok)
    throw new Error(imported.errors.map(({ line, message }) => `${line}: ${message}`).join("\n"));
  await describeSurvey(db, SURVEY, about);
  const [author, decider] = await Promise.all(
    [DEMO_CONTRIBUTOR, DEMO_MAINTAINER].map(({ handle }) => db.user.findUniqueOrThrow({ where: { handle } })),
  );
  const places = new Map(
    await Promise.all(
      [...new Set(claims.map(({ episode }) => episode))].map(
        async (slug) => [slug, await readPlaces(db, show, slug)] as const,
      ),
    ),
  );
  for (const { episode, quote, category, note, published } of claims) {
    const { documentId = 0, segments = [], live = [] } = places.get(episode) ?? {};
    const position = segments.findIndex(({ body }) => findExact(paragraphText(body), quote).length === 1);
    const segment = live.find((one) => one.position === position);
    const statistic = await db.statistic.findFirst({
      where: { category: { label: category, question: { wave: { survey: { slug: SURVEY } } } } },
    });
    const quantity = findQuantities(quote)[0]?.quantity;
    // Somebody has edited the demonstration's words here: do not claim them again.
    if (!segment || !statistic || !quantity || !author || !decider) continue;
    const proposed = await proposeClaim(db, {
      author: { id: author.id, name: author.name ?? author.handle },
      ...{ documentId, segmentId: segment.id, exact: quote, quantity },
      ...{ scope: "sample", base: null, proposition: null, evidence: { statisticId: statistic.id, note } },
    });
    if (proposed.ok && published)
      await decideClaim(db, {
        ...{ claimId: proposed.claimId, decision: "publish", reason: null },
        decider: { id: decider.id, name: decider.name ?? decider.handle },
      });
  }
}

/** An episode's paragraphs, with their lasting ids by position. */
async function readPlaces(db: Database, show: string, slug: string) {
  const document = await db.document.findFirstOrThrow({
    where: { kind: "transcript", episode: { slug, show: { slug: show } } },
  });
  const { id: documentId, path, head: number } = document;
  const { text } = await db.revision.findUniqueOrThrow({
    where: { documentId_number: { documentId, number } },
  });
  const { segments } = parseDocument({ path, text });
  return { documentId, segments, live: await db.segment.findMany({ where: { documentId, gone: null } }) };
}
