import pg from "pg";

/**
 * Which transaction wrote each row of the tables that pages are made of: any write shows, even one that changes nothing.
 * By table, so that a difference says where.
 */
export async function stateOfRows(url: string): Promise<Readonly<Record<string, string>>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const state: Record<string, string> = {};
    for (const table of [
      "shows",
      "episodes",
      "chapters",
      "credits",
      "documents",
      "revisions",
      "log",
      "counters",
    ]) {
      const { rows } = await client.query<{ state: string }>(
        `SELECT count(*) || ' ' || md5(coalesce(string_agg(xmin::text || ctid::text, ' ' ORDER BY ctid), '')) AS state
         FROM "${table}"`,
      );
      state[table] = rows[0]?.state ?? "";
    }
    return state;
  } finally {
    await client.end();
  }
}
