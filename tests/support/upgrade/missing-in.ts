import pg from "pg";

/** What no database can contain, each with its reason. */
const NEVER: Readonly<Record<string, string>> = {
  "contributions.licence: never empty":
    "whatever is contributed is given under a licence, if only the usual one",
  "repository.id: never false": "the table has one row, by this column's constraint",
  "tokens.scopes: never empty": "a constraint forbids it",
  "webhooks.events: never empty": "a constraint forbids it",
};

interface Column {
  readonly table: string;
  readonly column: string;
  readonly nullable: boolean;
  /** The possible values, if they can be enumerated; otherwise null. */
  readonly values: readonly string[] | null;
  readonly array: boolean;
}

/**
 * What a database has no example of: tables without rows, values of an enumeration that no row has, and
 * nullable columns that are never or always null. Enumerations are PostgreSQL's own types, booleans, and the
 * lists of texts in CHECK constraints.
 */
export async function missingIn(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const missing: string[] = [];
    for (const [table, columns] of await listColumns(client)) {
      const { rows } = await client.query(`SELECT EXISTS (SELECT FROM "${table}") AS some`);
      if (!rows[0]?.some) missing.push(`${table}: no row`);
      else for (const column of columns) missing.push(...(await missingOf(client, column)));
    }
    return missing.filter((each) => !(each in NEVER));
  } finally {
    await client.end();
  }
}

async function missingOf(client: pg.Client, { table, column, nullable, values, array }: Column) {
  const value = array ? `unnest("${column}")` : `"${column}"`;
  const { rows } = await client.query<{ value: string | null }>(
    values
      ? `SELECT DISTINCT ${value}::text AS value FROM "${table}"`
      : `SELECT DISTINCT CASE WHEN "${column}" IS NOT NULL THEN 'something' END AS value FROM "${table}"`,
  );
  const there = new Set(rows.map((row) => row.value));
  const wanted = [...(values ?? ["something"]), ...(nullable ? [null] : [])];
  return wanted
    .filter((each) => !there.has(each))
    .map((each) => `${table}.${column}: never ${each === null ? "empty" : each}`);
}

async function listColumns(client: pg.Client): Promise<Map<string, Column[]>> {
  const { rows } = await client.query<Column>(
    `SELECT c.relname AS "table", a.attname AS "column", NOT a.attnotnull AS nullable, t.typcategory = 'A' AS array,
            CASE WHEN e.typtype = 'e' THEN ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = e.oid)
                 WHEN t.typname = 'bool' THEN ARRAY['true', 'false'] END AS values
     FROM pg_class AS c
     JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     JOIN pg_type AS t ON t.oid = a.atttypid
     JOIN pg_type AS e ON e.oid = CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
     ORDER BY 1, a.attnum`,
  );
  const listed = await listChecked(client);
  const columns = new Map<string, Column[]>();
  for (const row of rows) {
    const values = row.values ?? listed.get(`${row.table}.${row.column}`) ?? null;
    columns.set(row.table, [...(columns.get(row.table) ?? []), { ...row, values }]);
  }
  return columns;
}

/** The texts that a CHECK constraint lists for a column, by "table.column". */
async function listChecked(client: pg.Client): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ key: string; definition: string }>(
    `SELECT c.relname || '.' || a.attname AS key, pg_get_constraintdef(k.oid) AS definition
     FROM pg_constraint AS k
     JOIN pg_class AS c ON c.oid = k.conrelid
     JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
     WHERE k.contype = 'c' AND cardinality(k.conkey) = 1 AND c.relnamespace = 'public'::regnamespace`,
  );
  return new Map(
    rows.flatMap(({ key, definition }) => {
      const [, list] = /^CHECK \(\(\w+ = ANY \(ARRAY\[(.*)\]\)\)\)$/.exec(definition) ?? [];
      if (list === undefined) return [];
      return [[key, [...list.matchAll(/'((?:[^']|'')*)'::text/g)].map(([, text = ""]) => text)] as const];
    }),
  );
}
