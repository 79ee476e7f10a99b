import { expect, inject, test, vi } from "vitest";
import { createDatabase } from "../support/copy-database";

test("databases are migrated one after the other, also where the module was loaded again in between", async () => {
  const names: string[][] = [];
  for (let n = 0; n < 2; n += 1) {
    vi.resetModules();
    const { migrate } = await import("../../scripts/database/migrate");
    const empty = await createDatabase(inject("postgresUrl"));
    try {
      names.push(await migrate(empty.url));
    } finally {
      await empty.drop();
    }
  }
  expect(names[0]).toContain("20261123000000_the_house");
  expect(names[1]).toEqual(names[0]);
});
