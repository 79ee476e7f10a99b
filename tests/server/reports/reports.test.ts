import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { seed } from "../../../prisma/seed";
import { appendRevisions } from "../../../server/text/documents/append-revisions";
import { findEpisode } from "../../../server/text/episodes/find-episode";
import { readRevision } from "../../../server/text/episodes/read-revision";
import { closeReport } from "../../../server/work/reports/close-report";
import { findParagraph } from "../../../server/work/reports/find-paragraph";
import { listOpenReports } from "../../../server/work/reports/list-open-reports";
import { noteOnReport, withdrawReport } from "../../../server/work/reports/note-on-report";
import { reportParagraph } from "../../../server/work/reports/report-paragraph";
import { createTestDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
let showId: number;
let maintainer: string;

// One database for all tests, because what is derived from a revision is cached in memory by its number.
beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
  showId = (await database.db.show.findUniqueOrThrow({ where: { slug: "figures" } })).id;
  maintainer = (await database.db.user.findUniqueOrThrow({ where: { handle: "demo-maintainer" } })).id;
});
beforeEach(async () => {
  await database.db.report.deleteMany();
  await database.db.limit.deleteMany();
});
afterAll(() => database.drop());

const paragraph = { show: "figures", slug: "1", segmentId: 12 };
const stranger = { ...paragraph, reporterId: null, address: "192.0.2.1" };
const list = () => listOpenReports(database.db, { showIds: [showId] });

async function reported(data: Partial<Parameters<typeof reportParagraph>[1]> = {}): Promise<string> {
  const result = await reportParagraph(database.db, { ...stranger, ...data });
  if (!result.ok) throw new Error(result.reason);
  return result.id;
}

/** Makes the next revision of the first episode's transcript. */
async function edit(change: (text: string) => string): Promise<void> {
  const { db } = database;
  const head = (await findEpisode(db, paragraph))?.transcript;
  if (!head) throw new Error("The demonstration is not there.");
  const before = await readRevision(db, { documentId: head.id, number: head.revision });
  const text = change(before?.text ?? "");
  expect(text).not.toBe(before?.text);
  const author = { name: "Casey", id: null };
  const next = { documentId: head.id, base: head.revision, text, summary: "a test", author };
  expect(await db.$transaction((tx) => appendRevisions(tx, [next]))).toMatchObject({ ok: true });
}

describe("a link to a paragraph", () => {
  test("leads to it after edits before it, within it and behind it", async () => {
    const before = await findParagraph(database.db, paragraph);
    expect(before?.quote).toMatch(/^They were volunteers/);
    await edit((text) =>
      text
        .replace(
          "**Tom Okafor:** And I'm Tom",
          "**Mara Lindqvist:** One more paragraph.\n\nAnd one.\n\n**Tom Okafor:** And I'm Tom",
        )
        .replace("They were volunteers. They came", "They were volunteers, and they came")
        .replace(
          "**Tom Okafor:** So it isn't a portrait",
          "A last remark.\n\n**Tom Okafor:** So it isn't a portrait",
        ),
    );
    const after = await findParagraph(database.db, paragraph);
    expect(after?.quote).toMatch(/^They were volunteers, and they came/);
    expect(after?.start).toBe(before?.start);
  });

  test("leads nowhere rather than to another once the paragraph is gone", async () => {
    await edit((text) =>
      text.replace("**Mara Lindqvist:** Who are also, to be fair, in the profession.\n\n", ""),
    );
    const ids = await database.db.segment.findMany({ where: { gone: { not: null } } });
    expect(ids).toHaveLength(1);
    const [gone] = ids;
    expect(await findParagraph(database.db, { ...paragraph, segmentId: gone?.id ?? 0 })).toBeNull();
  });
});

describe("a report", () => {
  test("is stored with how the paragraph reads and when it is said, and waits for the show's maintainers", async () => {
    await reported();
    await reported({ note: "He says <b>nine</b>", reporterId: maintainer });
    const [first, second, ...more] = await list();
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      episode: { show: "figures", slug: "1", title: "Almost 4,300 People" },
      segmentId: 12,
      stands: true,
      note: null,
      reporter: null,
      start: 75.5,
    });
    expect(first?.quote).toMatch(/^They were volunteers/);
    expect(second).toMatchObject({ note: "He says <b>nine</b>", reporter: { handle: "demo-maintainer" } });
    expect(await listOpenReports(database.db, { showIds: [] })).toEqual([]);
    expect(await listOpenReports(database.db, { showIds: [showId + 1] })).toEqual([]);
  });

  test.each([{ segmentId: 9999 }, { slug: "none" }, { show: "none" }, { show: "../..", slug: "\0" }])(
    "on %j, which is not there, is not stored",
    async (odd) => {
      const result = await reportParagraph(database.db, { ...stranger, ...odd });
      expect(result).toEqual({ ok: false, reason: "no-paragraph" });
      expect(await list()).toEqual([]);
    },
  );

  test("too many from one address are not stored, however many come at once; others are", async () => {
    const results = await Promise.all(
      Array.from({ length: 30 }, () => reportParagraph(database.db, stranger)),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(20);
    expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "limited" });
    await reported({ address: "192.0.2.2" });
    expect(await list()).toHaveLength(21);
  });
});

describe("whoever made a report", () => {
  test("can say what is wrong afterwards, and take it back", async () => {
    const { db } = database;
    const id = await reported();
    expect(await noteOnReport(db, { id, note: "a word is missing" })).toEqual({ ok: true });
    expect(await list()).toMatchObject([{ id, note: "a word is missing" }]);
    expect(await noteOnReport(db, { id: randomUUID(), note: "not mine" })).toEqual({ ok: false });
    expect(await withdrawReport(db, { id })).toEqual({ ok: true });
    expect(await list()).toEqual([]);
    expect(await withdrawReport(db, { id })).toEqual({ ok: false });
  });

  test("cannot once it is an hour old, or closed", async () => {
    const { db } = database;
    const old = await reported();
    await db.report.update({ where: { id: old }, data: { createdAt: new Date(Date.now() - 3_600_001) } });
    const closed = await reported();
    await closeReport(db, { id: closed, showIds: [showId], by: maintainer, outcome: "fixed" });
    for (const id of [old, closed]) {
      expect(await noteOnReport(db, { id, note: "late" })).toEqual({ ok: false });
      expect(await withdrawReport(db, { id })).toEqual({ ok: false });
    }
  });
});

describe("a maintainer", () => {
  test("closes a report of their own show once", async () => {
    const { db } = database;
    const id = await reported();
    const closing = { id, showIds: [showId], by: maintainer, outcome: "dismissed" } as const;
    expect(await closeReport(db, { ...closing, showIds: [showId + 1] })).toEqual({
      ok: false,
      reason: "not-open",
    });
    expect(await list()).toHaveLength(1);
    expect(await closeReport(db, closing)).toEqual({ ok: true });
    expect(await closeReport(db, closing)).toEqual({ ok: false, reason: "not-open" });
    expect(await list()).toEqual([]);
    const row = await db.report.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ closerId: maintainer, outcome: "dismissed" });
  });
});

// These come last, because they remove the paragraph.
describe("a report on a paragraph that is gone meanwhile", () => {
  test("says so", async () => {
    await reported();
    await edit((text) =>
      text.replace(/\*\*Mara Lindqvist:\*\* \\\[01:15\\\] They were volunteers[^\n]*\n\n/, ""),
    );
    expect(await list()).toMatchObject([{ stands: false, segmentId: 12 }]);
  });
});
