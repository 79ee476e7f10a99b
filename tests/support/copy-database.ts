import { randomUUID } from "node:crypto";
import pg from "pg";

/** A new database on the server of another one. */
export interface NewDatabase {
  readonly url: string;
  /** Drops it, even if others are connected. */
  drop(): Promise<void>;
}

/** A copy of a database. */
export interface DatabaseCopy extends NewDatabase {
  /** Puts a fresh copy in its place, under the same URL, for a process that goes on. Nobody may use it meanwhile. */
  renew(): Promise<void>;
}

/** Makes an empty database on the same server as another one. */
export async function createDatabase(beside: string): Promise<NewDatabase> {
  return make(beside, nameOne(), "template0");
}

/** Copies a whole database on its own server; nobody may be connected to it. Takes about 50 ms. */
export async function copyDatabase(original: string): Promise<DatabaseCopy> {
  const template = new URL(original).pathname.slice(1);
  const name = nameOne();
  const copy = await make(original, name, template);
  let renewals = 0;
  return {
    ...copy,
    renew: async () => {
      renewals += 1;
      const next = nameOne();
      const { url } = await make(original, next, template);
      await run(url, [moveIds(renewals * APART)]);
      await maintain(
        original,
        `DROP DATABASE ${name} WITH (FORCE)`,
        `ALTER DATABASE ${next} RENAME TO ${name}`,
      );
    },
  };
}

const nameOne = () => `test_${randomUUID().replaceAll("-", "")}`;

async function make(beside: string, name: string, template: string): Promise<NewDatabase> {
  await maintain(beside, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(beside);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => maintain(beside, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** More documents or episodes than any test makes. */
const APART = 1_000_000;

/**
 * Adds a number to the ids of all documents and episodes. A site keeps what it has read under the id of a document and
 * the number of its revision; in a renewed database the same number may be another text.
 */
const moveIds = (by: number) => `
  DO $$
  DECLARE r record;
  BEGIN
    -- No trigger and no foreign key is asked: each reference is moved as well.
    SET LOCAL session_replication_role = replica;
    FOR r IN
      SELECT c.table_name, c.column_name
      FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND (
        c.column_name IN ('document_id', 'episode_id')
        OR c.column_name = 'id' AND c.table_name IN ('documents', 'episodes'))
    LOOP
      EXECUTE format('UPDATE %I SET %I = %I + ${by}', r.table_name, r.column_name, r.column_name);
    END LOOP;
    UPDATE counters SET id = id + ${by} WHERE kind = 'episode';
    PERFORM setval(pg_get_serial_sequence(name, 'id'), nextval(pg_get_serial_sequence(name, 'id')) + ${by})
    FROM unnest(ARRAY['documents', 'episodes']) AS name;
  END $$`;

function maintain(beside: string, ...statements: string[]): Promise<void> {
  const url = new URL(beside);
  url.pathname = "/postgres";
  // Two files may copy the template at the same time, which PostgreSQL refuses: the lock makes them wait.
  return run(url.href, ["SELECT pg_advisory_lock(20261123)", ...statements]);
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
