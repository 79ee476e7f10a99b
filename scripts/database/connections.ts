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

/** The database that is always there, and that nobody keeps anything in: a connection to it is in no one's way. */
function maintenance(url: string): string {
  const other = new URL(url);
  other.pathname = "/postgres";
  return other.href;
}

/** Makes the database that a URL names, where there is none yet. */
export async function createDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await withClient(maintenance(url), async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  });
}

/** Whether the server at a URL runs on this folder of data, on another one, or gives no answer. */
export async function whoAnswers(url: string, data: string): Promise<"this" | "another" | "none"> {
  const answer = await withClient(maintenance(url), async (client) => {
    const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
    return rows[0]?.data_directory;
  }).catch(() => undefined);
  if (answer === undefined) return "none";
  const real = (path: string) => realpath(path).catch(() => path);
  return (await real(answer)) === (await real(data)) ? "this" : "another";
}

/**
 * One idle connection that says this process is here. Without it, another one that leaves would find nobody in a
 * moment between two queries, and stop the server under this one.
 */
export async function holdOpen(url: string): Promise<{ leave(): Promise<void> }> {
  const client = new pg.Client({
    connectionString: maintenance(url),
    application_name: "onrecord presence",
  }) as pg.Client & { ref(): void; unref(): void };
  // Where the server is stopped all the same, the next query says so; this connection has nothing to add.
  client.on("error", () => {});
  await client.connect();
  client.unref();
  return {
    leave: async () => {
      // Counted again: a process that waits for nothing else would end here, before it has stopped the server.
      client.ref();
      await client.end().catch(() => {});
    },
  };
}

/** Whether anyone else is connected to the server. One who has just hung up is still listed for a moment. */
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
