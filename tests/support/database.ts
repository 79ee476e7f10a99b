import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type Database, openDatabase } from "../../server/db";

/** A database of a test file's own: a copy of the migrated, empty one. */
export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  /** Closes it and drops it. */
  drop(): Promise<void>;
}

/** Copies the migrated database of the test run; takes about 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject("postgresUrl"));
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await maintain(template, `CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  const db = openDatabase(url.href);
  return {
    db,
    url: url.href,
    drop: async () => {
      await db.$disconnect();
      await maintain(template, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function maintain(template: URL, sql: string) {
  const url = new URL(template);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  // Two files may copy the template at the same moment, which PostgreSQL refuses: they wait for each other.
  await client.query("SELECT pg_advisory_lock(20261123)");
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
