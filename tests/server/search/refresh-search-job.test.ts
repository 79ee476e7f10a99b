import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { seed } from "../../../prisma/seed";
import { openPool, type Pool } from "../../../server/db";
import { handleRefreshSearch } from "../../../server/doors/search/refresh-search-job";
import { search } from "../../../server/doors/search/search";
import { startWorkers, type Workers } from "../../../server/jobs/start-workers";
import { appendRevisions } from "../../../server/text/documents/append-revisions";
import { createTestDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
let pool: Pool;
let workers: Workers | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
  pool = openPool(database.url);
  workers = await startWorkers({ pool, handlers: [handleRefreshSearch()] });
});

afterAll(async () => {
  await workers?.stop();
  await pool.close();
  await database.drop();
});

async function sayInSecond(text: string, base: number): Promise<void> {
  const { db } = database;
  const document = await db.document.findUniqueOrThrow({ where: { path: "figures/figures-of-speech-2.md" } });
  const author = { name: "A Test", id: null };
  await db.$transaction((tx) =>
    appendRevisions(tx, [{ documentId: document.id, base, text, summary: "a test", author }]),
  );
}

const untilFound = (query: string) =>
  vi.waitFor(async () => expect(await search(database.db, { query })).toMatchObject({ ok: true, total: 1 }), {
    timeout: 30_000,
    interval: 100,
  });

test("what is accepted while the site serves is soon found", async () => {
  await sayInSecond("**Tom Okafor:** Quinquereme of Nineveh from distant Ophir.\n", 1);
  await untilFound("quinquereme");
});

test("a transcript that somebody holds for a while is found afterwards, whoever held it and changed nothing", async () => {
  const { db } = database;
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT FROM documents ORDER BY id FOR SHARE`;
      // Whoever derives passages takes its documents for itself, and leaves out these.
      await db.$executeRaw`UPDATE searched SET version = 0`;
      await db.$executeRaw`SELECT send_job('refresh-search', '{}', 'all')`;
      await vi.waitFor(
        async () => {
          const [row] = await db.$queryRaw<{ waits: number }[]>`
            SELECT count(*)::int AS waits FROM jobs.job
            WHERE name = 'refresh-search' AND singleton_key = 'all' AND state = 'created' AND start_after > created_on`;
          expect(row?.waits).toBeGreaterThan(0);
        },
        { timeout: 30_000, interval: 100 },
      );
    },
    { timeout: 60_000 },
  );
  await vi.waitFor(async () => expect(await db.searched.count({ where: { version: 0 } })).toBe(0), {
    timeout: 30_000,
    interval: 100,
  });
});
