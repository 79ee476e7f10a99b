import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Database, openDatabase } from "../../../server/db";
import { CLAIM_TABLES, DOCUMENTS, TABLES } from "../../../server/doors/archive/tables";
import type { NewDatabase } from "../../support/copy-database";
import { type Canary, canariesIn, plantCanaries } from "../../support/plant-canaries";
import { listQuestions } from "../../support/upgrade/meaning";
import { exportTo, filesOf } from "../../support/upgrade/record";
import { createUpgraded } from "../../support/upgrade/upgraded";
import { apiOver } from "../api/serving";
import { git, makePlace } from "../repository/support";

const EXPORTED = [...TABLES, DOCUMENTS, ...CLAIM_TABLES];

/** Columns outside the exported tables whose content an export has: the log with its commits, and the texts. */
const IN_LOG = [
  ...["summary", "author_name", "reviewer_name", "text"].map((column) => `revisions.${column}`),
  ...["author_name", "author_email", "committer_name", "committer_email", "message", "readme", "licence"].map(
    (column) => `commits.${column}`,
  ),
];

/** What the API shows besides. */
const IN_API = [
  "contributions.author_name",
  "contributions.licence",
  "contribution_versions.summary",
  "reviews.reviewer_name",
  "reviews.comment",
  "comments.author_name",
  "comments.text",
  "passages.speaker",
  "passages.text",
  "people.name",
  "users.name",
];

const named = EXPORTED.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`));

let upgraded: NewDatabase;
let db: Database;
let planted: readonly Canary[];
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

test("each column of an exported table is exported by name, or left out by name", async () => {
  for (const { name, columns, leftOut = [] } of EXPORTED) {
    const rows = await db.$queryRaw<{ column_name: string }[]>`
      SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ${name}`;
    const there = rows.map(({ column_name }) => column_name).sort();
    expect([...columns, ...leftOut].sort(), name).toEqual(there);
  }
});

describe("of a canary in each column", () => {
  let questions: readonly string[];
  beforeAll(async () => {
    questions = await listQuestions(db, {});
    planted = await plantCanaries(upgraded.url);
    expect(planted.length).toBeGreaterThan(100);
  });

  test("only those of the named columns are in an export", async () => {
    const file = join(place.path, "all.bundle");
    await exportTo(upgraded.url, file);
    await git(place.path, "clone", "--quiet", "--mirror", file, "mirror");
    const mirror = join(place.path, "mirror");
    const files = await filesOf(file);
    const said = [
      ...[...files].flat(),
      await git(mirror, "log", "--all", "--format=raw", "-p", "--text"),
      (await readFile(join(mirror, "packed-refs"), "utf8")) ?? "",
    ].join("\n");
    const found = canariesIn(said, planted);
    expect(found).toContain("shows.title");
    expect(found).toContain("revisions.text");
    expect(found.filter((column) => ![...named, ...IN_LOG].includes(column))).toEqual([]);
  });

  test("only those of the named columns are in what the API tells somebody without a token", async () => {
    const api = apiOver(db);
    expect(questions.length).toBeGreaterThan(10);
    const texts = await Promise.all(
      questions.map(async (question) => {
        const answer = await api.call(question.slice("nobody ".length));
        return `${[...answer.headers].flat().join("\n")}\n${await answer.text()}`;
      }),
    );
    const found = canariesIn(texts.join("\n"), planted);
    expect(found).toContain("shows.title");
    expect(found.filter((column) => ![...named, ...IN_LOG, ...IN_API].includes(column))).toEqual([]);
  });
});
