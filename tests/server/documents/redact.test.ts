import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../../server/db";
import { refreshSearch } from "../../../server/doors/search/refresh-search";
import { search } from "../../../server/doors/search/search";
import { readSource } from "../../../server/text/documents/read-source";
import { readRevision } from "../../../server/text/episodes/read-revision";
import { readTranscript } from "../../../server/text/episodes/read-transcript";
import { accept } from "../../../server/work/contributions/accept";
import { propose } from "../../../server/work/contributions/propose";
import { readContribution } from "../../../server/work/contributions/read-contribution";
import { previewRedaction } from "../../../server/work/history/preview-redaction";
import { redact } from "../../../server/work/history/redact";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";

const TEXT = "**Ana:** \\[00:01\\] My number is 555 0199, call me.\n\nAnd they answered.\n";
const SECRET = "555 0199";

type Person = { id: string; name: string };
let database: TestDatabase;
let admin: Person;
let ana: Person;
let mo: Person;
let [showId, documentId]: [number, number] = [0, 0];
let path = "";
let next = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  next += 1;
  const { db } = database;
  admin = await person(db, `admin-${next}`, true);
  ana = await person(db, `ana-${next}`);
  mo = await person(db, `mo-${next}`);
  showId = (await makeShow(db, { slug: `s${next}` })).id;
  await grant(db, mo, showId, "owner");
  path = `${showId}/x-1.md`;
  documentId = await makeDocument(db, { showId, text: TEXT, duration: 30 });
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

const taken = (over: object = {}) =>
  redact(database.db, { documentId, text: SECRET, reason: "A private number", actor: admin, ...over });

test("what is redacted is gone from every revision and proposal, whatever was kept of them, and the rest stays", async () => {
  const { db } = database;
  const one = await sent(TEXT.replace("And they", "But they"));
  const open = await sent(TEXT.replace(SECRET, `${SECRET} or so`));
  await accept(db, { id: one, version: 1, reviewer: mo });
  await refreshSearch(db);
  // Fill every cache.
  const other = openDatabase(database.url);
  const wanted = { documentId, revision: 2, duration: 30, path };
  const seen = async () =>
    JSON.stringify([
      await readSource(other, { documentId, number: 1, path }),
      await readSource(db, { documentId, number: 2, path }),
      await readRevision(db, { documentId, number: 1 }),
      await readTranscript(db, wanted),
      await readContribution(db, { id: open }),
      await search(db, { query: "0199", show: `s${next}` }),
      await db.contributionVersion.findMany({ where: { documentId } }),
    ]);
  expect(await seen()).toContain("0199");
  const before = await readSource(db, { documentId, number: 2, path });
  const log = await db.logEntry.findMany({ orderBy: { position: "asc" } });

  expect(await taken()).toEqual({ ok: true, revisions: 2 });
  expect((await seen()).replaceAll('"0199"', "")).not.toContain("0199");
  expect(await db.logEntry.findMany({ orderBy: { position: "asc" } })).toEqual(log);
  for (const { text, sha256 } of await db.revision.findMany({ where: { documentId } })) {
    expect(text).toContain("My number is \\[redacted\\], call me.");
    expect(Buffer.from(sha256)).toEqual(createHash("sha256").update(text).digest());
  }
  expect(await db.redaction.findMany({ where: { documentId } })).toMatchObject([
    { reason: "A private number", redactorName: admin.name, revisions: 2 },
  ]);
  // Unchanged words keep their starts.
  const after = await readSource(db, { documentId, number: 2, path });
  const last = (source: typeof before) => Array.from(source?.time(30).starts ?? []).slice(-3);
  expect(last(after)).toEqual(last(before));
  // Open contributions still work, and search finds the rest again.
  expect(await accept(db, { id: open, version: 1, reviewer: mo })).toMatchObject({ ok: true, revision: 3 });
  await refreshSearch(db);
  expect(JSON.stringify(await search(db, { query: "answered", show: `s${next}` }))).toContain("answered");
  await other.$disconnect();
});

test("a word goes where it stands as a word: within words it stays, unless that is asked for", async () => {
  const { db } = database;
  const text = "**Ana:** The other theatre. Bathe the cat, the cat.\n\nBreathe, he said: the.\n";
  const make = (slug: string) => makeDocument(db, { showId, slug, text });
  const left = async (id: number) => (await db.revision.findFirstOrThrow({ where: { documentId: id } })).text;
  const words = await make("whole");
  const wanted = { documentId: words, text: "the", actorId: admin.id, inWords: false };
  const preview = await previewRedaction(db, wanted);
  expect(preview).toMatchObject({ ok: true, places: 3, revisions: 1, more: 0 });
  const shown = preview.ok ? preview.shown : [];
  expect(shown.map(({ before, after, revisions }) => [before, after, revisions]).slice(0, 2)).toEqual([
    ["**Ana:** The other theatre. Bathe ", " cat, the cat. Breathe, he said: the. ", [[1, 1]]],
    ["**Ana:** The other theatre. Bathe the cat, ", " cat. Breathe, he said: the. ", [[1, 1]]],
  ]);
  expect(shown).toHaveLength(3);
  expect(await previewRedaction(db, { ...wanted, inWords: true })).toMatchObject({ places: 7 });
  expect(await previewRedaction(db, { ...wanted, actorId: mo.id })).toEqual({
    ok: false,
    reason: "not-allowed",
  });
  expect(await previewRedaction(db, { ...wanted, text: "a\nb" })).toEqual({ ok: false, reason: "no-text" });
  expect(await previewRedaction(db, { ...wanted, text: "athe" })).toEqual({ ok: false, reason: "not-found" });
  // What was not seen is not removed.
  expect(await taken({ documentId: words, text: "the", places: 7 })).toEqual({
    ok: false,
    reason: "changed",
  });
  expect(await left(words)).toBe(text);
  expect(await taken({ documentId: words, text: "the", places: 3, reason: "As in the law" })).toMatchObject({
    reason: "telling",
  });
  expect(await taken({ documentId: words, text: "the", places: 3, reason: "Another" })).toMatchObject({
    ok: true,
  });
  expect(await left(words)).toBe(
    "**Ana:** The other theatre. Bathe \\[redacted\\] cat, \\[redacted\\] cat.\n\nBreathe, he said: \\[redacted\\].\n",
  );
  const within = await make("within");
  expect(await taken({ documentId: within, text: "athe", inWords: true, places: 2 })).toMatchObject({
    ok: true,
  });
  expect(await left(within)).toContain("B\\[redacted\\] the cat");
});

test("it takes an administrator, a reason, and a text that is there", async () => {
  expect(await taken({ actor: mo })).toEqual({ ok: false, reason: "not-allowed" });
  expect(await taken({ reason: " " })).toEqual({ ok: false, reason: "no-reason" });
  expect(await taken({ text: "a\nb" })).toEqual({ ok: false, reason: "no-text" });
  expect(await taken({ text: "nowhere" })).toEqual({ ok: false, reason: "not-found" });
  expect(await taken({ documentId: 2_000_000_000 })).toEqual({ ok: false, reason: "no-document" });
  // Without its label it would become another paragraph.
  expect(await taken({ text: "**Ana:**" })).toEqual({ ok: false, reason: "unsafe" });
  expect(await database.db.redaction.count({ where: { documentId } })).toBe(0);
});

test("nothing else opens what was accepted: neither the setting alone, nor an old redaction, nor another document", async () => {
  const { db } = database;
  const other = await makeDocument(db, { showId, slug: "2", text: TEXT });
  await taken();
  const { id } = await db.redaction.findFirstOrThrow({ where: { documentId } });
  const change = (setting: string, document: number) =>
    db.$transaction([
      db.$executeRaw`SELECT set_config('onrecord.redaction', ${setting}, true)`,
      db.$executeRaw`UPDATE revisions SET text = 'x', sha256 = sha256('x') WHERE document_id = ${document}`,
    ]);
  await expect(change("", documentId)).rejects.toThrow(/what was accepted stays/);
  await expect(change(String(id), documentId)).rejects.toThrow(/what was accepted stays/);
  await expect(
    db.$transaction(async (tx) => {
      const made = await tx.redaction.create({
        data: { documentId, reason: "x", redactorName: "x", revisions: 1 },
      });
      await tx.$executeRaw`SELECT set_config('onrecord.redaction', ${String(made.id)}, true)`;
      await tx.$executeRaw`UPDATE revisions SET text = 'x', sha256 = sha256('x') WHERE document_id = ${other}`;
    }),
  ).rejects.toThrow(/what was accepted stays/);
  await expect(
    db.$transaction(async (tx) => {
      const made = await tx.redaction.create({
        data: { documentId, reason: "x", redactorName: "x", revisions: 1 },
      });
      await tx.$executeRaw`SELECT set_config('onrecord.redaction', ${String(made.id)}, true)`;
      await tx.$executeRaw`UPDATE revisions SET author_name = 'x' WHERE document_id = ${documentId}`;
    }),
  ).rejects.toThrow(/what was accepted stays/);
  await expect(db.redaction.deleteMany({})).rejects.toThrow(/what was accepted stays/);
});
