import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { amend } from "../../../server/work/contributions/amend";
import { comment } from "../../../server/work/contributions/comment";
import type { Proposal } from "../../../server/work/contributions/proposal";
import { propose } from "../../../server/work/contributions/propose";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "./stage";

const TEXT = "**Ana:** \\[00:01\\] We asked people.\n\nAnd they answered.\n";

let database: TestDatabase;
let ana: { id: string; name: string };
let showId: number;
let documentId: number;
let next = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { db } = database;
  next += 1;
  ana = await person(db, `ana-${next}`);
  showId = (await makeShow(db, { slug: `s${next}` })).id;
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

describe("a proposal", () => {
  test("by somebody who is blocked is refused with the reason", async () => {
    await database.db.block.create({ data: { userId: ana.id, showId, reason: "spam", blockerName: "mo" } });
    expect(await send()).toMatchObject({ ok: false, reason: "blocked", because: "spam" });
  });

  test("is for those a show has invited, where it takes no others", async () => {
    const { db } = database;
    await db.show.update({ where: { id: showId }, data: { contribute: "invited" } });
    expect(await send()).toEqual({ ok: false, reason: "not-invited" });
    await grant(db, ana, showId, "contributor");
    expect(await send()).toMatchObject({ ok: true });
  });

  test("without an account is taken where the show allows it, and limited by address", async () => {
    await database.db.show.update({ where: { id: showId }, data: { contribute: "anyone" } });
    const author = { id: null, name: "A listener", addressHash: `hash-${next}` };
    for (let i = 0; i < 20; i += 1) await sent({ author, text: TEXT.replace("And", `And ${i}`) });
    expect(await send({ author })).toMatchObject({ ok: false, reason: "too-many-open", most: 20 });
  });

  test("is counted by one after the other, however many are sent at once", async () => {
    await database.db.show.update({ where: { id: showId }, data: { contribute: "anyone" } });
    const author = { id: null, name: "A listener", addressHash: `at-once-${next}` };
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, i) => send({ author, text: TEXT.replace("And", `And ${i}`) })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(20);
    for (const result of results)
      if (!result.ok) expect(["too-many-open", "too-fast"]).toContain(result.reason);
    expect(await database.db.contribution.count({ where: { addressHash: author.addressHash } })).toBe(20);

    // Nor is one of theirs refused that is there already.
    await database.db.contribution.deleteMany({ where: { addressHash: author.addressHash } });
    const again = await Promise.all(
      Array.from({ length: 30 }, () => send({ author, idempotencyKey: "the same form" })),
    );
    expect(again.filter(({ ok }) => ok)).toHaveLength(30);
    expect(await database.db.contribution.count({ where: { addressHash: author.addressHash } })).toBe(1);
  });

  /** Adds so many existing contributions. */
  const addMany = (many: {
    count: number;
    author: string | null;
    addressHash: string;
    status: string;
    ago: string;
  }) =>
    database.db.$executeRaw`
      WITH made AS (
        INSERT INTO contributions (document_id, channel, author_id, author_name, address_hash, status, created_at)
        SELECT ${documentId}, 'document', ${many.author}::uuid, 'somebody', ${many.addressHash},
               ${many.status}::contribution_status, now() - ${many.ago}::interval
        FROM generate_series(1, ${many.count}::int) RETURNING id, document_id)
      INSERT INTO contribution_versions (contribution_id, number, document_id, base, splices, summary, added, removed)
      SELECT id, 1, document_id, 1, '[]', 'x', 1, 1 FROM made`;

  test.each([
    ["too-fast", 120, { count: 120, ago: "59 minutes" }],
    ["too-fast", 240, { count: 240, ago: "59 minutes", author: null }],
    ["too-many-open", 200, { count: 200, ago: "2 days", status: "open" }],
  ])("is refused as %s where there were %i", async (reason, most, over) => {
    const addressHash = `hash-${next}`;
    const author = { ...ana, addressHash };
    const one = { author: ana.id, addressHash, status: "withdrawn", ...over };
    await addMany({ ...one, count: most - 1 });
    expect(await send({ author })).toMatchObject({ ok: true });
    await addMany({ ...one, count: 1 });
    expect(await send({ author })).toMatchObject({ ok: false, reason, most });
    // Contributions decided long ago do not count.
    await database.db.$executeRaw`
      UPDATE contributions SET created_at = now() - interval '61 minutes', status = 'withdrawn'
      WHERE document_id = ${documentId}`;
    expect(await send({ author })).toMatchObject({ ok: true });
  });
});

test("comments are counted by one after the other, however many are sent at once", async () => {
  const { db } = database;
  const ids = await Promise.all(
    Array.from({ length: 8 }, (_, i) => sent({ text: TEXT.replace("And", `And ${i}`) })),
  );
  const author = await person(db, `bea-${next}`);
  await db.$executeRaw`
    INSERT INTO comments (contribution_id, author_id, author_name, text, version)
    SELECT ${ids[0]?.id}, ${author.id}::uuid, 'bea', 'x', 1 FROM generate_series(1, 57)`;
  const results = await Promise.all(ids.map(({ id }) => comment(db, { id, author, text: "Why?" })));
  expect(results.filter(({ ok }) => ok)).toHaveLength(3);
});

test("amendments are limited, too, since each is told to the maintainers", async () => {
  const { id } = await sent();
  const again = (version: number) =>
    amend(database.db, { id, author: ana, version, base: 1, text: TEXT.replace("And", `And ${version}`) });
  for (let version = 1; version <= 60; version += 1)
    expect(await again(version)).toMatchObject({ version: version + 1 });
  expect(await again(61)).toEqual({ ok: false, reason: "too-fast", most: 60 });
});
