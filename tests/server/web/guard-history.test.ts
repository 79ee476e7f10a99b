import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { guardHistory, HISTORY_BUDGET, type HistoryReaders } from "../../../server/web/making/guard-history";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { cookieOf } from "../../support/upgrade/addresses";

const SECRET = "a secret of this test";
const ADA = { id: "0190163d-8694-739b-aea5-966c26f8ad91", handle: "ada", name: "Ada" };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.db.limit.deleteMany());

/** Asks a server whose pages are 200 unless the guard answers. */
async function served(
  readers: HistoryReaders,
  use: (ask: Ask) => Promise<void>,
  make: () => Promise<void> = async () => {},
) {
  const guard = guardHistory({ db: database.db, secret: SECRET, readers });
  const server = createServer(async (incoming, response) => {
    if (await guard(incoming, response)) return;
    await make();
    response.end("a page");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await use((path, init = {}) => fetch(`${url}${path}`, { redirect: "manual", ...init }));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
type Ask = (path: string, init?: RequestInit) => Promise<Response>;

test("all readers without an account share one budget of history; all else stays open", async () => {
  await served("anyone", async (ask) => {
    const answers = await Promise.all(
      Array.from({ length: HISTORY_BUDGET.limit + 80 }, (_, n) =>
        // As if each came from an address of its own.
        ask(`/x/1/history/${n + 1}?against=${n}`, { headers: { "X-Forwarded-For": `203.0.113.${n}` } }),
      ),
    );
    const opened = answers.filter(({ status }) => status === 200);
    expect(opened.length).toBeGreaterThanOrEqual(HISTORY_BUDGET.limit);
    // A little comes back while the test runs.
    expect(opened.length).toBeLessThan(HISTORY_BUDGET.limit + 40);
    const refused = await ask("/x/1/history");
    expect([refused.status, Number(refused.headers.get("Retry-After")) > 0]).toEqual([429, true]);
    expect(await refused.text()).toContain("History is busy");
    for (const spelled of ["/x/1/hist%6Fry", "/x/1/history/", "/x//1/history/2", "/x/1/history.rsc?_rsc=1"])
      expect((await ask(spelled)).status, spelled).toBe(429);
    for (const answer of answers) expect(answer.headers.get("X-Robots-Tag")).toBe("noindex, nofollow");
    for (const path of [
      "/x/1",
      "/x/1.vtt",
      "/x/feed.xml",
      "/transcripts.git/info/refs",
      "/api/v1/shows/history",
    ])
      expect((await ask(path)).status, path).toBe(200);
    // Whoever is signed in reads on; whoever only says so does not.
    const cookie = await cookieOf(ADA, SECRET);
    expect((await ask("/x/1/history/credit", { headers: { cookie } })).status).toBe(200);
    for (const forged of [`${cookie}x`, await cookieOf(ADA, "another"), "next-auth.session-token=1; %"])
      expect((await ask("/x/1/history", { headers: { cookie: forged } })).status).toBe(429);
  });
});

test("few of these pages are made side by side, and the others wait", async () => {
  let making = 0;
  let most = 0;
  const make = async () => {
    making += 1;
    most = Math.max(most, making);
    await new Promise((done) => setTimeout(done, 50));
    making -= 1;
  };
  await served(
    "anyone",
    async (ask) => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => ask("/x/1/history")));
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    },
    make,
  );
  expect(most).toBe(2);
});

test("where an account is needed, others are led to the sign-in", async () => {
  await served("account", async (ask) => {
    const answer = await ask("/x/1/history/2?against=1");
    expect([answer.status, answer.headers.get("Location")]).toEqual([
      303,
      "/sign-in?callbackUrl=%2Fx%2F1%2Fhistory%2F2%3Fagainst%3D1",
    ]);
    const cookie = await cookieOf(ADA, SECRET);
    expect((await ask("/x/1/history", { headers: { cookie } })).status).toBe(200);
    expect((await ask("/x/1")).status).toBe(200);
  });
});
