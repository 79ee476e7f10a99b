import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { prepare } from "../../../scripts/serve";
import { countStale, refreshSearch } from "../../../server/doors/search/refresh-search";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { makeDocument, makeShow } from "../contributions/stage";

const MANY = 25;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const show = await makeShow(db, { slug: "waiting" });
  for (let i = 1; i <= MANY; i++)
    await makeDocument(db, {
      showId: show.id,
      slug: `${i}`,
      text: `**Ana:** Tea number ${i}.\n`,
      duration: 9,
    });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
});

test("a start leaves the search to a job, and the page says how much is missing", async () => {
  const said: string[] = [];
  const say = Object.assign((...words: string[]) => said.push(words.join(" ")), { during: async () => {} });
  await prepare({
    ...{ url: database.url, demonstration: false, signal: new AbortController().signal },
    say: say as unknown as Parameters<typeof prepare>[0]["say"],
  });
  expect(said.join("\n")).toContain(`Search ${MANY} transcripts will be findable soon`);
  expect(await countStale(database.db)).toBe(MANY);

  vi.stubEnv("DATABASE_URL", database.url);
  const { default: SearchPage } = await import("@/app/search/page");
  const shown = async () =>
    JSON.stringify(
      await SearchPage({ params: Promise.resolve({}), searchParams: Promise.resolve({ q: "tea" }) }),
    );
  expect(await shown()).toContain(`The search does not know ${MANY} transcripts yet.`);
  await refreshSearch(database.db);
  expect(await shown()).not.toContain("does not know");
});
