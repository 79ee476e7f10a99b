import { createHash } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { appendRevisions, type Change } from "../../../server/text/documents/append-revisions";
import { createTestDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
beforeEach(async () => {
  await database?.drop();
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const author = { name: "Casey", id: null };
const append = (changes: readonly Omit<Change, "summary" | "author">[]) =>
  database.db.$transaction((tx) =>
    appendRevisions(
      tx,
      changes.map((change) => ({ ...change, summary: "a test", author })),
    ),
  );

/** Makes documents without a revision; the same transaction has to add one. */
async function documents(texts: readonly string[], ending = ".md"): Promise<number[]> {
  const { db } = database;
  const show = await db.show.create({ data: { slug: "x", title: "X", filePrefix: "x" } });
  return db.$transaction(async (tx) => {
    const ids: number[] = [];
    for (const [i] of texts.entries()) {
      const slug = String(i + 1);
      const episode = await tx.episode.create({
        data: { showId: show.id, slug, sortKey: slug, title: slug },
      });
      const kind = ending === ".md" ? "transcript" : "notes";
      const path = `x/x-${slug}${ending}`;
      ids.push((await tx.document.create({ data: { episodeId: episode.id, kind, path } })).id);
    }
    const made = await appendRevisions(
      tx,
      texts.map((text, i) => ({ documentId: ids[i] ?? 0, base: 0, text, summary: "made", author })),
    );
    expect(made.ok).toBe(true);
    return ids;
  });
}

const live = async (documentId: number) =>
  (
    await database.db.segment.findMany({ where: { documentId, gone: null }, orderBy: { position: "asc" } })
  ).map(({ id, position }) => [id, position]);

const log = async () =>
  (await database.db.logEntry.findMany({ orderBy: { position: "asc" } })).map(
    ({ position, documentId, revisionNumber }) => [position, documentId, revisionNumber],
  );

const FIRST =
  "**Ana:** One two \\[unintelligible 00:00:01.00\\].\n\nThree.\n\n**Break:** \\[01:00\\]\n\n**Ben:** Four five.\n";

describe("a first revision", () => {
  test("is kept with all that is derived from it", async () => {
    const [id = 0] = await documents([FIRST]);
    const document = await database.db.document.findUniqueOrThrow({
      where: { id },
      include: { revisions: true, episode: { include: { appearances: { include: { person: true } } } } },
    });
    expect(document).toMatchObject({ head: 1, words: 5, gaps: 1 });
    expect(document.revisions).toMatchObject([
      { number: 1, previous: null, text: FIRST, authorName: "Casey" },
    ]);
    const hash = createHash("sha256").update(FIRST).digest("hex");
    expect(Buffer.from(document.revisions[0]?.sha256 ?? []).toString("hex")).toBe(hash);
    expect(document.episode.appearances.map((a) => [a.person.name, a.turns, a.words]).sort()).toEqual([
      ["Ana", 1, 3],
      ["Ben", 1, 2],
    ]);
    const segments = await database.db.segment.findMany({ orderBy: { id: "asc" } });
    expect(segments.map((s) => [s.id, s.position, s.kind, s.words, s.gaps])).toEqual([
      [1, 0, "speech", 2, 1],
      [2, 1, "text", 1, 0],
      [3, 2, "marker", 0, 0],
      [4, 3, "speech", 2, 0],
    ]);
    expect(await log()).toEqual([[1n, id, 1]]);
  });

  test("of show notes makes nobody speak", async () => {
    await documents(["**Links:** see [this](https://example.org).\n"], ".notes.md");
    expect(await database.db.person.count()).toBe(0);
  });
});

describe("the next revision", () => {
  test("keeps the ids of segments that go on, and never gives one twice", async () => {
    const [id = 0] = await documents([FIRST]);
    const second = FIRST.replace("One two", "One and two").replace("Three.\n\n", "");
    const third = `${second}\nSomething said at the very end.\n`;
    expect(await append([{ documentId: id, base: 1, text: second }])).toEqual({
      ok: true,
      accepted: [{ documentId: id, number: 2, position: 2n }],
    });
    expect(await live(id)).toEqual([
      [1, 0],
      [3, 1],
      [4, 2],
    ]);
    await append([{ documentId: id, base: 2, text: third }]);
    expect((await live(id)).at(-1)).toEqual([5, 3]);
    const gone = await database.db.segment.findMany({ where: { NOT: { gone: null } } });
    expect(gone.map((s) => [s.id, s.position, s.born, s.gone])).toEqual([[2, null, 1, 2]]);
  });

  test("makes its speakers the episode's", async () => {
    const [id = 0] = await documents([FIRST]);
    await append([{ documentId: id, base: 1, text: FIRST.replaceAll("Ben", "Cleo") }]);
    const people = await database.db.appearance.findMany({ include: { person: true } });
    expect(people.map(({ person }) => person.name).sort()).toEqual(["Ana", "Cleo"]);
  });

  test("has to rest on the head, or nothing of the batch is written", async () => {
    const [a = 0, b = 0] = await documents([FIRST, FIRST]);
    const stale = [
      { documentId: a, base: 1, text: "One.\n" },
      { documentId: b, base: 2, text: "Two.\n" },
    ];
    expect(await append(stale)).toEqual({ ok: false, reason: "stale-base", documentId: b });
    expect(await append([{ documentId: 999, base: 0, text: "" }])).toEqual({
      ok: false,
      reason: "no-document",
      documentId: 999,
    });
    expect(await database.db.revision.count()).toBe(2);
    expect(await append([stale[0]!, stale[0]!])).toMatchObject({ ok: false, reason: "stale-base" });
    expect(await append([])).toEqual({ ok: true, accepted: [] });
  });
});

describe("many at once", () => {
  test("fill the log without a hole, in the order they are seen", async () => {
    const ids = await documents(Array.from({ length: 8 }, (_, i) => `**Ana:** Number ${i}.\n`));
    await Promise.all(
      ids.map(async (documentId) => {
        for (const base of [1, 2, 3])
          expect(
            await append([{ documentId, base, text: `**Ben:** ${documentId}, ${base}.\n` }]),
          ).toMatchObject({
            ok: true,
          });
      }),
    );
    const entries = await database.db.logEntry.findMany({ orderBy: { position: "asc" } });
    expect(entries.map(({ position }) => Number(position))).toEqual(entries.map((_, i) => i + 1));
    expect(entries).toHaveLength(8 * 4);
    const times = entries.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test("of one document: the first wins, and the others are told that they are late", async () => {
    const [documentId = 0] = await documents([FIRST]);
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, i) => append([{ documentId, base: 1, text: `Version ${i}.\n` }])),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((r) => !r.ok && r.reason === "stale-base")).toHaveLength(5);
    expect((await log()).length).toBe(2);
  });
});
