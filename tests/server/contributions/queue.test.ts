import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accept } from "../../../server/work/contributions/accept";
import { acceptSeveral, MOST_TOGETHER } from "../../../server/work/contributions/accept-several";
import { composeEdit, readEditable } from "../../../server/work/contributions/compose-edit";
import { hold } from "../../../server/work/contributions/hold";
import { listQueue, listQueuePeople } from "../../../server/work/contributions/list-queue";
import { propose } from "../../../server/work/contributions/propose";
import { readReviewItem } from "../../../server/work/contributions/read-review-item";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, makeDocument, makeShow, person } from "./stage";

const TEXT =
  "**Ana:** \\[00:01\\] We asked \\[unintelligible 00:00:03.15\\] people about it.\n\nAnd they answered.\n\n**Ben:** How many was that?\n";

type Person = { id: string; name: string };
let database: TestDatabase;
let [ana, ben, mo, max]: Person[] = [];
let [here, elsewhere]: number[] = [];
let [documentId, other]: number[] = [];
let next = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { db } = database;
  next += 1;
  [ana, ben, mo, max] = await Promise.all(
    ["ana", "ben", "mo", "max"].map((name) => person(db, `${name}-${next}`)),
  );
  here = (await makeShow(db, { slug: `here${next}` })).id;
  elsewhere = (await makeShow(db, { slug: `there${next}` })).id;
  for (const who of [mo, max]) await grant(db, who as Person, here, "maintainer");
  documentId = await makeDocument(db, { showId: here, text: TEXT, duration: 30 });
  other = await makeDocument(db, { showId: elsewhere, text: TEXT, duration: 30 });
});

async function sent(text: string, { author = ana as Person, to = documentId as number } = {}) {
  const made = await propose(database.db, {
    author,
    documentId: to,
    base: 1,
    text,
    channel: "document",
    agreed: true,
  });
  if (!made.ok) throw new Error(made.reason);
  return made.contribution.id;
}

const queue = (over: object = {}) =>
  listQueue(database.db, {
    ...{ showIds: [here as number], reviewerId: (max as Person).id, take: 10 },
    ...over,
  });
const ids = async (over: object = {}) => (await queue(over)).entries.map(({ id }) => id);
const item = async (id: number, reviewer = mo) => {
  const read = await readReviewItem(database.db, { id, reviewerId: (reviewer as Person).id });
  return read.ok ? read.item : null;
};

async function fill(words: string, author: Person | undefined = ana) {
  const made = await propose(database.db, {
    ...{ author: author as Person, documentId: documentId as number, base: 1, segmentId: 1, agreed: true },
    edits: [{ kind: "gap", gap: 0, answer: { words } }],
  });
  if (!made.ok) throw new Error(made.reason);
  return made.contribution.id;
}

describe("the queue", () => {
  test("has what waits at one's shows, the oldest first, by show, kind, person and age", async () => {
    const one = await sent(TEXT.replace("And", "But"));
    const two = await fill("forty", ben);
    await sent(TEXT.replace("And", "But"), { to: other as number });
    expect(await ids()).toEqual([one, two]);
    expect(await ids({ channel: "gap" })).toEqual([two]);
    expect(await ids({ person: (ana as Person).name })).toEqual([one]);
    expect(await ids({ person: "-" })).toEqual([]);
    expect(await ids({ show: `there${next}` })).toEqual([]);
    expect(await ids({ days: 1 })).toEqual([]);
    await database.db
      .$executeRaw`UPDATE contributions SET created_at = now() - interval '25 hours' WHERE id = ${two}`;
    expect(await ids({ days: 1 })).toEqual([two]);
    expect(await ids()).toEqual([two, one]);
    expect(await queue({ take: 1, skip: 1 })).toMatchObject({ total: 2, entries: [{ id: one }] });
    await accept(database.db, { id: one, version: 1, reviewer: mo as Person });
    expect(await ids()).toEqual([two]);
    expect(await listQueue(database.db, { showIds: [], reviewerId: (mo as Person).id, take: 10 })).toEqual({
      entries: [],
      total: 0,
    });
    expect(await listQueuePeople(database.db, [here as number])).toEqual([
      { handle: (ben as Person).name, name: (ben as Person).name, open: 1 },
    ]);
  });

  test("says who looks at one, until that fades; a hold takes nobody else's", async () => {
    const id = await sent(TEXT.replace("And", "But"));
    await hold(database.db, { id, personId: (mo as Person).id });
    await hold(database.db, { id, personId: (max as Person).id });
    expect((await item(id, max))?.heldBy).toBe((mo as Person).name);
    expect((await item(id, mo))?.heldBy).toBeNull();
    expect((await queue()).entries[0]?.heldBy).toBe((mo as Person).name);
    // What somebody holds themselves is not being reviewed by anybody else.
    expect((await queue({ reviewerId: (mo as Person).id })).entries[0]?.heldBy).toBeNull();
    await database.db
      .$executeRaw`UPDATE contributions SET held_until = now() - interval '1 second' WHERE id = ${id}`;
    expect((await item(id, max))?.heldBy).toBeNull();
    await hold(database.db, { id, personId: (max as Person).id });
    expect((await item(id, mo))?.heldBy).toBe((max as Person).name);
  });

  test("shows the others for the same gap, and what became of their author's", async () => {
    const [one, two] = [await fill("forty"), await fill("fourteen", ben)];
    await sent(TEXT.replace("How many", "So how many"));
    expect((await item(one))?.rivals).toMatchObject([{ id: two, author: (ben as Person).name }]);
    expect((await item(one))?.record).toMatchObject({ accepted: 0, rejected: 0, reverted: 0, open: 2 });
    await accept(database.db, { id: one, version: 1, reviewer: mo as Person });
    expect((await item(two))?.rivals).toEqual([]);
    expect((await item(two))?.mergeStatus).toBe("conflict");
    expect(await item(one)).toBeNull();
  });

  test("says of one's own that another decides it", async () => {
    const id = await sent(TEXT.replace("And", "But"), { author: mo as Person });
    expect((await item(id, mo))?.own).toBe(true);
    expect((await item(id, max))?.own).toBe(false);
  });
});

describe("editing in place", () => {
  test("changes what is proposed and nothing else, with a form's line breaks", async () => {
    const id = await sent(TEXT.replace("We asked", "They asked").replace("How many", "So how many"));
    const gap = "\\[unintelligible 00:00:03.15\\] people about it.";
    const second = "**Ben:** So how many was that?";
    const editable = await readEditable(database.db, { id, version: 1 });
    expect(editable).toEqual({
      on: 1,
      places: [
        { text: `**Ana:** \\[00:01\\] They asked ${gap}`, changeAt: "**Ana:** \\[00:01\\] ".length },
        { text: second, changeAt: "**Ben:** ".length },
      ],
    });
    const texts = [`**Ana:** \\[00:01\\] You\r\nasked ${gap}\r\n`, second];
    const composed = await composeEdit(database.db, {
      id,
      version: 1,
      on: 1,
      texts,
      reviewerId: (mo as Person).id,
    });
    const wanted = TEXT.replace("We asked", "You\nasked").replace("How many", "So how many");
    expect(composed).toEqual({ ok: true, text: wanted, on: 1 });
    if (!composed.ok) return;
    const { text, on } = composed;
    await accept(database.db, { id, version: 1, reviewer: mo as Person, text, on });
    expect(await headText(database.db, documentId as number)).toBe(wanted);
  });

  test("settles a conflict on today's text, and keeps what else was proposed", async () => {
    const one = await sent(TEXT.replace("And they", "But they"));
    const two = await sent(TEXT.replace("And they", "So they").replace("How many", "Say, how many"));
    await accept(database.db, { id: one, version: 1, reviewer: mo as Person });
    expect((await item(two))?.conflicts).toHaveLength(1);
    expect(await readEditable(database.db, { id: two, version: 1 })).toEqual({
      on: 2,
      places: [{ text: "So they answered.", changeAt: 0 }],
    });
    const seen = {
      ...{ id: two, version: 1, texts: ["But so they answered."] },
      reviewerId: (mo as Person).id,
    };
    const no = { ok: false, reason: "no-base" };
    expect(await composeEdit(database.db, { ...seen, on: 1 })).toEqual(no);
    expect(await composeEdit(database.db, { ...seen, on: 2, texts: [] })).toEqual(no);
    const composed = await composeEdit(database.db, { ...seen, on: 2 });
    if (!composed.ok) throw new Error("not composed");
    const { text, on } = composed;
    expect(
      await accept(database.db, { id: two, version: 1, reviewer: mo as Person, text, on }),
    ).toMatchObject({
      revision: 3,
    });
    expect(await headText(database.db, documentId as number)).toBe(
      TEXT.replace("And they", "But so they").replace("How many", "Say, how many"),
    );
  });
});

describe("several together", () => {
  test("those that conflict are told first, and nothing is accepted", async () => {
    const one = await sent(TEXT.replace("And they", "But they"));
    const two = await sent(TEXT.replace("And they", "So they"));
    const three = await sent(TEXT.replace("How many", "And how many"));
    const together = (...chosen: number[]) =>
      acceptSeveral(database.db, { seen: chosen.map((id) => ({ id, version: 1 })), reviewer: mo as Person });
    expect(await together(three, two, one)).toEqual({ ok: false, reason: "conflicting", ids: [two] });
    expect(await ids()).toEqual([one, two, three]);
    expect(await together(three, one)).toMatchObject({
      ok: true,
      results: [
        { id: one, result: { ok: true } },
        { id: three, result: { ok: true } },
      ],
    });
    expect(await headText(database.db, documentId as number)).toBe(
      TEXT.replace("And they", "But they").replace("How many", "And how many"),
    );
  });

  test("each is only for who may decide it, in the version that was seen, and no more than are on view", async () => {
    const id = await sent(TEXT.replace("And", "But"));
    const by = (reviewer: Person | undefined, version = 1) =>
      acceptSeveral(database.db, { seen: [{ id, version }], reviewer: reviewer as Person });
    expect(await by(ben)).toMatchObject({ results: [{ result: { reason: "not-allowed" } }] });
    expect(await by(mo, 2)).toMatchObject({ results: [{ result: { reason: "older-version" } }] });
    const seen = Array.from({ length: MOST_TOGETHER + 1 }, (_, i) => ({ id: i + 1, version: 1 }));
    expect(await acceptSeveral(database.db, { seen, reviewer: mo as Person })).toMatchObject({
      reason: "too-many",
    });
    expect(await ids()).toEqual([id]);
  });
});
