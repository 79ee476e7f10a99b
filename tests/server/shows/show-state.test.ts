import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendRevisions } from "../../../server/text/documents/append-revisions";
import { accept } from "../../../server/work/contributions/accept";
import { propose } from "../../../server/work/contributions/propose";
import { readShowState } from "../../../server/work/shows/read-show-state";
import { counts, parse } from "../../../transcript";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeShow, person } from "../contributions/stage";

const GAP = "\\[unintelligible 00:00:03.15\\]";
const NOW = new Date("2026-06-15T12:00:00Z");
const day = (text: string) => new Date(`${text}T09:00:00Z`);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** An episode whose transcript had these texts from these dates on. */
async function episode(showId: number, slug: string, past: readonly (readonly [string, string])[]) {
  return database.db.$transaction(async (tx) => {
    const { id: episodeId } = await tx.episode.create({ data: { showId, slug, sortKey: slug, title: slug } });
    const path = `s${showId}/${slug}.md`;
    const { id } = await tx.document.create({ data: { episodeId, kind: "transcript", path } });
    const author = { id: null, name: "Ana" };
    const changes = past.map(([on, text], base) => {
      return { documentId: id, base, text, summary: "x", author, createdAt: day(on), imported: true };
    });
    expect(await appendRevisions(tx, changes)).toMatchObject({ ok: true });
    return id;
  });
}

test("an old show's gaps are counted by months, over all its episodes", async () => {
  const { db } = database;
  const { id } = await makeShow(db, { slug: "old" });
  await episode(id, "1", [
    ["2026-01-10", `One ${GAP} two ${GAP}.\n`],
    ["2026-03-02", `One ${GAP} two three.\n`],
    ["2026-03-20", `One more two three.\n`],
  ]);
  await episode(id, "2", [["2026-04-01", `Four ${GAP}.\n`]]);
  const state = await readShowState(db, "old", NOW);
  expect(state.unit).toBe("month");
  expect(state.gaps.map(({ at, open }) => [at.toISOString().slice(0, 7), open])).toEqual([
    ...[
      ["2026-01", 2],
      ["2026-02", 2],
      ["2026-03", 0],
    ],
    ...[
      ["2026-04", 1],
      ["2026-05", 1],
      ["2026-06", 1],
    ],
  ]);
  expect(state.waits).toEqual([]);
});

test("a young show is drawn by days, with the median wait of what a person decided", async () => {
  const { db } = database;
  const { id } = await makeShow(db, { slug: "young" });
  const [ana, mo] = [await person(db, "ana"), await person(db, "mo")];
  await grant(db, mo, id, "maintainer");
  const documentId = await episode(id, "1", [["2026-06-12", `One two three four ${GAP}.\n`]]);
  const hours = { one: 1, two: 3, three: 20 };
  for (const [word, waited] of Object.entries(hours)) {
    const made = await propose(db, {
      ...{ author: ana, documentId, base: 1, channel: "document", agreed: true },
      text: `One two three four ${GAP}.\n`.replace(new RegExp(word, "i"), "other"),
    });
    if (!made.ok) throw new Error(made.reason);
    const { id: contribution } = made.contribution;
    expect(await accept(db, { id: contribution, version: 1, reviewer: mo })).toMatchObject({ ok: true });
    const decidedAt = day(word === "three" ? "2026-06-14" : "2026-06-13");
    const createdAt = new Date(decidedAt.getTime() - waited * 3_600_000);
    await db.contribution.update({ where: { id: contribution }, data: { createdAt, decidedAt } });
  }
  const state = await readShowState(db, "young", NOW);
  expect(state.unit).toBe("day");
  expect(state.gaps.map(({ open }) => open)).toEqual([1, 1, 1, 1]);
  expect(
    state.waits.map(({ at, median, decided }) => [
      at.getUTCDate(),
      median === null ? null : median / 3600,
      decided,
    ]),
  ).toEqual([
    [13, 2, 2],
    [14, 20, 1],
    [15, null, 0],
  ]);
});

test("a show without transcripts, and none, have nothing to draw", async () => {
  const { db } = database;
  await makeShow(db, { slug: "empty" });
  for (const slug of ["empty", "none"])
    expect(await readShowState(db, slug, NOW)).toMatchObject({ gaps: [{ open: 0 }], waits: [] });
});

test("what was there before gaps were kept is counted by the migration as everywhere else", async () => {
  const file = join(
    import.meta.dirname,
    "../../../prisma/migrations/20261125014000_gaps_over_time/migration.sql",
  );
  const pattern = /regexp_matches\(r\."text", '(.+)', 'gi'\)/.exec(readFileSync(file, "utf8"))?.[1];
  const texts = [
    `${GAP} and ${GAP}, \\[Inaudible\\] [crosstalk 01:02] \\[cross-talk\\]`,
    "\\[unintelligible\n00:03\\] [unint] \\[ unintelligible 00:01\\] [intelligible] unintelligible",
    "\\[unintelligible [00:00:03.15\\]",
  ];
  for (const text of texts) {
    const [row] = await database.db.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) FROM regexp_matches(${text}, ${pattern}, 'gi')`;
    expect(Number(row?.count), text).toBe(counts(parse(text)).gaps);
  }
});
