import { inject } from "vitest";
import { type Database, openDatabase } from "../../server/db";
import { copyDatabase } from "./copy-database";

/** A test file's own database: a copy of the empty, migrated one. */
export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  /** Closes it and drops it. */
  drop(): Promise<void>;
}

/** Copies the migrated database of the test run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const copy = await copyDatabase(inject("postgresUrl"));
  const db = openDatabase(copy.url);
  return {
    db,
    url: copy.url,
    drop: async () => {
      await db.$disconnect();
      await copy.drop();
    },
  };
}
