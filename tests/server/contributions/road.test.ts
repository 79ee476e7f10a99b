import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accept } from "../../../server/work/contributions/accept";
import { amend } from "../../../server/work/contributions/amend";
import { decide } from "../../../server/work/contributions/decide";
import type { Proposal } from "../../../server/work/contributions/proposal";
import { propose } from "../../../server/work/contributions/propose";
import { reopen } from "../../../server/work/contributions/reopen";
import { revert } from "../../../server/work/contributions/revert";
import { withdraw } from "../../../server/work/contributions/withdraw";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, makeDocument, makeShow, person } from "./stage";

const TEXT =
  "**Ana:** \\[00:01\\] We asked \\[unintelligible 00:00:03.15\\] people about it.\n\nAnd they answered.\n\n**Ben:** How many was that?\n";

let database: TestDatabase;
let ana: { id: string; name: string };
let mo: { id: string; name: string };
let max: { id: string; name: string };
let showId: number;
let documentId: number;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
let next = 0;
beforeEach(async () => {
  const { db } = database;
  next += 1;
  ana = await person(db, `ana-${next}`);
  mo = await person(db, `mo-${next}`);
  max = await person(db, `max-${next}`);
  showId = (await makeShow(db, { slug: `s${next}` })).id;
  await grant(db, mo, showId, "maintainer");
  await grant(db, max, showId, "owner");
  documentId = await makeDocument(db, { showId, text: TEXT, duration: 30 });
});

const send = (over: Partial<Proposal> = {}) =>
  propose(database.db, {
    author: ana,
    documentId,
    base: 1,
    text: TEXT.replace("And they", "But they"),
    channel: "document",
    agreed: true,
    ...over,
  });

async function sent(over: Partial<Proposal> = {}) {
  const result = await send(over);
  if (!result.ok) throw new Error(result.reason);
  return result.contribution;
}

const fill = (words: string, over: object = {}) =>
  propose(database.db, {
    author: ana,
    documentId,
    base: 1,
    segmentId: 1,
    edits: [{ kind: "gap", gap: 0, answer: { words } }],
    agreed: true,
    ...over,
  });

describe("a proposal", () => {
  test("says what it changes, where it is heard and which paragraph it is about", async () => {
    const made = await fill("four thousand");
    expect(made).toMatchObject({ ok: true, contribution: { version: 1, status: "open", revision: null } });
    if (!made.ok) return;
    expect(made.contribution.summary).toBe("Fill the gap at 0:03");
    expect(made.contribution.hunks).toEqual([
      {
        start: 0,
        end: 1,
        before: "**Ana:** \\[00:01\\] We asked \\[unintelligible 00:00:03.15\\] people about it.\n\n",
        after: "**Ana:** \\[00:01\\] We asked four thousand people about it.\n\n",
      },
    ]);
    const row = await database.db.contribution.findUniqueOrThrow({ where: { id: made.contribution.id } });
    expect(row).toMatchObject({
      channel: "gap",
      segmentId: 1,
      gap: 0,
      startSeconds: 3.5,
      licence: "CC BY-SA 4.0",
    });
    expect(await headText(database.db, documentId)).toBe(TEXT);
  });

  test("is the same through every form", async () => {
    const through = await fill("four thousand");
    const whole = await sent({ text: TEXT.replace(/\\\[unint[^\]]*\]/, "four thousand") });
    expect(through.ok && through.contribution.hunks).toEqual(whole.hunks);
    expect(through.ok && through.contribution.summary).toBe(whole.summary);
  });

  test("tells the show's maintainers, and nobody else", async () => {
    const { id } = await sent();
    const notices = await database.db.notice.findMany({ where: { contributionId: id } });
    expect(notices.map(({ userId }) => userId).sort()).toEqual([mo.id, max.id].sort());
    expect(notices[0]).toMatchObject({ kind: "proposed", actorName: ana.name });
  });

  test("that is sent twice is one contribution", async () => {
    const [one, two] = await Promise.all([send({ idempotencyKey: "abc" }), send({ idempotencyKey: "abc" })]);
    const three = await send({ idempotencyKey: "abc", text: "**Ana:** Something else.\n" });
    expect(new Set([one, two, three].map((r) => r.ok && r.contribution.id)).size).toBe(1);
    expect(three.ok && three.contribution.again).toBe(true);
    expect(await database.db.contribution.count({ where: { documentId } })).toBe(1);
  });

  test("is another one where somebody else sends the same form, also from the same address", async () => {
    await database.db.show.update({ where: { id: showId }, data: { contribute: "anyone" } });
    const addressHash = `hash-${next}`;
    const authors = [
      { ...ana, addressHash },
      { ...max, addressHash },
      { id: null, name: "A listener", addressHash },
    ] as const;
    const ids = [];
    for (const author of authors) ids.push((await sent({ idempotencyKey: "abc", author })).id);
    expect(new Set(ids).size).toBe(3);
    expect((await database.db.contribution.findUnique({ where: { id: ids[1] ?? 0 } }))?.authorId).toBe(
      max.id,
    );
    const [first, again] = await Promise.all(
      [0, 1].map(() => sent({ idempotencyKey: "def", author: authors[2], text: TEXT.replace("And", "So") })),
    );
    expect(again?.id).toBe(first?.id);
  });

  test("is made from a revision of its own document, not from one that another has", async () => {
    const other = await makeDocument(database.db, { showId, slug: "2", text: TEXT });
    const { id } = await sent({ documentId: other });
    await accept(database.db, { id, version: 1, reviewer: mo });
    expect(await send({ base: 2 })).toMatchObject({ ok: false, reason: "no-base" });
    expect(await send({ base: 2, documentId: other, text: TEXT })).toMatchObject({ ok: true });
  });

  test.each([
    ["nothing-changed", { text: TEXT }],
    ["not-text", { text: `${TEXT}\0` }],
    ["not-text", { text: `${TEXT}\ud800` }],
    ["control-characters", { text: TEXT.replace("And", "A\u001bnd") }],
    ["too-long", { text: "x".repeat(50_000_000) }],
    ["no-base", { base: 2 }],
    ["no-base", { base: 0 }],
    ["no-base", { base: 1.5 }],
    ["no-document", { documentId: 2_000_000_000 }],
    ["beyond", { within: [0, 1] as const }],
    ["licence", { agreed: false }],
    ["sign-in", { author: { id: null, name: "A listener", addressHash: "somewhere" } }],
  ])("is refused as %s, and leaves nothing", async (reason, over) => {
    expect(await send(over)).toMatchObject({ ok: false, reason });
    expect(await database.db.contribution.count({ where: { documentId } })).toBe(0);
    expect(await database.db.notice.count({ where: { userId: mo.id } })).toBe(0);
  });

  test("needs the licence agreed to once", async () => {
    await sent();
    expect(await send({ agreed: false, text: TEXT.replace("answered", "replied") })).toMatchObject({
      ok: true,
    });
  });

  test.each([
    ["blank-line", [{ kind: "gap", gap: 0, answer: { words: "one\n\ntwo" } }]],
    ["empty", [{ kind: "gap", gap: 0, answer: { words: "  " } }]],
    ["no-gap", [{ kind: "gap", gap: 1, answer: { words: "x" } }]],
    ["label", [{ kind: "body", body: "One.\n**Eve:** Two." }]],
    ["blank-line", [{ kind: "body", body: "One.\n\nTwo." }]],
    ["no-name", [{ kind: "label", name: "Eve:** x" }]],
    ["no-time", [{ kind: "time", mark: 0, seconds: -1 }]],
  ] as const)("of one paragraph is refused as %s", async (reason, edits) => {
    expect(await fill("", { edits })).toMatchObject({ ok: false, reason });
    expect(await database.db.contribution.count({ where: { documentId } })).toBe(0);
  });
});

describe("accepting", () => {
  test("makes the proposed text the next revision, credited and closed", async () => {
    const { id } = await sent();
    expect(await accept(database.db, { id, version: 1, reviewer: mo, comment: "Thanks" })).toEqual({
      ok: true,
      revision: 2,
      status: "accepted",
    });
    expect(await headText(database.db, documentId)).toBe(TEXT.replace("And they", "But they"));
    const revision = await database.db.revision.findUniqueOrThrow({
      where: { documentId_number: { documentId, number: 2 } },
    });
    expect(revision).toMatchObject({
      authorId: ana.id,
      reviewerId: mo.id,
      contributionId: id,
      edited: false,
      summary: "Correct “And” to “But” at 0:07",
    });
    expect(await database.db.contribution.findUnique({ where: { id } })).toMatchObject({
      status: "accepted",
      revision: 2,
      deciderId: mo.id,
    });
    const told = await database.db.notice.findMany({ where: { userId: ana.id } });
    expect(told).toMatchObject([{ kind: "accepted", contributionId: id, text: "Thanks" }]);
  });

  test("merges what was proposed on an older revision into today's", async () => {
    const one = await sent();
    const two = await sent({ text: TEXT.replace("How many", "And how many") });
    const three = await sent({ text: TEXT.replace("they answered", "they all answered") });
    for (const { id } of [one, two, three])
      expect(await accept(database.db, { id, version: 1, reviewer: mo })).toMatchObject({ ok: true });
    expect(await headText(database.db, documentId)).toBe(
      TEXT.replace("And they", "But they all").replace("How many", "And how many"),
    );
  });

  test("reports what conflicts, with both sides, and changes nothing", async () => {
    const one = await sent();
    const two = await sent({ text: TEXT.replace("And they", "So they") });
    await accept(database.db, { id: one.id, version: 1, reviewer: mo });
    const result = await accept(database.db, { id: two.id, version: 1, reviewer: mo });
    expect(result).toMatchObject({
      ok: false,
      reason: "conflict",
      head: 2,
      conflicts: [
        { base: "And they answered.\n\n", ours: "But they answered.\n\n", theirs: "So they answered.\n\n" },
      ],
    });
    expect(await database.db.contribution.findUnique({ where: { id: two.id } })).toMatchObject({
      status: "open",
    });
    // The maintainer settles the conflict with a combination of both, on the current head.
    const text = TEXT.replace("And they", "But so they");
    expect(await accept(database.db, { id: two.id, version: 1, reviewer: mo, text, on: 2 })).toMatchObject({
      ok: true,
      revision: 3,
    });
    expect(await headText(database.db, documentId)).toBe(text);
    expect(
      await database.db.revision.findUnique({ where: { documentId_number: { documentId, number: 3 } } }),
    ).toMatchObject({ edited: true, authorId: ana.id });
  });

  test("holds for exactly what was seen", async () => {
    const { id } = await sent();
    const text = TEXT.replace("And they", "Well, they");
    expect(await amend(database.db, { id, author: ana, version: 1, base: 1, text })).toMatchObject({
      version: 2,
    });
    expect(await accept(database.db, { id, version: 1, reviewer: mo })).toEqual({
      ok: false,
      reason: "older-version",
      version: 2,
    });
    expect(await accept(database.db, { id, version: 2, reviewer: mo })).toMatchObject({ ok: true });
    expect(await headText(database.db, documentId)).toBe(text);
  });

  test("is not for contributors, nor for one's own work where there is a second maintainer", async () => {
    const theirs = await sent();
    expect(await accept(database.db, { id: theirs.id, version: 1, reviewer: ana })).toMatchObject({
      reason: "not-allowed",
    });
    const own = await sent({ author: mo });
    expect(await accept(database.db, { id: own.id, version: 1, reviewer: mo })).toMatchObject({
      reason: "own",
    });
    expect(await accept(database.db, { id: own.id, version: 1, reviewer: max })).toMatchObject({ ok: true });
  });

  test("of two at the same moment is done once", async () => {
    const { id } = await sent();
    const results = await Promise.all(
      [mo, max].map((reviewer) => accept(database.db, { id, version: 1, reviewer })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ reason: "decided", status: "accepted" });
    expect((await database.db.document.findUnique({ where: { id: documentId } }))?.head).toBe(2);
  });

  test("what is there already says so", async () => {
    const [one, two] = [await sent(), await sent()];
    await accept(database.db, { id: one.id, version: 1, reviewer: mo });
    expect(await accept(database.db, { id: two.id, version: 1, reviewer: mo })).toMatchObject({
      ok: false,
      reason: "nothing-left",
    });
  });

  test("a trusted contributor's gaps are filled at once, and can be taken back", async () => {
    await database.db.show.update({ where: { id: showId }, data: { trustAccepted: 1 } });
    expect(await fill("four thousand")).toMatchObject({ contribution: { status: "open" } });
    const { id } = await sent();
    await accept(database.db, { id, version: 1, reviewer: mo });
    const filled = await fill("four hundred");
    expect(filled).toMatchObject({ contribution: { status: "accepted", revision: 3 } });
    expect(await revert(database.db, { documentId, number: 3, reviewer: mo })).toMatchObject({ ok: true });
    // People whose work was recently reverted are not trusted.
    expect(await fill("some", { base: 4 })).toMatchObject({ contribution: { status: "open" } });
  });
});

describe("other decisions", () => {
  test("are made with a reason, once, and can be undone", async () => {
    const { id } = await sent();
    const refusing = { id, version: 1, reviewer: mo, decision: "reject" } as const;
    expect(await decide(database.db, { ...refusing, comment: " " })).toMatchObject({ reason: "no-comment" });
    expect(await decide(database.db, { ...refusing, comment: "x".repeat(1_000_000) })).toMatchObject({
      reason: "long-comment",
    });
    expect(await decide(database.db, { ...refusing, comment: "It says “and”" })).toMatchObject({ ok: true });
    expect(await decide(database.db, { ...refusing, comment: "Again" })).toMatchObject({ reason: "decided" });
    expect(await accept(database.db, { id, version: 1, reviewer: max })).toMatchObject({ reason: "decided" });
    expect(await reopen(database.db, { id, reviewer: mo })).toEqual({ ok: true, revision: null });
    expect(await accept(database.db, { id, version: 1, reviewer: mo })).toMatchObject({ revision: 2 });
    expect(await reopen(database.db, { id, reviewer: mo })).toEqual({ ok: true, revision: 3 });
    expect(await headText(database.db, documentId)).toBe(TEXT);
    expect(await accept(database.db, { id, version: 1, reviewer: max })).toMatchObject({ revision: 4 });
  });

  test("a contribution that was sent back is amended and is open again", async () => {
    const { id } = await sent();
    await decide(database.db, {
      id,
      version: 1,
      reviewer: mo,
      decision: "request_changes",
      comment: "Which?",
    });
    const text = TEXT.replace("And they", "Most of them");
    expect(await amend(database.db, { id, author: mo, version: 1, base: 1, text })).toMatchObject({
      reason: "not-yours",
    });
    expect(await amend(database.db, { id, author: ana, version: 1, base: 1, text })).toMatchObject({
      version: 2,
    });
    expect(await database.db.contribution.findUnique({ where: { id } })).toMatchObject({
      status: "open",
      version: 2,
    });
  });

  test("one's own is withdrawn, and then nobody decides it", async () => {
    const { id } = await sent();
    expect(await withdraw(database.db, { id, personId: mo.id })).toMatchObject({ reason: "not-yours" });
    expect(await withdraw(database.db, { id, personId: ana.id })).toEqual({ ok: true });
    expect(await accept(database.db, { id, version: 1, reviewer: mo })).toMatchObject({
      reason: "decided",
      status: "withdrawn",
    });
  });
});

describe("reverting", () => {
  test("takes one revision back, and leaves what came later", async () => {
    const one = await sent();
    const two = await sent({ text: TEXT.replace("How many", "And how many") });
    for (const { id } of [one, two]) await accept(database.db, { id, version: 1, reviewer: mo });
    expect(await revert(database.db, { documentId, number: 2, reviewer: mo })).toEqual({
      ok: true,
      revision: 4,
    });
    expect(await headText(database.db, documentId)).toBe(TEXT.replace("How many", "And how many"));
    expect(await revert(database.db, { documentId, number: 2, reviewer: mo })).toMatchObject({
      reason: "nothing-left",
    });
    expect(await revert(database.db, { documentId, number: 1, reviewer: mo })).toMatchObject({
      reason: "first",
    });
    expect(await revert(database.db, { documentId, number: 9, reviewer: mo })).toMatchObject({
      reason: "no-revision",
    });
    expect(await revert(database.db, { documentId, number: 3, reviewer: ana })).toMatchObject({
      reason: "not-allowed",
    });
  });
});
