import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { corpusCounts, corpusFolder, corpusMissing, corpusRequired, corpusText } from "../../support/corpus";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { imported, stateOf } from "./folder";

if (!corpusFolder) console.warn(corpusMissing);

test("the corpus is there where it has to be", () => {
  if (corpusRequired) expect(corpusFolder, corpusMissing).not.toBeNull();
});

const skipped = corpusFolder ? "" : ` (skipped: ${corpusMissing})`;

describe.skipIf(!corpusFolder)(`the real transcripts${skipped}`, () => {
  const folder = corpusFolder ?? "";
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    const report = await imported(database.db, folder);
    expect(report.refused).toEqual([]);
  });
  afterAll(() => database?.drop());

  test("are all there, byte for byte, with the words and gaps two others have counted", async () => {
    const counts = corpusCounts(folder);
    const documents = await database.db.document.findMany({ include: { revisions: true, segments: true } });
    expect(documents.map(({ path }) => path).sort()).toEqual(Object.keys(counts).sort());
    for (const { path, words, gaps, revisions, segments } of documents) {
      const wanted = counts[path];
      expect({ path, words, gaps, paragraphs: segments.length }).toEqual({
        path,
        words: wanted?.words,
        gaps: wanted?.gaps,
        paragraphs: wanted?.paragraphs,
      });
      const text = revisions[0]?.text ?? "";
      expect(text === corpusText(folder, path), path).toBe(true);
      expect(createHash("sha256").update(text).digest("hex")).toBe(wanted?.sha256);
      expect(Buffer.from(revisions[0]?.sha256 ?? []).toString("hex")).toBe(wanted?.sha256);
    }
  });

  test("have their speakers", async () => {
    const counts = corpusCounts(folder);
    const documents = await database.db.document.findMany({
      include: { episode: { include: { appearances: true } } },
    });
    for (const { path, episode } of documents) {
      const turns = episode.appearances.reduce((sum, appearance) => sum + appearance.turns, 0);
      expect([path, episode.appearances.length, turns]).toEqual([
        path,
        counts[path]?.speakers,
        counts[path]?.turns,
      ]);
    }
  });

  test("imported again change nothing", async () => {
    const before = await stateOf(database.db);
    const report = await imported(database.db, folder);
    expect(report.shows.every(({ fresh, changed }) => fresh + changed === 0)).toBe(true);
    expect(report.shows.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(60);
    expect(await stateOf(database.db)).toEqual(before);
  });
});
