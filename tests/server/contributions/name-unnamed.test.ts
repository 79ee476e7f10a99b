import { afterAll, beforeAll, expect, test } from "vitest";
import { readTranscript } from "../../../server/text/episodes/read-transcript";
import { unnamedSpeakers } from "../../../server/text/episodes/unnamed-speakers";
import { accept } from "../../../server/work/contributions/accept";
import { nameUnnamed } from "../../../server/work/contributions/name-unnamed";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, makeDocument, makeShow, person } from "./stage";

const TEXT =
  "**Speaker 1:** \\[00:05\\] \\[unintelligible 00:00:05.00\\]\n\n**SPEAKER_00:** \\[00:10\\] Good morning to all of you.\n\n**Ann:** Yes.\n\n**Speaker 1:** \\[00:20\\] Thank you.\n\nAnd more.\n";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("speakers with numbers are listed where they are first understood, and named by one contribution", async () => {
  const { db } = database;
  const show = await makeShow(db);
  const documentId = await makeDocument(db, { showId: show.id, text: TEXT, path: "x/x-1.md", duration: 60 });
  const wanted = { documentId, revision: 1, duration: 60, path: "x/x-1.md" };
  const transcript = await readTranscript(db, wanted);
  if (!transcript) throw new Error("There is no transcript");
  expect(unnamedSpeakers(transcript)).toEqual([
    { label: "Speaker 1", turns: 2, start: 20, segmentId: 4, opening: "Thank you." },
    { label: "SPEAKER_00", turns: 1, start: 10, segmentId: 2, opening: "Good morning to all of you." },
  ]);

  const author = { ...(await person(db, "cy")), addressHash: "x" };
  const naming = {
    ...{ author, documentId, base: 1, idempotencyKey: "12345678" },
    names: new Map([
      ["Speaker 1", "Ben Ng"],
      ["SPEAKER_00", " Cy Moe "],
      ["Ann", "Somebody Else"],
      ["Speaker 9", "Nobody"],
    ]),
  };
  expect(await nameUnnamed(db, { ...naming, agreed: false })).toMatchObject({ reason: "licence" });
  const empty = new Map([["Speaker 1", " "]]);
  expect(await nameUnnamed(db, { ...naming, agreed: true, names: empty })).toMatchObject({
    reason: "nothing-changed",
  });
  const marker = new Map([["Speaker 1", "Break"]]);
  expect(await nameUnnamed(db, { ...naming, agreed: true, names: marker })).toMatchObject({
    reason: "no-name",
  });
  expect(await nameUnnamed(db, { ...naming, agreed: true, base: 2 })).toMatchObject({ reason: "no-base" });

  const made = await nameUnnamed(db, { ...naming, agreed: true });
  if (!made.ok) throw new Error(made.reason);
  expect(made.contribution.summary).toBe("Name the speakers: Ben Ng, Cy Moe");
  const again = await nameUnnamed(db, { ...naming, agreed: true });
  expect(again).toMatchObject({ contribution: { id: made.contribution.id, again: true } });
  expect(await db.contribution.count()).toBe(1);

  const reviewer = await person(db, "mo");
  await grant(db, reviewer, show.id, "maintainer");
  await accept(db, { id: made.contribution.id, version: 1, reviewer });
  expect(await headText(db, documentId)).toBe(
    TEXT.replaceAll("Speaker 1", "Ben Ng").replace("SPEAKER_00", "Cy Moe"),
  );
  const later = await readTranscript(db, { ...wanted, revision: 2 });
  expect(later && unnamedSpeakers(later)).toEqual([]);
});
