import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { migrate } from "../../scripts/database/migrate";
import { type Database, openDatabase } from "../../server/db";
import { restorePlatform } from "../../server/doors/archive/restore-platform";
import { createDatabase, type NewDatabase } from "../support/copy-database";
import { brokenPromises, type Promises } from "../support/upgrade/api-promises";
import { type Change, placeOf } from "../support/upgrade/changes";
import { keysIn, lacking } from "../support/upgrade/compare";
import { loadDump, readDump, readRows } from "../support/upgrade/dump";
import { type Meaning, readMeaning } from "../support/upgrade/meaning";
import { missingIn } from "../support/upgrade/missing-in";
import { exportTo, filesOf, tellWebhook } from "../support/upgrade/record";
import {
  createUpgraded,
  type Expected,
  pathOf,
  RELEASES,
  readExpected,
  readPacked,
} from "../support/upgrade/upgraded";
import { apiOver } from "./api/serving";
import { makePlace } from "./repository/support";

test("there is a release whose databases are upgraded", () => expect(RELEASES).toContain("0.1.0"));

// Each makes some hundreds of requests or writes.
const PATIENCE = { timeout: 180_000 };

describe.each(RELEASES)("a database of %s", PATIENCE, (release) => {
  let upgraded: NewDatabase;
  let db: Database;
  let expected: Expected;
  let place: Awaited<ReturnType<typeof makePlace>>;
  beforeAll(async () => {
    expected = await readExpected(release);
    upgraded = await createUpgraded(inject("postgresUrl"), release);
    db = openDatabase(upgraded.url);
    place = await makePlace();
  });
  afterAll(async () => {
    await place[Symbol.asyncDispose]();
    await db.$disconnect();
    await upgraded.drop();
  });

  test("has an example of everything that there was", async () => {
    const loaded = await createDatabase(inject("postgresUrl"));
    try {
      await loadDump(loaded.url, await readFile(pathOf(release, "dump")));
      expect(await missingIn(loaded.url)).toEqual([]);
    } finally {
      await loaded.drop();
    }
  });

  test("keeps every row, and every value in it", async () => {
    const { header, tables } = readDump(await readFile(pathOf(release, "dump")));
    for (const { name, columns, rows } of tables) {
      const places = columns.flatMap((column) => {
        const now = placeOf(name, column, header.migrations);
        return now ? [{ as: column, ...now }] : [];
      });
      const [table, ...others] = new Set(places.map((each) => each.table));
      if (table === undefined) continue;
      expect(others, `${name} is in one table`).toEqual([]);
      const pick = (row: Readonly<Record<string, unknown>>, renamed: boolean) =>
        JSON.stringify(places.map(({ as, valueNow }) => (renamed ? valueNow(row[as]) : row[as])));
      const then = rows.map((row) => pick(row, true)).sort();
      const read = await readRows(upgraded.url, table, places).catch((error: Error) => {
        throw new Error(
          `${name}: ${error.message}. Was it renamed? Say so in tests/support/upgrade/changes.ts.`,
        );
      });
      const now = read.map((row) => pick(row, false)).sort();
      expect(now, name).toEqual(then);
    }
  });

  test("means what it meant: what the API answers, the repository, rights, tokens and secrets", async () => {
    const now = await meaningNow(db, expected.upgraded, {
      folder: join(place.path, "upgraded"),
      ...{ secret: expected.secret, tokens: expected.tokens },
    });
    expect(lacking(now, expected.upgraded)).toEqual([]);
  });

  test("is exported with every file, record and name that an export had", async () => {
    const file = join(place.path, "now.bundle");
    await exportTo(upgraded.url, file);
    const [then, now] = await Promise.all([filesOf(pathOf(release, "bundle")), filesOf(file)]);
    const missing: string[] = [];
    for (const [name, text] of then) {
      const other = now.get(name);
      if (other === undefined) missing.push(`${name}: is gone`);
      // It is for people; programs do not read it.
      else if (name !== "README.md")
        missing.push(...lacking(recordsOf(name, other), recordsOf(name, text), name));
    }
    expect(missing).toEqual([]);
  });

  test("its bundle restores what it restored then", async () => {
    const restored = await createDatabase(inject("postgresUrl"));
    try {
      await migrate(restored.url);
      const other = openDatabase(restored.url);
      try {
        expect(await restorePlatform({ db: other, file: pathOf(release, "bundle") })).toMatchObject({
          ok: true,
        });
        const now = await meaningNow(other, expected.restored, {
          folder: join(place.path, "restored"),
          ...{ secret: expected.secret, tokens: {} },
        });
        expect(lacking(now, expected.restored)).toEqual([]);
      } finally {
        await other.$disconnect();
      }
    } finally {
      await restored.drop();
    }
  });

  test("the API promises all that it promised", async () => {
    const then = await readPacked<Promises>(pathOf(release, "api"));
    const now = (await apiOver(db).json("/openapi.json")) as Promises;
    expect(brokenPromises(then, now)).toEqual([]);
  });

  // This test comes last, since it contributes.
  test("a webhook is told all that it was told, under the same names", async () => {
    const then: unknown[] = JSON.parse(await readFile(pathOf(release, "webhook"), "utf8"));
    const now = await tellWebhook(upgraded.url, expected);
    const types = (told: readonly unknown[]) => told.map((each) => (each as { type: string }).type);
    expect(types(now)).toEqual(types(then));
    for (const [index, each] of then.entries()) {
      const names = keysIn(now[index]);
      expect([...keysIn(each)].filter((name) => !names.has(name))).toEqual([]);
    }
  });
});

const meaningNow = (
  db: Database,
  then: Meaning,
  reading: Omit<Parameters<typeof readMeaning>[0], "db" | "questions">,
) => readMeaning({ db, ...reading, questions: Object.keys(then.api) });

/** A file of an archive as data: one record per line, a document, or a table's lines. */
function recordsOf(name: string, text: string): unknown {
  if (name.endsWith(".jsonl"))
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  return /\.json(ld)?$/.test(name) ? JSON.parse(text) : text.split("\n");
}

describe("what is compared", () => {
  const changes: Record<string, Change> = {
    "2_names": {
      tables: { claims: "statements", old: null },
      columns: { "things.form": "channel", "things.hash": null },
      values: { "things.form": { a: "b" } },
    },
    "3_again": { columns: { "things.channel": "way" }, values: { "things.channel": { b: "c" } } },
  };
  const where = (table: string, column: string, applied: string[] = []) => {
    const place = placeOf(table, column, applied, changes);
    return place && `${place.table}.${place.column}`;
  };

  test("a column is looked for where the migrations since have put it", () => {
    expect(where("things", "form")).toBe("things.way");
    expect(where("things", "form", ["2_names"])).toBe("things.form");
    expect(where("things", "channel", ["2_names"])).toBe("things.way");
    expect(where("things", "hash")).toBeNull();
    expect(where("claims", "id")).toBe("statements.id");
    expect(where("old", "id")).toBeNull();
    expect(placeOf("things", "form", [], changes)?.valueNow(["a", "x", null])).toEqual(["c", "x", null]);
  });

  test("more is no difference, and less or another thing is one", () => {
    const then = { a: [{ b: 1, c: "x" }], d: null };
    expect(lacking({ a: [{ b: 1, c: "x", more: 1 }], d: null, more: 1 }, then)).toEqual([]);
    expect(lacking({ a: [{ b: 2 }], d: null }, then)).toEqual([
      ".a[0].b: 2 instead of 1",
      ".a[0].c: is gone",
    ]);
    expect(lacking({ a: [], d: null }, then)).toEqual([".a: 0 entries instead of 1"]);
    expect([...keysIn({ a: [{ b: 1 }, { c: { d: 1 } }] })]).toEqual(["a", "a[].b", "a[].c", "a[].c.d"]);
  });

  test("an API may promise more, and neither less nor ask for more", () => {
    const api = (answer: object, input: object = {}, parameters: object[] = []): Promises => ({
      paths: {
        "/x": {
          post: {
            parameters,
            requestBody: { content: { "application/json": { schema: input } } },
            responses: { 200: { content: { "application/json": { schema: answer } } } },
          },
        },
      },
      components: { schemas: { X: answer } },
    });
    const answer = {
      type: "object",
      properties: {
        a: { type: "string", enum: ["x", "y"] },
        b: { anyOf: [{ type: "null" }, { type: "number" }] },
      },
      required: ["a"],
    };
    const input = { type: "object", properties: { a: { type: "string" } }, required: [] };
    const then = api(answer, input);
    expect(brokenPromises(then, then)).toEqual([]);
    const more = {
      ...answer,
      properties: { ...answer.properties, c: { type: "string" } },
      required: ["a", "c"],
    };
    expect(brokenPromises(then, api(more, input, [{ in: "query", name: "q", required: false }]))).toEqual([]);
    expect(brokenPromises(then, api({ ...answer, required: [] }, input))).toEqual([
      "POST /x 200.a: may be left out now",
    ]);
    const less = { ...answer, properties: { a: { type: "string", enum: ["x"] } } };
    expect(brokenPromises(then, api(less, input))).toEqual([
      'POST /x 200.a: "y" is gone',
      "POST /x 200.b: is gone",
    ]);
    expect(brokenPromises(then, api(answer, { ...input, required: ["a"] }))).toEqual([
      "POST /x body.a: is required now",
    ]);
    expect(brokenPromises(then, api(answer, input, [{ in: "query", name: "q", required: true }]))).toEqual([
      "POST /x: query q is required now",
    ]);
    expect(brokenPromises(then, { paths: {}, components: { schemas: {} } })).toEqual(["POST /x: is gone"]);
  });
});
