import { realpath } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const ANSWER_WITHIN = 3_000;
const LEAVE_WITHIN = 500;

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_WITHIN });
  client.on("error", () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** The database that always exists and holds no data: a connection to it blocks nobody. */
function maintenance(url: string): string {
  const other = new URL(url);
  other.pathname = "/postgres";
  return other.href;
}

/** Creates the database that a URL names, if it does not exist. */
export async function createDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await withClient(maintenance(url), async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  });
}

/** Whether the server at a URL runs on this data folder, on another one, or does not answer. */
export async function whoAnswers(url: string, data: string): Promise<"this" | "another" | "none"> {
  const answer = await withClient(maintenance(url), async (client) => {
    const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
    return rows[0]?.data_directory;
  }).catch(() => undefined);
  if (answer === undefined) return "none";
  const real = (path: string) => realpath(path).catch(() => path);
  return (await real(answer)) === (await real(data)) ? "this" : "another";
}

/** A connection that shows that this process uses a server. */
export interface Presence {
  /** Resolves once the server has ended the connection; never after `leave`. */
  readonly lost: Promise<void>;
  leave(): Promise<void>;
}

/**
 * Holds one idle connection, which shows that this process uses the server. Otherwise another process that
 * leaves between two of our queries would see nobody and stop the server.
 */
export async function holdOpen(url: string): Promise<Presence> {
  const client = new pg.Client({
    connectionString: maintenance(url),
    application_name: "onrecord presence",
  }) as pg.Client & { ref(): void; unref(): void };
  // If the server is stopped anyway, the next query reports it.
  client.on("error", () => {});
  await client.connect();
  let leaving = false;
  const lost = new Promise<void>((resolve) => client.once("end", () => leaving || resolve()));
  client.unref();
  return {
    lost,
    leave: async () => {
      leaving = true;
      // Keep the process alive again: otherwise it could exit here before it has stopped the server.
      client.ref();
      await client.end().catch(() => {});
    },
  };
}

/** Whether anyone else is connected to the server. A connection that has just closed is still listed for a moment. */
export async function isUsed(url: string): Promise<boolean> {
  return withClient(maintenance(url), async (client) => {
    for (let waited = 0; ; waited += 50) {
      const { rows } = await client.query<{ count: number }>(
        "SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
      );
      if ((rows[0]?.count ?? 0) === 0) return false;
      if (waited >= LEAVE_WITHIN) return true;
      await sleep(50);
    }
  });
}
