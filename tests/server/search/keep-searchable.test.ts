import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { seed } from "../../../prisma/seed";
import { keepSearchable } from "../../../server/doors/search/keep-searchable";
import { search } from "../../../server/doors/search/search";
import { appendRevisions } from "../../../server/text/documents/append-revisions";
import { createTestDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
});

afterAll(() => database.drop());

test("what is accepted while the site serves is soon found, and the keeping ends when it is told to", async () => {
  const { db, url } = database;
  const over = new AbortController();
  const keeping = keepSearchable(url, over.signal);
  const document = await db.document.findUniqueOrThrow({ where: { path: "figures/figures-of-speech-2.md" } });
  const text = "**Tom Okafor:** Quinquereme of Nineveh from distant Ophir.\n";
  const author = { name: "A Test", id: null };
  await db.$transaction((tx) =>
    appendRevisions(tx, [{ documentId: document.id, base: 1, text, summary: "a test", author }]),
  );
  await vi.waitFor(
    async () => {
      const found = await search(db, { query: "quinquereme" });
      expect(found).toMatchObject({ ok: true, total: 1 });
    },
    { timeout: 30_000, interval: 100 },
  );
  over.abort();
  await keeping;
});
