import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import pg from "pg";

const MIGRATIONS = join(import.meta.dirname, "../../../prisma/migrations");

/** The first line of a dump. */
interface Header {
  readonly format: "on-record-dump";
  /** On Record's version, from package.json. */
  readonly version: string;
  readonly postgresql: string;
  /** The migrations that had been applied to the database, in order. */
  readonly migrations: readonly string[];
  /** SQL that creates the tables that no migration creates: those of the jobs. */
  readonly preparations: readonly string[];
}

type Line =
  /** This many lines follow, each a row in PostgreSQL's own JSON. */
  | { readonly table: string; readonly columns: readonly string[]; readonly rows: number }
  | { readonly sequence: string; readonly value: string; readonly called: boolean };

/** A table of a dump: its name without a schema, and its rows by column. */
export interface DumpedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

// JSON has to be the same on every machine.
const SESSION = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET extra_float_digits = 1;";

// The table as Prisma's engine creates it: see withSchemaEngine in scripts/database/migrate.
const APPLIED = `CREATE TABLE "_prisma_migrations" (
  "id" varchar(36) PRIMARY KEY NOT NULL, "checksum" varchar(64) NOT NULL, "finished_at" timestamptz,
  "migration_name" varchar(255) NOT NULL, "logs" text, "rolled_back_at" timestamptz,
  "started_at" timestamptz NOT NULL DEFAULT now(), "applied_steps_count" integer NOT NULL DEFAULT 0
)`;

/** Opens a connection whose JSON is the same on every machine. */
async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(SESSION);
  return client;
}

/**
 * Writes every row of a database into one compressed file of JSON lines. For the schema, the file has only
 * the names of the migrations that made it.
 */
export async function writeDump(
  url: string,
  { version, preparations = [] }: { version: string; preparations?: readonly string[] },
): Promise<Buffer> {
  const client = await connect(url);
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const { rows: applied } = await client.query<{ name: string }>(
      "SELECT migration_name AS name FROM _prisma_migrations ORDER BY started_at, migration_name",
    );
    const { rows: server } = await client.query<{ server_version: string }>("SHOW server_version");
    const header: Header = {
      ...{ format: "on-record-dump", version, postgresql: server[0]?.server_version ?? "" },
      migrations: applied.map(({ name }) => name),
      preparations,
    };
    const lines: string[] = [JSON.stringify(header)];
    const add = (line: Line) => lines.push(JSON.stringify(line));
    for (const { table, columns } of await listTables(client)) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT row_to_json(t)::text AS row FROM (SELECT ${columns.map(quoted).join(", ")} FROM ${table}) AS t
         ORDER BY row_to_json(t)::text COLLATE "C"`,
      );
      add({ table, columns, rows: rows.length });
      // A row in PostgreSQL's JSON contains no line break.
      lines.push(...rows.map(({ row }) => row));
    }
    const { rows: sequences } = await client.query<{ sequence: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS sequence FROM pg_class AS c
       JOIN pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.relkind = 'S' AND ${OWN_SCHEMAS} ORDER BY 1`,
    );
    for (const { sequence } of sequences) {
      const { rows } = await client.query<{ value: string; called: boolean }>(
        `SELECT last_value::text AS value, is_called AS called FROM ${sequence}`,
      );
      for (const row of rows) add({ sequence, ...row });
    }
    await client.query("COMMIT");
    return brotliCompressSync(Buffer.from(`${lines.join("\n")}\n`), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
    });
  } finally {
    await client.end();
  }
}

/**
 * Loads a dump into an empty database. The database is then as the dump's version left it: with that
 * version's migrations and no later one.
 */
export async function loadDump(url: string, dump: Uint8Array): Promise<void> {
  const client = await connect(url);
  try {
    const { header, lines } = openDump(dump);
    await client.query(APPLIED);
    for (const name of header.migrations)
      await client.query(await readFile(join(MIGRATIONS, name, "migration.sql"), "utf8"));
    for (const sql of header.preparations) await client.query(sql);
    await client.query(SESSION);
    await client.query("BEGIN");
    // The rows already keep every rule, and include what triggers had made of them.
    await client.query("SET LOCAL session_replication_role = replica");
    // A migration may have added rows to its tables.
    for (const { table } of await listTables(client)) await client.query(`DELETE FROM ${table}`);
    for (let at = 0; at < lines.length; at += 1) {
      const line = JSON.parse(lines[at] ?? "") as Line;
      if ("sequence" in line)
        await client.query("SELECT setval($1, $2, $3)", [line.sequence, line.value, line.called]);
      else {
        const columns = line.columns.map(quoted).join(", ");
        const rows = lines.slice(at + 1, at + 1 + line.rows).join(",");
        if (line.rows > 0)
          await client.query(
            `INSERT INTO ${line.table} (${columns}) OVERRIDING SYSTEM VALUE
             SELECT ${columns} FROM json_populate_recordset(NULL::${line.table}, $1)`,
            [`[${rows}]`],
          );
        at += line.rows;
      }
    }
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}

/** Reads a dump without a database: its header, and the tables made by migrations. */
export function readDump(dump: Uint8Array): { header: Header; tables: readonly DumpedTable[] } {
  const { header, lines } = openDump(dump);
  const tables: DumpedTable[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = JSON.parse(lines[at] ?? "") as Line;
    if (!("table" in line)) continue;
    const rows = lines.slice(at + 1, at + 1 + line.rows).map((row) => JSON.parse(row));
    const [schema, name = ""] = line.table.split(".");
    if (schema === "public" && name !== "_prisma_migrations")
      tables.push({ name, columns: line.columns, rows });
    at += line.rows;
  }
  return { header, tables };
}

/** Reads columns of a table as a dump made today would hold them, under the given names. */
export async function readRows(
  url: string,
  table: string,
  columns: readonly { readonly column: string; readonly as: string }[],
): Promise<Record<string, unknown>[]> {
  const client = await connect(url);
  try {
    const pairs = columns.map(({ column, as }) => `${quoted(column)} AS ${quoted(as)}`).join(", ");
    const { rows } = await client.query<{ row: string }>(
      `SELECT row_to_json(t)::text AS row FROM (SELECT ${pairs} FROM ${quoted(table)}) AS t`,
    );
    return rows.map(({ row }) => JSON.parse(row));
  } finally {
    await client.end();
  }
}

function openDump(dump: Uint8Array): { header: Header; lines: string[] } {
  const [first = "", ...lines] = brotliDecompressSync(dump).toString("utf8").trimEnd().split("\n");
  const header = JSON.parse(first) as Header;
  if (header.format !== "on-record-dump") throw new Error("This is no dump of On Record");
  return { header, lines };
}

const OWN_SCHEMAS = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`;

/** Every table with its stored columns, without generated ones. */
async function listTables(client: pg.Client): Promise<{ table: string; columns: string[] }[]> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS "table",
            array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class AS c
     JOIN pg_namespace AS n ON n.oid = c.relnamespace
     JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind = 'r' AND ${OWN_SCHEMAS}
     GROUP BY 1 ORDER BY 1`,
  );
  return rows;
}

const quoted = (name: string) => pg.escapeIdentifier(name);
