import { expect, test } from "vitest";
import { runChaos } from "../../support/chaos";
import { createTestDatabase } from "../../support/database";

test("processes that are killed while they accept leave each contribution accepted once or open", async () => {
  const database = await createTestDatabase();
  try {
    const { db, url } = database;
    const result = await runChaos({
      db,
      url,
      processes: 3,
      contributions: 60,
      documents: 2,
      killEvery: 100,
      kills: 4,
    });
    expect(result.wrong).toEqual([]);
    expect(result.killed).toBeGreaterThan(0);
    expect(result.accepted).toBeGreaterThan(15);
    expect(result.open).toBeGreaterThan(0);
  } finally {
    await database.drop();
  }
}, 120_000);
