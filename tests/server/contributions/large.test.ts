import { afterAll, beforeAll, expect, test } from "vitest";
import { compareAside, MOST_HERE } from "../../../server/work/contributions/compare-aside";
import { propose } from "../../../server/work/contributions/propose";
import { readContribution } from "../../../server/work/contributions/read-contribution";
import { readReviewItem } from "../../../server/work/contributions/read-review-item";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { apiOver } from "../api/serving";
import { grant, makeDocument, makeShow, person } from "./stage";

let database: TestDatabase;
let documentId: number;
let ana: { id: string; name: string };
let mo: { id: string; name: string };

const TEXT = "**Ana:** One two three.\n\nFour five six.\n";
/** The longest text that is taken is a little longer: 3.4 million characters. */
const LONG = `${Array.from({ length: 140_000 }, (_, i) => `Said ${i} ${"aye ".repeat(3)}`.trim()).join("\n\n")}\n`;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const show = await makeShow(db, { slug: "large" });
  [ana, mo] = [await person(db, "ana"), await person(db, "mo")];
  await grant(db, mo, show.id, "maintainer");
  documentId = await makeDocument(db, { showId: show.id, text: TEXT, path: "large/x-1.md", duration: 20 });
});
afterAll(() => database.drop());

async function sent(text: string): Promise<number> {
  const made = await propose(database.db, {
    ...{ author: ana, documentId, base: 1, text, channel: "document", agreed: true },
  });
  if (!made.ok) throw new Error(made.reason);
  return made.contribution.id;
}

const sizeOf = (value: unknown) => JSON.stringify(value).length;

test("a proposal of millions of characters is counted where it is shown, and left out of lists", async () => {
  const { db } = database;
  const small = await sent(TEXT.replace("five", "5"));
  const large = await sent(LONG);

  const shown = await readContribution(db, { id: large });
  expect(sizeOf(shown?.hunks)).toBeLessThan(20_000);
  expect(shown?.hunks[0]).toMatchObject({ edits: [], counted: { places: 1, removed: 7 } });
  expect(shown?.hunks[0]?.counted?.added).toBeGreaterThan(500_000);
  const item = await readReviewItem(db, { id: large, reviewerId: mo.id });
  expect(item.ok && sizeOf(item.item)).toBeLessThan(30_000);

  const api = apiOver(db);
  const list = (await api.json("/contributions")) as { items: Listed[] };
  expect(sizeOf(list)).toBeLessThan(20_000);
  const [first, second] = list.items;
  expect(first).toMatchObject({ id: large, hunks: [], complete: false });
  expect(second).toMatchObject({ id: small, complete: true });
  expect(second?.hunks[0]?.after).toContain("Four 5 six.");
  const whole = (await api.json(new URL(first?.whole ?? "").pathname.replace("/api/v1", ""))) as Listed;
  expect(whole).toMatchObject({ id: large, complete: true });
  expect(whole.hunks[0]?.after.length).toBeGreaterThan(3_000_000);
});

interface Listed {
  readonly id: number;
  readonly hunks: readonly { readonly after: string }[];
  readonly complete: boolean;
  readonly whole: string;
}

test("of many changes the first are shown, and the rest is counted", async () => {
  const { db } = database;
  const show = await makeShow(db, { slug: "many" });
  const said = (word: string) =>
    `${Array.from({ length: 1000 }, (_, i) => (i % 2 ? `Both ${i}.` : `${word} ${i}.`)).join("\n\n")}\n`;
  const many = await makeDocument(db, {
    showId: show.id,
    text: said("One"),
    path: "many/x-1.md",
    duration: 20,
  });
  const made = await propose(db, {
    ...{ author: ana, documentId: many, base: 1, text: said("Two"), channel: "document", agreed: true },
  });
  if (!made.ok) throw new Error(made.reason);
  const shown = await readContribution(db, { id: made.contribution.id });
  expect(shown?.hunks).toHaveLength(301);
  expect(shown?.hunks[299]).toMatchObject({ counted: null, before: "Both 597." });
  expect(shown?.hunks[300]?.counted?.places).toBe(200);
});

test("large texts are compared beside the process, with the same result", async () => {
  const [before, after] = [LONG, LONG.replace("Said 99999 ", "Saw 99999 ")];
  expect(before.length + after.length).toBeGreaterThan(MOST_HERE);
  const compared = await compareAside("check", { path: "large/x-1.md", before, after }, () => {
    throw new Error("It was compared here");
  });
  expect(compared).toMatchObject({
    ok: true,
    result: { ok: true, splices: [{ start: 99_999, end: 100_000 }] },
  });
  const merged = await compareAside("merge", {
    ...{ path: "large/x-1.md", base: before, ours: after },
    theirs: before.replace("Said 5 ", "Sad 5 "),
  });
  expect(merged).toEqual({ ok: true, result: { ok: true, text: after.replace("Said 5 ", "Sad 5 ") } });
});

test("small texts are compared where they are", async () => {
  const compared = await compareAside("check", { path: "x", before: TEXT, after: TEXT }, () => ({
    ok: false,
    reason: "beyond",
  }));
  expect(compared).toEqual({ ok: true, result: { ok: false, reason: "beyond" } });
});
