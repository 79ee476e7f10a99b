import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { appendRevisions } from "../../../server/text/documents/append-revisions";
import { measure } from "../../../server/text/documents/measure";
import { reparseDocuments } from "../../../server/text/documents/reparse-documents";
import { accept } from "../../../server/work/contributions/accept";
import { reparseContributions } from "../../../server/work/contributions/reparse-contributions";
import { splitTurn } from "../../../server/work/contributions/split-turn";
import { listDoubts } from "../../../server/work/shows/list-doubts";
import { parse, splices } from "../../../transcript";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { type Folder, imported, makeFolder } from "./folder";

const PATH = "x/x-1.md";
const said = (...bodies: string[]) =>
  `${bodies.map((body, i) => `**${i % 2 ? "Ben" : "Ana"}:** ${body}`).join("\n\n")}\n`;

let database: TestDatabase;
let folder: Folder;
beforeEach(async () => {
  database = await createTestDatabase();
  folder = await makeFolder({ [PATH]: said("One here.", "Two here.", "Three here.") });
  await imported(database.db, folder.path);
});
afterEach(async () => {
  await database.drop();
  await folder.remove();
});

const document = () => database.db.document.findUniqueOrThrow({ where: { path: PATH } });
const text = async () => {
  const { id, head } = await document();
  const found = await database.db.revision.findFirstOrThrow({ where: { documentId: id, number: head } });
  return found.text;
};
async function edit(next: string): Promise<void> {
  const { id, head } = await document();
  const done = await database.db.$transaction((tx) =>
    appendRevisions(tx, [
      { documentId: id, base: head, text: next, summary: "Edit", author: { name: "Ana", id: null } },
    ]),
  );
  expect(done.ok).toBe(true);
}
const reviewer = async () => {
  const user = await database.db.user.create({ data: { handle: "rev", name: "Rev", admin: true } });
  return { id: user.id, name: "Rev" };
};

describe("a file that was changed both here and there", () => {
  test("becomes one contribution, which merges both, and once decided says nothing more", async () => {
    await edit(said("One here.", "Two here.", "Three, edited on the site."));
    await folder.write({ [PATH]: said("One, changed in the file.", "Two here.", "Three here.") });
    const report = await imported(database.db, folder.path);
    const [contribution] = await database.db.contribution.findMany();
    expect(report).toMatchObject({
      refused: [],
      remarks: [
        {
          path: PATH,
          reason: expect.stringMatching(`contribution ${contribution?.id} is waiting for review`),
        },
      ],
    });
    expect(contribution).toMatchObject({ channel: "import", authorName: "Import", status: "open" });
    // Nothing was changed yet, and a second import proposes nothing twice.
    expect(await text()).toContain("One here.");
    expect((await imported(database.db, folder.path)).remarks).toHaveLength(1);
    expect(await database.db.contribution.count()).toBe(1);

    const accepted = await accept(database.db, {
      id: contribution?.id ?? 0,
      version: 1,
      reviewer: await reviewer(),
    });
    expect(accepted).toMatchObject({ ok: true });
    expect(await text()).toBe(said("One, changed in the file.", "Two here.", "Three, edited on the site."));
    expect(await imported(database.db, folder.path)).toMatchObject({
      ...{ refused: [], remarks: [] },
      shows: [{ unchanged: 1, changed: 0 }],
    });
  });
});

test("a doubtful place is listed, and split in one go into a contribution of two turns", async () => {
  await folder.write({ [PATH]: said("We go back? **Ben Ng:** We do.", "Two here.") });
  await imported(database.db, folder.path);
  const { id, head, doubts } = await document();
  expect(doubts).toBe(1);
  const author = { ...(await reviewer()), addressHash: "x" };
  expect(await listDoubts(database.db, { show: "x", personId: null })).toEqual([]);
  const [doubt] = await listDoubts(database.db, { show: "x", personId: author.id });
  expect(doubt).toMatchObject({ name: "Ben Ng", before: "We go back?", after: "We do.", base: head });
  const place = {
    author,
    agreed: true,
    documentId: id,
    base: head,
    segment: doubt?.segment ?? 9,
    at: doubt?.at ?? 9,
  };
  const made = await splitTurn(database.db, place);
  if (!made.ok) throw new Error(made.reason);
  expect((await splitTurn(database.db, place)).ok && made.contribution.id).toBe(made.contribution.id);
  expect(await database.db.contribution.count()).toBe(1);
  expect(await splitTurn(database.db, { ...place, at: 3 })).toMatchObject({ ok: false, reason: "no-base" });
  await accept(database.db, { id: made.contribution.id, version: 1, reviewer: author });
  expect(await text()).toBe("**Ana:** We go back?\n\n**Ben Ng:** We do.\n\n**Ben:** Two here.\n");
  expect((await document()).doubts).toBe(0);
});

test("what an older parser derived is made anew: segments keep their ids, open contributions their texts", async () => {
  const matter = "---\ntitle: A\n---\n\n";
  const source = `${matter}${said("One here.", "Two here.")}`;
  await folder.write({ [PATH]: source });
  await imported(database.db, folder.path);
  const { db } = database;
  const { id, head } = await document();

  // As version 1 left it: the front matter is a paragraph, and everything behind it stands one place further.
  const old = parse(source, { frontMatter: false });
  const now = await db.segment.findMany({
    where: { documentId: id, gone: null },
    orderBy: { position: "asc" },
  });
  await db.$transaction(async (tx) => {
    for (const { id: segment, position } of now)
      await tx.segment.update({
        where: { documentId_id: { documentId: id, id: segment } },
        data: { position: (position ?? 0) + 1 },
      });
    const [first] = measure(old).segments;
    await tx.segment.create({
      data: {
        documentId: id,
        id: 99,
        position: 0,
        kind: "text",
        born: head,
        words: first?.words ?? 0,
        gaps: 0,
      },
    });
    await tx.document.update({ where: { id }, data: { parser: 1, words: measure(old).words } });
  });
  const proposed = source.replace("Two here.", "Two, proposed.");
  const changes = splices(old, parse(proposed, { frontMatter: false }));
  expect(changes).toMatchObject([{ start: 2 }]);
  const contribution = await db.contribution.create({
    data: {
      ...{ documentId: id, channel: "document", authorName: "Cas", addressHash: "c" },
      versions: {
        create: {
          ...{ number: 1, documentId: id, base: head, summary: "Two", added: 1, removed: 1, parser: 1 },
          splices: structuredClone(changes) as object[],
        },
      },
    },
  });

  expect(await reparseDocuments(db)).toBe(1);
  expect(await reparseDocuments(db)).toBe(0);
  expect(
    await db.segment.findMany({ where: { documentId: id, gone: null }, orderBy: { position: "asc" } }),
  ).toEqual(now);
  expect(await document()).toMatchObject({ parser: 2, words: 4 });
  expect(await reparseContributions(db)).toEqual([]);
  const version = await db.contributionVersion.findFirstOrThrow();
  expect(version).toMatchObject({ parser: 2, splices: [{ start: 1 }] });
  expect(await accept(db, { id: contribution.id, version: 1, reviewer: await reviewer() })).toMatchObject({
    ok: true,
  });
  expect(await text()).toBe(proposed);
});
