import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accept } from "../../server/work/contributions/accept";
import { propose } from "../../server/work/contributions/propose";
import { revert } from "../../server/work/contributions/revert";
import { compareRevisions } from "../../server/work/history/compare-revisions";
import { creditWords } from "../../server/work/history/credit-words";
import { listRevisions } from "../../server/work/history/list-revisions";
import { revertPerson } from "../../server/work/history/revert-person";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { grant, headText, makeDocument, makeShow, person } from "./contributions/stage";

const TEXT = "**Ana:** \\[00:01\\] One two three.\n\nFour five six.\n\n**Ben:** Seven eight nine.\n";

type Person = { id: string; name: string };
let database: TestDatabase;
let ana: Person;
let ben: Person;
let mo: Person;
let [showId, documentId]: number[] = [0, 0];
let next = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  next += 1;
  [ana, ben, mo] = (await Promise.all(
    ["ana", "ben", "mo"].map((name) => person(database.db, `${name}-${next}`)),
  )) as [Person, Person, Person];
  showId = (await makeShow(database.db, { slug: `s${next}` })).id;
  await grant(database.db, mo, showId, "maintainer");
  documentId = await makeDocument(database.db, { showId, text: TEXT, duration: 30 });
});

const path = () => `${showId}/x-1.md`;
const document = () => ({ documentId: documentId as number, path: path() });

/** Accepts an edit of the head. Returns its revision's number. */
async function accepted(author: Person, from: string, to: string): Promise<number> {
  const { head } = await database.db.document.findUniqueOrThrow({ where: { id: documentId as number } });
  const text = (await headText(database.db, documentId as number)).replace(from, to);
  const made = await propose(database.db, {
    ...{ author, documentId: documentId as number, base: head, text, channel: "document", agreed: true },
  });
  if (!made.ok) throw new Error(made.reason);
  const result = await accept(database.db, { id: made.contribution.id, version: 1, reviewer: mo });
  if (!result.ok) throw new Error(result.reason);
  return result.revision;
}

test("a history says who, why, reviewed by whom and how many words, the newest first, by pages", async () => {
  await accepted(ana, "two", "too many");
  await accepted(ben, " nine", "");
  const all = await listRevisions(database.db, { ...document(), take: 10 });
  expect(all.map(({ number, added, removed }) => [number, added, removed])).toEqual([
    [3, 0, 1],
    [2, 2, 1],
    // The two labels count as words of the text too.
    [1, 11, 0],
  ]);
  expect(all[0]).toMatchObject({
    author: { name: ben.name, handle: ben.name },
    reviewer: mo.name,
    summary: expect.stringContaining("nine"),
    imported: false,
  });
  expect(all[2]).toMatchObject({ imported: true, reviewer: null });
  const second = await listRevisions(database.db, { ...document(), skip: 1, take: 1 });
  expect(second.map(({ number }) => number)).toEqual([2]);
});

test("any two revisions are compared word by word", async () => {
  await accepted(ana, "two", "2");
  await accepted(ben, "eight", "8");
  const compare = (from: number, to: number) =>
    compareRevisions(database.db, { ...document(), from, to, heard: 30 });
  const changed = async (from: number, to: number) =>
    (await compare(from, to))?.flatMap(({ edits }) =>
      edits.filter(({ type }) => type !== "equal").map(({ type, text }) => `${type} ${text.trim()}`),
    );
  expect(await changed(2, 3)).toEqual(["delete eight", "insert 8"]);
  expect(await changed(1, 3)).toEqual(["delete two", "insert 2", "delete eight", "insert 8"]);
  expect(await changed(3, 1)).toEqual(["delete 2", "insert two", "delete 8", "insert eight"]);
  expect(await changed(1, 1)).toEqual([]);
  expect(await compare(1, 4)).toBeNull();
});

test("each word is credited to the revision it came with, through later edits and moves", async () => {
  await accepted(ana, "Four five", "Four and a half");
  await accepted(ben, "six.", "six.\n\nA new paragraph.");
  await accepted(ana, "a half", "a HALF");
  const credits = await creditWords(database.db, { ...document(), head: 4, duration: 30 });
  expect(credits?.since).toBe(1);
  expect(
    credits?.segments.map(({ runs }) => runs.map(({ text, revision }) => `${revision}: ${text.trim()}`)),
  ).toEqual([
    ["1: \\[00:01\\] One two three."],
    ["1: Four", "2: and a HALF", "1: six."],
    ["3: A new paragraph."],
    ["1: Seven eight nine."],
  ]);
});

test("one revision is taken back as a new one, the first never", async () => {
  await accepted(ana, "two", "2");
  await accepted(ben, "eight", "8");
  const back = (number: number, reviewer = mo) =>
    revert(database.db, { documentId: documentId as number, number, reviewer });
  expect(await back(1)).toEqual({ ok: false, reason: "first" });
  expect(await back(2, ana)).toEqual({ ok: false, reason: "not-allowed" });
  expect(await back(9)).toEqual({ ok: false, reason: "no-revision" });
  expect(await back(2)).toEqual({ ok: true, revision: 4 });
  expect(await headText(database.db, documentId as number)).toBe(TEXT.replace("eight", "8"));
});

test("what somebody did since a moment is taken back, each as a revision of its own, and what others did stays", async () => {
  await accepted(ana, "two", "2");
  const since = new Date();
  await accepted(ana, "five", "5");
  await accepted(ben, "six", "6");
  await accepted(ana, "eight", "8");
  const back = (reviewer = mo) =>
    revertPerson(database.db, { showId: showId as number, authorId: ana.id, since, reviewer });
  expect(await back(ben)).toEqual({ ok: false, reason: "not-allowed" });
  const result = await back();
  expect(result.ok && result.results.map((each) => [each.number, each.result.ok])).toEqual([
    [5, true],
    [3, true],
  ]);
  expect(await headText(database.db, documentId as number)).toBe(
    TEXT.replace("two", "2").replace("six", "6"),
  );
  const again = await back();
  expect(again.ok && again.results.every((each) => !each.result.ok)).toBe(true);
});
