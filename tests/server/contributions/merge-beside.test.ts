import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { acceptSeveral } from "../../../server/work/contributions/accept-several";
import { MOST_HERE } from "../../../server/work/contributions/compare-aside";
import { composeEdit, readEditable } from "../../../server/work/contributions/compose-edit";
import { propose } from "../../../server/work/contributions/propose";
import { revert } from "../../../server/work/contributions/revert";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, makeDocument, makeShow, person } from "./stage";

// Whatever merges long texts does so beside the process that answers: here, merging fails.

vi.mock("@/transcript", async (original) => ({
  ...(await original<object>()),
  merge: () => {
    throw new Error("It was merged here");
  },
}));

const said = (change: (i: number) => string | null = () => null) =>
  `${Array.from({ length: 6000 }, (_, i) => change(i) ?? `Said ${i} and then a few words more.`).join("\n\n")}\n`;
const TEXT = said();

let database: TestDatabase;
let documentId: number;
let ana: { id: string; name: string };
let mo: { id: string; name: string };

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const show = await makeShow(db, { slug: "beside" });
  [ana, mo] = [await person(db, "ana"), await person(db, "mo")];
  await grant(db, mo, show.id, "maintainer");
  documentId = await makeDocument(db, { showId: show.id, text: TEXT, path: "beside/x-1.md", duration: 20 });
});
afterAll(() => database.drop());

async function sent(text: string): Promise<number> {
  const made = await propose(database.db, {
    ...{ author: ana, documentId, base: 1, text, channel: "document", agreed: true },
  });
  if (!made.ok) throw new Error(made.reason);
  return made.contribution.id;
}

test("long texts are merged beside the process, to the same words", async () => {
  const { db } = database;
  expect(3 * TEXT.length).toBeGreaterThan(MOST_HERE);
  const fifth = await sent(said((i) => (i === 5 ? "Sad 5." : null)));
  const both = await sent(
    said((i) => (i === 5 ? "Sat 5." : i === 70 ? "Sat 70." : i === 71 ? "Sat 71." : null)),
  );
  const last = await sent(said((i) => (i === 5999 ? "And the end." : null)));
  const together = (...ids: number[]) =>
    acceptSeveral(db, { seen: ids.map((id) => ({ id, version: 1 })), reviewer: mo });

  expect(await together(fifth, both, last)).toEqual({ ok: false, reason: "conflicting", ids: [both] });
  expect(await together(fifth, last)).toMatchObject({
    ok: true,
    results: [{ result: { revision: 2 } }, { result: { revision: 3 } }],
  });
  const two = (i: number) => (i === 5 ? "Sad 5." : i === 5999 ? "And the end." : null);
  expect(await headText(db, documentId)).toBe(said(two));

  expect(await readEditable(db, { id: both, version: 1 })).toEqual({
    on: 3,
    places: [{ text: "Sat 5.", changeAt: 0 }],
  });
  const editing = { id: both, version: 1, on: 3, texts: ["Sat or sad 5."], reviewerId: mo.id };
  expect(await composeEdit(db, editing)).toEqual({
    ok: true,
    on: 3,
    text: said((i) => (i === 5 ? "Sat or sad 5." : i === 70 ? "Sat 70." : i === 71 ? "Sat 71." : two(i))),
  });

  expect(await revert(db, { documentId, number: 2, reviewer: mo })).toEqual({ ok: true, revision: 4 });
  expect(await headText(db, documentId)).toBe(said((i) => (i === 5999 ? "And the end." : null)));
});
