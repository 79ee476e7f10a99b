import { afterAll, beforeAll, expect, test } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { handlers } from "../../../scripts/jobs/handlers";
import { handleInstallDemonstration } from "../../../scripts/jobs/install-demonstration";
import { openPool, type Pool } from "../../../server/db";
import { installQueues } from "../../../server/jobs/install-queues";
import { startWorkers } from "../../../server/jobs/start-workers";
import { askForDemonstration } from "../../../server/work/site/ask-for-demonstration";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { person } from "../contributions/stage";

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url);
  const jobs = handlers(readEnvironment({})).map(({ job }) => job);
  expect(await installQueues(pool, jobs)).toEqual({ ok: true });
});
afterAll(async () => {
  await pool.close();
  await database.drop();
});

test("an administrator installs the demonstration, once, and none of its people runs the site", async () => {
  const { db } = database;
  const [admin, other] = [await person(db, "boss", true), await person(db, "other")];
  expect(await askForDemonstration(db, other)).toEqual({ ok: false, reason: "not-allowed" });
  expect(await askForDemonstration(db, admin)).toEqual({ ok: true });
  expect(await askForDemonstration(db, admin), "pressed twice").toEqual({ ok: true });
  const workers = await startWorkers({ pool, handlers: [handleInstallDemonstration()] });
  try {
    await expect
      .poll(() => db.claim.count({ where: { status: "published" } }), { timeout: 60_000 })
      .toBeGreaterThan(0);
  } finally {
    await workers.stop();
  }
  expect(await db.episode.count({ where: { show: { slug: "figures" } } })).toBe(2);
  expect(await db.user.findMany({ where: { admin: true }, select: { handle: true } })).toEqual([
    { handle: "boss" },
  ]);
  expect(await askForDemonstration(db, admin)).toEqual({ ok: false, reason: "here-already" });
});
