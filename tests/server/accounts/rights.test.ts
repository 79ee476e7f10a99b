import { afterAll, beforeAll, expect, test } from "vitest";
import { mayOwn, mayReview, reviewedShows, standingAt } from "../../../server/people/accounts/standing-at";
import { documentIdAt } from "../../../server/work/contributions/find-document";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("what somebody may is what their role at this very show says", async () => {
  const { db } = database;
  const [one, two] = [await makeShow(db, { slug: "one" }), await makeShow(db, { slug: "two" })];
  const roles = ["owner", "maintainer", "trusted", "contributor"] as const;
  const found = [];
  for (const role of roles) {
    const who = await person(db, role);
    await grant(db, who, one.id, role);
    const here = await standingAt(db, { personId: who.id, showId: one.id });
    const elsewhere = await standingAt(db, { personId: who.id, showId: two.id });
    expect([mayOwn(elsewhere), mayReview(elsewhere), elsewhere.role]).toEqual([false, false, null]);
    found.push([
      role,
      mayOwn(here),
      mayReview(here),
      (await reviewedShows(db, who.id)).map(({ slug }) => slug),
    ]);
  }
  expect(found).toEqual([
    ["owner", true, true, ["one"]],
    ["maintainer", false, true, ["one"]],
    ["trusted", false, false, []],
    ["contributor", false, false, []],
  ]);
  const admin = await person(db, "admin", true);
  expect(mayOwn(await standingAt(db, { personId: admin.id, showId: two.id }))).toBe(true);
  expect(await reviewedShows(db, admin.id)).toHaveLength(2);
  expect(mayReview(await standingAt(db, { personId: null, showId: one.id }))).toBe(false);
});

test("a block counts at its show, one without a show everywhere, and neither once it is lifted", async () => {
  const { db } = database;
  const [three, four] = [await makeShow(db, { slug: "three" }), await makeShow(db, { slug: "four" })];
  const who = await person(db, "blocked");
  const blocked = async () =>
    Promise.all(
      [three, four].map(async ({ id }) => (await standingAt(db, { personId: who.id, showId: id })).blocked),
    );
  const block = { userId: who.id, blockerName: "mo" };
  await db.block.create({ data: { ...block, showId: three.id, reason: "spam" } });
  expect(await blocked()).toEqual(["spam", null]);
  await db.block.updateMany({ where: { userId: who.id }, data: { liftedAt: new Date() } });
  expect(await blocked()).toEqual([null, null]);
  await db.block.create({ data: { ...block, reason: "a bot" } });
  expect(await blocked()).toEqual(["a bot", "a bot"]);
  await expect(db.block.create({ data: { ...block, reason: "again" } })).rejects.toThrow(
    /blocks_one_at_a_time|[Uu]nique/,
  );
});

test("a document is found by its episode's address", async () => {
  const { db } = database;
  const show = await makeShow(db, { slug: "five" });
  const id = await makeDocument(db, { showId: show.id, text: "One.\n" });
  expect(await documentIdAt(db, { show: "five", slug: "1", kind: "transcript" })).toBe(id);
  expect(await documentIdAt(db, { show: "five", slug: "1", kind: "notes" })).toBeNull();
});
