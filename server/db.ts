import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "./generated/prisma/client";

// Every enumeration of the schema, as values and as types. A list of its own elsewhere would fall behind.
export * from "./generated/prisma/enums";

/** A part of a query, with its values: for what several queries say alike. */
export const { sql } = Prisma;

/** The one door to the database: every query of the platform goes through a client made here. */
export type Database = PrismaClient;

/** A client within a transaction. */
export type Transaction = Parameters<Parameters<Database["$transaction"]>[0]>[0];

/** What only reads: on its own, or within the caller's transaction. */
export type Reader = Transaction;

/** Opens a pool of connections; `$disconnect` closes it. */
export function openDatabase(url: string, { planOnce = false }: DatabaseOptions = {}): Database {
  const options = planOnce ? { statementNameGenerator: nameOfStatement } : {};
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url }, options),
    // Otherwise a message quotes the code around the call, and a test that looks for a constraint's name in
    // it would find the name that the test itself contains.
    errorFormat: "minimal",
  });
}

/** A pool of connections that is used both through Prisma and with plain SQL. */
export interface Pool {
  readonly db: Database;
  /** Runs SQL; without values it may be several statements, which PostgreSQL runs as one transaction. */
  readonly executeSql: (text: string, values?: unknown[]) => Promise<Rows>;
  close(): Promise<void>;
}

/** The rows of plain SQL, whose columns nobody has checked: whoever reads them knows their query. */
// biome-ignore lint/suspicious/noExplicitAny: pg-boss asks for a function of this type.
type Rows = { rows: any[] };

/** Opens one pool for a process that also runs jobs: pg-boss, the handlers and their transactions share it. */
export function openPool(url: string): Pool {
  const pool = new pg.Pool({ connectionString: url });
  // A connection that breaks while nobody uses it is no failure: the pool opens another one.
  pool.on("error", () => {});
  const db = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: "minimal" });
  return {
    db,
    executeSql: (text, values) => pool.query(text, values),
    close: async () => {
      await db.$disconnect();
      await pool.end();
    },
  };
}

interface DatabaseOptions {
  /**
   * Names each statement, so that PostgreSQL plans frequent ones once. Only for programs with few statements,
   * since each connection keeps them all.
   */
  readonly planOnce?: boolean;
}

const nameOfStatement = ({ sql }: { sql: string }) =>
  createHash("sha256").update(sql).digest("hex").slice(0, 32);

/** One question that is asked over and over: `openQuestion`. */
export interface Question<Row> {
  ask(): Promise<Row[]>;
  /** Whether the database has ended the connections, or did not answer, and has not answered since. */
  isLost(): boolean;
  close(): Promise<void>;
}

/**
 * Opens connections for one question without parameters, planned once: asked before each answer of the site, it takes
 * the driver alone a quarter of what it takes Prisma's client. A pool would make some promises more for each question.
 * There are as many connections as were ever asked at once.
 */
export function openQuestion<Row extends object>(url: string, sql: string): Question<Row> {
  const query = { name: nameOfStatement({ sql }), text: sql };
  const free = new Set<pg.Client>();
  let lost = false;
  let probing = false;
  const connect = async () => {
    const client = new pg.Client({ connectionString: url });
    // A connection that breaks while nobody asks is no reason to end: the next question opens another one.
    client.on("error", () => {
      free.delete(client);
      lost = true;
    });
    await client.connect();
    return client;
  };
  const ask = async () => {
    const [idle] = free;
    if (idle) free.delete(idle);
    let client = idle;
    try {
      client ??= await connect();
      const { rows } = await client.query<Row>(query);
      free.add(client);
      lost = false;
      return rows;
    } catch (error) {
      lost = true;
      client?.end().catch(() => {});
      throw error;
    }
  };
  return {
    ask,
    isLost: () => {
      if (!lost || probing) return lost;
      probing = true;
      void ask()
        .catch(() => {})
        .finally(() => {
          probing = false;
        });
      return true;
    },
    close: async () => {
      await Promise.allSettled([...free].map((client) => client.end()));
      free.clear();
    },
  };
}

// A development server reloads this module at each change; the pool must not grow with it.
const kept = globalThis as typeof globalThis & { onRecordDatabase?: Database };

/** The app's own pool at DATABASE_URL, opened at the first call. */
export function db(): Database {
  if (!kept.onRecordDatabase) {
    const url = process.env.DATABASE_URL;
    if (!url) throw new Error("DATABASE_URL is not set: start On Record with `npm start` or `npm run dev`.");
    kept.onRecordDatabase = openDatabase(url);
  }
  return kept.onRecordDatabase;
}
