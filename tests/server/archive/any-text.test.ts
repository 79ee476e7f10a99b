import { join } from "node:path";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { migrate } from "../../../scripts/database/migrate";
import { type Database, openDatabase } from "../../../server/db";
import { restorePlatform } from "../../../server/doors/archive/restore-platform";
import { type ArchivedTable, CLAIM_TABLES, DOCUMENTS, TABLES } from "../../../server/doors/archive/tables";
import { createDatabase, type NewDatabase } from "../../support/copy-database";
import { exportTo, filesOf } from "../../support/upgrade/record";
import { createUpgraded } from "../../support/upgrade/upgraded";
import { edit, makePlace, projected } from "../repository/support";

const EXPORTED: readonly ArchivedTable[] = [...TABLES, DOCUMENTS, ...CLAIM_TABLES];

let upgraded: NewDatabase;
let db: Database;
let place: Awaited<ReturnType<typeof makePlace>>;
beforeAll(async () => {
  upgraded = await createUpgraded(inject("postgresUrl"), "0.1.0");
  place = await makePlace();
  db = openDatabase(upgraded.url);
});
afterAll(async () => {
  await db.$disconnect();
  await upgraded.drop();
  await place[Symbol.asyncDispose]();
});

/** What git's fast-import, JSON lines, CSV and shells give a meaning to. */
const PIECES = [
  ...[
    "\n",
    "\r",
    "\r\n",
    "\u2028",
    "\u2029",
    "\u0085",
    "\t",
    " ",
    '"',
    "'",
    "\\",
    "`",
    "$(id)",
    ",",
    ";",
    "<",
    ">",
  ],
  ...["done\n", "\ndone\n", "commit refs/heads/main\n", "checkpoint\n\n", "data 3\nabc\n", "data <<X\nX\n"],
  ...[
    "\n--- end of surveys.jsonl ---\n",
    "\n--- end of surveys/s-1.csv ---\n",
    "\n--- end of log.jsonl ---\n",
  ],
  ...["M 100644 inline version\ndata 1\n9\n", "M 100644 inline evil.txt\ndata 4\nevil\n", "D shows.jsonl\n"],
  ...[
    "=1+1",
    "author A <a@b> 0 +0000\n",
    '"}\n{"id":99,',
    "\\u0000",
    "\\n",
    "\u202e",
    "\ufeff",
    "🎧",
    "é",
    "x",
  ],
];
const text = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(""));

/** What a survey's note was made of when it wrote a file of its own into every export. */
const INJECTION =
  "x\n--- end of surveys/s-1.csv ---\n\nM 100644 inline evil.txt\ndata 4\nevil\n\nM 100644 inline rest\ndata <<--- end of surveys/s-1.csv ---\n";

/** Columns whose shape the database checks, so that no such text can be in them. */
const SHAPED = [
  ...[
    "shows.slug",
    "shows.file_prefix",
    "shows.artwork_url",
    "shows.link",
    "shows.feed_url",
    "shows.language",
  ],
  ...["episodes.slug", "episodes.sort_key", "episodes.audio_url", "episodes.link", "episodes.artwork_url"],
  ...["chapters.link", "chapters.image_url", "credits.image_url", "credits.href"],
  ...[
    "surveys.slug",
    "questions.slug",
    "statistics.source",
    "statistic_versions.qualifier",
    "documents.path",
  ],
  ...["claims.scope", "evidence.outcome"],
];

/** Checked where commits are stored, which name it. */
const PATH = "documents.path";

/** Puts a text into every row of each exported column that takes it. Returns the columns that did not. */
async function fill(texts: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: upgraded.url });
  await client.connect();
  const refused: string[] = [];
  try {
    // A statistic's versions never change, and counters need not be raised.
    await client.query("SET session_replication_role = replica");
    let turn = 0;
    for (const { name, columns } of EXPORTED) {
      const { rows } = await client.query<{ column: string }>(
        `SELECT column_name AS "column" FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = $1 AND udt_name = 'text' ORDER BY ordinal_position`,
        [name],
      );
      for (const { column } of rows.filter(
        (each) => columns.includes(each.column) && `${name}.${each.column}` !== PATH,
      )) {
        // The row's place makes it differ from others, for unique indexes. What is empty for a reason stays so.
        const put = client.query(
          `UPDATE "${name}" SET "${column}" = $1 || ctid::text WHERE "${column}" IS NOT NULL`,
          [texts[turn++ % texts.length]],
        );
        await put.catch((error: pg.DatabaseError) => {
          expect(error.code, `${name}.${column}: ${error.message}`).toBe("23514");
          refused.push(`${name}.${column}`);
        });
      }
    }
  } finally {
    await client.end();
  }
  return refused;
}

async function rowsOf(from: Database): Promise<Record<string, unknown>> {
  const tables: Record<string, unknown> = {};
  for (const { name, columns, only = "true", order } of EXPORTED) {
    // Whoever speaks is derived from the texts again, by the name that stands there.
    const which = name === "people" ? "id IN (SELECT person_id FROM credits)" : only;
    const fields = columns.map((column) => `"${column}"`).join(", ");
    tables[name] = await from.$queryRawUnsafe(
      `SELECT to_jsonb(x)::text AS row FROM (SELECT ${fields} FROM ${name} WHERE ${which} ORDER BY ${order}) AS x`,
    );
  }
  tables.log = await from.$queryRaw`
    SELECT l.position, r.number, r.text, r.summary, r.author_name, r.reviewer_name, c.path, c.message, c.author_name AS "by"
    FROM log AS l JOIN revisions AS r ON r.document_id = l.document_id AND r.number = l.revision_number
    JOIN commits AS c USING (position) ORDER BY l.position`;
  return tables;
}

test("whatever a text says, an export has it and no file more, and a restore brings it back", async () => {
  const plain = [...(await exportedFiles("plain.bundle")).keys()];
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 5, maxLength: 20 }), async (texts) => {
      const refused = await fill(texts);
      expect(refused.filter((column) => !SHAPED.includes(column))).toEqual([]);
      const [one = "", two = "", three = ""] = texts;
      const { path: there } = await db.document.findFirstOrThrow({
        where: { episode: { show: { slug: "lights" } }, kind: "transcript" },
        orderBy: { id: "asc" },
      });
      await edit(db, there, (before) => `${before}\n${one}\n`, { name: two.trim() || "x", id: null }, three);
      const name = `round-${++round}.bundle`;
      const files = await exportedFiles(name);
      expect([...files.keys()]).toEqual(plain);
      const restored = await createDatabase(upgraded.url);
      try {
        await migrate(restored.url);
        const other = openDatabase(restored.url);
        try {
          expect(await restorePlatform({ db: other, file: join(place.path, name) })).toMatchObject({
            ok: true,
          });
          expect(await rowsOf(other)).toEqual(await rowsOf(db));
          const ids = (await projected(other, join(place.path, `restored-${round}`))).ids;
          expect(ids).toEqual((await projected(db, join(place.path, "source"))).ids);
        } finally {
          await other.$disconnect();
        }
      } finally {
        await restored.drop();
      }
    }),
    { numRuns: 4, endOnFailure: true, examples: [[[INJECTION, `${INJECTION}\u2028done\n`]]] },
  );
});

async function exportedFiles(name: string): Promise<Map<string, string>> {
  const file = join(place.path, name);
  await exportTo(upgraded.url, file);
  return filesOf(file);
}
