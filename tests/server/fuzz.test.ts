import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findHalves } from "../../scripts/fuzz/find-halves";
import { type Failure, runFuzz } from "../../scripts/fuzz/run-fuzz";
import { type Ask, type Case, targetsOf } from "../../scripts/fuzz/targets";
import { describeApi } from "../../server/doors/api/describe-api";
import { ENDPOINTS } from "../../server/doors/api/endpoints";
import { refusalOf } from "../../server/web/front/refusal-of";
import { openApi, SITE, type TestApi } from "./api/serving";

// A short run of `npm run fuzz`, without the site: the API over a database, and the parsers. What once failed is in
// tests/fixtures/fuzz, and is tried again.

const FIXTURES = join(import.meta.dirname, "../fixtures/fuzz");
let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.drop());

/** The API's part of the site, behind what the server refuses first; anything else is the whole site's to answer. */
const ask: Ask = async ({ method, path, headers, body }) => {
  const refused = refusalOf({ method, url: path, headers }, SITE);
  if (refused) return refused;
  if (!path.startsWith("/api/v1")) return { status: 204 };
  return api.call(path.slice("/api/v1".length), {
    method,
    headers,
    ...(body === undefined || method === "GET" || method === "HEAD" ? {} : { body }),
  });
};

const all = () => targetsOf(describeApi(ENDPOINTS, SITE), ["/", "/[show]/[slug]", "/search"]);

test("nothing generated or chosen breaks the API or a parser, and nothing is half-written", async () => {
  const { api: ofApi, captions, feeds, csv, merge, forms } = all();
  const targets = { ofApi, captions, feeds, csv, merge, forms } as Record<string, NonNullable<typeof ofApi>>;
  const { failures, generated } = await runFuzz({ targets, ask, seed: 20_261_129, count: 1500, chosen: 200 });
  expect(generated).toBe(1500);
  expect(failures).toEqual([]);
  expect(await findHalves(api.db)).toEqual([]);
});

test("a seed makes the same cases again", () => {
  const made = () =>
    JSON.stringify(
      all().pages?.make({ whole: () => 0, one: ([first]) => first as never, onceIn: () => false }),
    );
  expect(made()).toBe(made());
});

test("what fails is told with its case", async () => {
  const target = { make: () => ({ x: 1 }), run: async () => Promise.reject(new Error("broken")) };
  const { failures } = await runFuzz({ targets: { target }, ask, seed: 1, count: 2 });
  expect(failures).toEqual([
    { target: "target", problem: "it threw broken", made: { x: 1 } },
    { target: "target", problem: "it threw broken", made: { x: 1 } },
  ]);
});

// What pages and forms did is tried again on a whole site: tests/e2e/fuzz.spec.ts.
const kept = readdirSync(FIXTURES).filter((file) => /^(?:api|captions|feeds|csv|merge)-.*\.json$/.test(file));
test.runIf(kept.length > 0).each(kept)("%s fails no more", async (file) => {
  const { target, made } = JSON.parse(readFileSync(join(FIXTURES, file), "utf8")) as Failure;
  const run = all()[target]?.run as ((given: Case, ask: Ask) => Promise<string | null>) | undefined;
  expect(await run?.(made, ask)).toBeNull();
});
