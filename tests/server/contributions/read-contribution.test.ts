import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accept } from "../../../server/work/contributions/accept";
import { amend } from "../../../server/work/contributions/amend";
import { propose } from "../../../server/work/contributions/propose";
import { readContribution } from "../../../server/work/contributions/read-contribution";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "./stage";

const TEXT =
  "**Ana:** \\[00:01\\] We asked \\[unintelligible 00:00:03.15\\] people about it.\n\nAnd they answered.\n\n**Ben:** How many was that?\n";

let database: TestDatabase;
let ana: { id: string; name: string };
let mo: { id: string; name: string };
let documentId: number;
let next = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  next += 1;
  ana = await person(database.db, `ana-${next}`);
  mo = await person(database.db, `mo-${next}`);
  const show = await makeShow(database.db, { slug: `s${next}` });
  await grant(database.db, mo, show.id, "maintainer");
  documentId = await makeDocument(database.db, { showId: show.id, text: TEXT, duration: 30 });
});

async function sent(text: string) {
  const made = await propose(database.db, {
    author: ana,
    documentId,
    base: 1,
    text,
    channel: "document",
    agreed: true,
  });
  if (!made.ok) throw new Error(made.reason);
  return made.contribution.id;
}

test("a contribution is read with its words, its neighbours, who speaks and when it is heard", async () => {
  const id = await sent(TEXT.replace("And they answered", "And they all answered"));
  const read = await readContribution(database.db, { id });
  expect(read).toMatchObject({
    status: "open",
    version: { number: 1, base: 1, added: 1, removed: 0 },
    author: { name: ana.name, handle: ana.name },
    place: { show: `s${next}`, slug: "1", head: 1 },
    merge: { status: "current", head: 1 },
  });
  expect(read?.hunks).toHaveLength(1);
  expect(read?.hunks[0]).toMatchObject({
    edits: [
      { type: "equal", text: "And they " },
      { type: "insert", text: "all " },
      { type: "equal", text: "answered.\n\n" },
    ],
    speaker: "Ana",
    before: "We asked people about it.",
    after: "How many was that?",
  });
  // From the word before the change, so that the reviewer hears what leads up to it.
  const time = read?.hunks[0]?.seconds ?? 0;
  expect(time).toBeGreaterThan(3.15);
  expect(time).toBeLessThan(30);
  expect(await readContribution(database.db, { id: 2_000_000_000 })).toBeNull();
  expect(await readContribution(database.db, { id, version: 2 })).toBeNull();
});

test("it says what accepting would meet in today's text", async () => {
  const one = await sent(TEXT.replace("And they", "But they"));
  const far = await sent(TEXT.replace("How many", "So how many"));
  const same = await sent(TEXT.replace("And they", "But they"));
  const other = await sent(TEXT.replace("And they", "Yet they"));
  await accept(database.db, { id: one, version: 1, reviewer: mo });
  const status = async (id: number) => (await readContribution(database.db, { id }))?.merge;
  expect(await status(one)).toBeNull();
  expect(await status(far)).toEqual({ status: "merges", head: 2 });
  expect(await status(same)).toEqual({ status: "nothing-left", head: 2 });
  expect(await status(other)).toMatchObject({
    status: "conflict",
    head: 2,
    conflicts: [
      { base: "And they answered.\n\n", ours: "But they answered.\n\n", theirs: "Yet they answered.\n\n" },
    ],
  });
});

test("each version can be read as it was", async () => {
  const id = await sent(TEXT.replace("And", "But"));
  const text = TEXT.replace("And", "Yet");
  await amend(database.db, { id, author: ana, version: 1, base: 1, text });
  const read = (version?: number) => readContribution(database.db, { id, version });
  expect((await read())?.hunks[0]?.edits).toContainEqual({ type: "insert", text: "Yet" });
  expect((await read(1))?.hunks[0]?.edits).toContainEqual({ type: "insert", text: "But" });
  expect((await read())?.versions.map(({ number }) => number)).toEqual([1, 2]);
});
