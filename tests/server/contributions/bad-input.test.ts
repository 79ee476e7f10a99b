import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accept } from "../../../server/work/contributions/accept";
import { comment } from "../../../server/work/contributions/comment";
import { composeEdit } from "../../../server/work/contributions/compose-edit";
import { decide } from "../../../server/work/contributions/decide";
import type { Proposal } from "../../../server/work/contributions/proposal";
import { propose } from "../../../server/work/contributions/propose";
import { revert } from "../../../server/work/contributions/revert";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, makeDocument, makeShow, person } from "./stage";

const TEXT = "**Ana:** Say it now, please.\n\nAnd they answered.\n";
const MEGABYTE = "x".repeat(1_000_000);

let database: TestDatabase;
let ana: { id: string; name: string };
let mo: { id: string; name: string };
let [showId, documentId, next] = [0, 0, 0];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { db } = database;
  next += 1;
  [ana, mo] = [await person(db, `ana-${next}`), await person(db, `mo-${next}`)];
  showId = (await makeShow(db, { slug: `s${next}` })).id;
  await grant(db, mo, showId, "maintainer");
  documentId = await makeDocument(db, { showId, text: TEXT, duration: 30 });
});

async function sent(over: Partial<Proposal> = {}): Promise<number> {
  const text = TEXT.replace("And they", "But they");
  const made = await propose(database.db, {
    ...{ author: ana, documentId, base: 1, text, channel: "document", agreed: true },
    ...over,
  });
  if (!made.ok) throw new Error(made.reason);
  return made.contribution.id;
}

/** Everything that a decision could change. */
const state = async () => {
  const { db } = database;
  return [
    await db.contribution.findMany({ where: { documentId } }),
    await db.revision.count({ where: { documentId } }),
    await db.review.count(),
    await db.comment.count(),
    await db.notice.count(),
    await db.auditEntry.count({ where: { showId } }),
  ];
};

test("a comment of a megabyte is refused wherever one can be made, and nothing is changed", async () => {
  const { db } = database;
  const id = await sent();
  const before = await state();
  const long = { ok: false, reason: "long-comment" };
  expect(await accept(db, { id, version: 1, reviewer: mo, comment: MEGABYTE })).toEqual(long);
  for (const decision of ["reject", "request_changes"] as const)
    expect(await decide(db, { id, version: 1, reviewer: mo, comment: MEGABYTE, decision })).toEqual(long);
  expect(await comment(db, { id, author: ana, text: MEGABYTE })).toEqual(long);
  expect(await state()).toEqual(before);
  await accept(db, { id, version: 1, reviewer: mo });
  const accepted = await state();
  expect(await revert(db, { documentId, number: 2, reviewer: mo, comment: MEGABYTE })).toEqual(long);
  expect(await state()).toEqual(accepted);
});

test("a comment keeps its words without what no text holds", async () => {
  const { db } = database;
  const id = await sent();
  expect(await accept(db, { id, version: 1, reviewer: mo, comment: " Well\0 done\r\n" })).toMatchObject({
    ok: true,
  });
  expect(await db.review.findFirst({ where: { contributionId: id } })).toMatchObject({
    comment: "Well done",
  });
});

test("a maintainer who is removed while they review decides nothing any more", async () => {
  const { db } = database;
  const id = await sent();
  await db.showRole.deleteMany({ where: { userId: mo.id } });
  const before = await state();
  expect(await accept(db, { id, version: 1, reviewer: mo })).toEqual({ ok: false, reason: "not-allowed" });
  const why = { comment: "Why", decision: "reject" } as const;
  expect(await decide(db, { id, version: 1, reviewer: mo, ...why })).toEqual({
    ok: false,
    reason: "not-allowed",
  });
  expect(await state()).toEqual(before);
});

test("one who is removed at the very moment waits for their decision, or has none", async () => {
  const { db } = database;
  for (let round = 0; round < 5; round += 1) {
    const id = await sent({ text: TEXT.replace("answered", `said${round}`) });
    await db.showRole.deleteMany({ where: { userId: mo.id } });
    await grant(db, mo, showId, "maintainer");
    const [result] = await Promise.all([
      accept(db, { id, version: 1, reviewer: mo }),
      db.showRole.deleteMany({ where: { userId: mo.id } }),
    ]);
    const { status } = await db.contribution.findUniqueOrThrow({ where: { id } });
    expect(status).toBe(result.ok ? "accepted" : "open");
    if (!result.ok) expect(["not-allowed", "conflict"]).toContain(result.reason);
  }
});

test("a merge that would be read as another paragraph is a conflict, and is settled in place", async () => {
  const { db } = database;
  const one = await sent({ text: TEXT.replace("And they answered.", "**And they answered.") });
  const two = await sent({ text: TEXT.replace("answered.", "answered:** Yes.") });
  expect(await accept(db, { id: one, version: 1, reviewer: mo })).toMatchObject({ ok: true, revision: 2 });
  const before = await state();
  // Together they would turn "And they answered" into a speaker's label.
  const result = await accept(db, { id: two, version: 1, reviewer: mo });
  expect(result).toMatchObject({
    ...{ ok: false, reason: "conflict", head: 2 },
    conflicts: [{ ours: "**And they answered.\n", theirs: "And they answered:** Yes.\n" }],
  });
  expect(await state()).toEqual(before);
  const texts = ["And they answered: Yes."];
  const composed = await composeEdit(db, { id: two, version: 1, on: 2, texts, reviewerId: mo.id });
  if (!composed.ok) throw new Error("It cannot be settled");
  const { text, on } = composed;
  expect(await accept(db, { id: two, version: 1, reviewer: mo, text, on })).toMatchObject({ ok: true });
  expect(await headText(db, documentId)).toBe(TEXT.replace("answered.", "answered: Yes."));
});

test("the first revision and one that is not there are not taken back", async () => {
  const { db } = database;
  const before = await state();
  expect(await revert(db, { documentId, number: 1, reviewer: mo })).toEqual({ ok: false, reason: "first" });
  for (const number of [0, 2, -1, 1.5, Number.NaN])
    expect(await revert(db, { documentId, number, reviewer: mo })).toEqual({
      ok: false,
      reason: "no-revision",
    });
  expect(await state()).toEqual(before);
});

test("an amendment that comes while the reviewer waits for the lock is an older version, not no contribution", async () => {
  const { db } = database;
  const id = await sent();
  let waiting: ReturnType<typeof accept> | undefined;
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT FROM contributions WHERE id = ${id} FOR UPDATE`;
    waiting = accept(db, { id, version: 1, reviewer: mo });
    // Until the reviewer's own query waits.
    for (;;) {
      const [row] = await tx.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
      if (Number(row?.count) > 0) break;
    }
    await tx.$executeRaw`
      INSERT INTO contribution_versions (contribution_id, number, document_id, base, splices, summary, added, removed)
      SELECT contribution_id, 2, document_id, base, splices, summary, added, removed FROM contribution_versions
      WHERE contribution_id = ${id}`;
    await tx.$executeRaw`UPDATE contributions SET version = 2 WHERE id = ${id}`;
  });
  expect(await waiting).toEqual({ ok: false, reason: "older-version", version: 2 });
});
