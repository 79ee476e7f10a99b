import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { copyDatabase, type DatabaseCopy } from "../support/copy-database";
import { type Column, Describer } from "../support/sql/describe-query";
import { findQueries, type Query, type RowField } from "../support/sql/find-queries";

// Rows of raw SQL are asserted by a type argument, which TypeScript believes. Here the database is asked about each
// statement, and must agree with the type. See docs/decisions/0033-rows-of-raw-sql.md.

/** What Prisma makes of a column of this type. */
const MADE_OF: Readonly<Record<string, readonly string[]>> = {
  int2: ["number"],
  int4: ["number"],
  int8: ["bigint"],
  float4: ["number"],
  float8: ["number"],
  numeric: ["Decimal", "Prisma.Decimal"],
  bool: ["boolean"],
  text: ["string"],
  varchar: ["string"],
  bpchar: ["string"],
  name: ["string"],
  uuid: ["string"],
  enum: ["string"],
  date: ["Date"],
  timestamptz: ["Date"],
  timestamp: ["Date"],
  bytea: ["Uint8Array", "Uint8Array<ArrayBufferLike>", "Uint8Array<ArrayBuffer>", "Buffer"],
  // A schema has to parse it before anyone reads it.
  json: ["unknown", "JsonValue"],
  jsonb: ["unknown", "JsonValue"],
  // Of a function that returns nothing.
  void: ["unknown", "undefined", "null", "string"],
};

const queries = findQueries(["server", "app", "scripts", "prisma"]);
let copy: DatabaseCopy;
let describer: Describer;

beforeAll(async () => {
  copy = await copyDatabase(inject("postgresUrl"));
  describer = await Describer.open(copy.url);
});
afterAll(async () => {
  await describer?.close();
  await copy?.drop();
});

test("the code's statements were found", () => {
  expect(queries.length).toBeGreaterThan(150);
  expect(queries.filter(({ row }) => row !== null).length).toBeGreaterThan(90);
});

test("PostgreSQL and TypeScript agree on the rows of every statement", async () => {
  const wrong: string[] = [];
  for (const query of queries) {
    const problems = await disagreements(query).catch((error: Error) => [
      `PostgreSQL cannot read it: ${error.message}`,
    ]);
    for (const problem of problems) wrong.push(`${query.place}: ${problem}`);
  }
  expect(wrong).toEqual([]);
});

test.each([
  ["a column of another type", "SELECT 1 AS n", [field("n", "string")], /n is string here, int4/],
  ["a column that is not there", "SELECT 1 AS n", [field("m", "number")], /m is no column/],
  ["a column that no field names", "SELECT 1 AS n, 2 AS m", [field("n", "number")], /m has no field/],
  [
    "null where the type has none",
    "SELECT description FROM shows",
    [field("description", "string")],
    /can be null/,
  ],
  [
    "null of an outer join",
    "SELECT e.title FROM shows AS s LEFT JOIN episodes AS e ON e.show_id = s.id",
    [field("title", "string")],
    /can be null/,
  ],
  [
    "values that no enumeration has",
    "SELECT role::text FROM show_roles",
    [field("role", "string", ["owner", "king"])],
    /king/,
  ],
] as const)("it says %s", async (_, text, row, said) => {
  const problems = await disagreements({ place: "here", text, row });
  expect(problems.join("\n")).toMatch(said);
});

function field(name: string, type: string, literals: readonly string[] = []): RowField {
  return { name, type, literals, nullable: false };
}

async function disagreements({ text, row }: Query): Promise<string[]> {
  const columns = await describer.describe(text);
  if (row === null) return [];
  const named = new Map(columns.map((column) => [column.name, column]));
  const known = new Set(row.map(({ name }) => name));
  return [
    ...row.flatMap((each) => {
      const column = named.get(each.name);
      return column ? disagreement(each, column, text) : [`${each.name} is no column of the result`];
    }),
    ...columns.filter(({ name }) => !known.has(name)).map(({ name }) => `the column ${name} has no field`),
  ];
}

function disagreement(field: RowField, column: Column, text: string): string[] {
  const { name, type, nullable, literals } = field;
  const array = column.type.startsWith("_");
  const made = (MADE_OF[array ? column.type.slice(1) : column.type] ?? []).map((each) =>
    array ? `${each}[]` : each,
  );
  const problems: string[] = [];
  if (!made.includes(type)) problems.push(`${name} is ${type} here, ${column.type} in the database`);
  if (column.nullable && !nullable) problems.push(`${name} can be null`);
  const strange = strangers(literals, column).filter((literal) => !text.includes(`'${literal}'`));
  if (strange.length > 0) problems.push(`${name} is never ${strange.join(", ")}`);
  return problems;
}

/** The values of a union of literals that the column's enumeration lacks; of a text, those of the nearest one. */
function strangers(literals: readonly string[], { type, labels }: Column): readonly string[] {
  if (literals.length === 0) return [];
  const lists = type === "enum" ? [labels] : describer.enumerations;
  const missing = lists.map((list) => literals.filter((literal) => !list.includes(literal)));
  const [best = []] = missing.toSorted((a, b) => a.length - b.length);
  // A text whose values are no enumeration's is held by a CHECK or by the statement itself.
  return type !== "enum" && best.length === literals.length ? [] : best;
}
