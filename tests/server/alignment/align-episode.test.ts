import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seed } from "../../../prisma/seed";
import { alignEpisode } from "../../../server/text/alignment/align-episode";
import { makeTranscript } from "../../../server/text/captions/make-transcript";
import { packConfidences } from "../../../server/text/documents/pack-starts";
import { readSource } from "../../../server/text/documents/read-source";
import { findEpisode } from "../../../server/text/episodes/find-episode";
import { timeText } from "../../../server/text/episodes/time-text";
import { wordStartsUrl } from "../../../server/text/episodes/word-starts-url";
import { SoundFolder } from "../../../server/text/sounds/sound-folder";
import { createTestDatabase, type TestDatabase } from "../../support/database";

const truth = JSON.parse(readFileSync("tests/fixtures/demo-word-starts-2.json", "utf8")) as {
  words: { word: string; start: number }[];
};
const EPISODE = { show: "figures", slug: "2" };

let database: TestDatabase;
let sounds: string;
beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
  sounds = await mkdtemp(join(tmpdir(), "onrecord-sounds-"));
});
afterAll(async () => {
  await database.drop();
  await rm(sounds, { recursive: true });
});

const fetching = () => ({
  folder: new SoundFolder({ path: sounds, mostBytes: 1e9 }),
  reach: { allowInternal: true },
  siteUrl: "https://onrecord.example",
});

const exported = async (words = true) => {
  const made = await makeTranscript(database.db, { ...EPISODE, format: "json", words });
  if (!made || made === "too-hard") throw new Error("There is no file.");
  return JSON.parse(String(made.body)) as {
    segments: { startTime: number; body: string; confidence?: number }[];
  };
};

describe("aligning an episode", () => {
  test("gives its words their measured times, wherever they are read", async () => {
    const { db } = database;
    const before = (await findEpisode(db, EPISODE))!;
    const document = before.transcript!;
    const estimated = await exported();
    const told: number[] = [];
    const aligned = await alignEpisode(db, {
      documentId: document.id,
      fetching: fetching(),
      progress: (done) => told.push(done),
    });
    expect(aligned).toMatchObject({ ok: true, verdict: "aligned", words: truth.words.length });
    expect(told.at(-1)).toBeCloseTo(1, 1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));

    const source = (await readSource(db, {
      documentId: document.id,
      number: document.revision,
      path: document.path,
    }))!;
    const starts = source.starts(before.duration);
    const right = truth.words.filter(({ start }, i) => Math.abs(start - (starts[i] ?? -1)) < 0.1);
    expect(right.length).toBeGreaterThan(0.95 * truth.words.length);
    expect(source.known).toMatchObject({ source: "audio" });
    expect(source.known?.confidences?.length).toBe(truth.words.length);

    // The page asks for other starts, and files have other times.
    const after = (await findEpisode(db, EPISODE))!;
    expect(wordStartsUrl(after, document.revision)).not.toBe(wordStartsUrl(before, document.revision));
    const measured = await exported();
    expect(measured.segments.length).toBe(estimated.segments.length);
    expect(measured).not.toEqual(estimated);
  });

  test("says where nobody speaks, so that no word is lit there, and where it is not sure", async () => {
    const { db } = database;
    const { transcript, duration } = (await findEpisode(db, EPISODE))!;
    const { id: documentId, revision, path } = transcript!;
    const time = async () => (await timeText(db, { documentId, revision, path, duration }))!.wordStarts;
    const { found, audio } = await db.alignment.findUniqueOrThrow({ where: { documentId } });
    const sure = await time();
    const tell = async (from: number, to: number, confidence: number) => {
      const stretches = [{ kind: "music", from, to }];
      await db.alignment.update({ where: { documentId }, data: { found: { stretches } } });
      const confidences = packConfidences(Array(truth.words.length).fill(confidence));
      await db.wordTimes.update({
        where: { documentId_number: { documentId, number: revision } },
        data: { confidences },
      });
      await db.document.update({ where: { id: documentId }, data: { times: { increment: 1 } } });
    };
    // Music over ten seconds in the midst of the words, and nobody is sure of any of them.
    await tell(20, 30, 0.5);
    const unsure = await time();
    expect(unsure.unsure).toEqual([0, unsure.deltas.length]);
    const starts = unsure.deltas.map((_, i) =>
      unsure.deltas.slice(0, i + 1).reduce((sum, delta) => sum + delta, 0),
    );
    const resting = starts.flatMap((start, word) => (start > 2000 && start < 3000 ? [word] : []));
    expect(resting.length).toBeGreaterThan(10);
    const ends = new Map(
      unsure.ends.flatMap((word, i) => (i % 2 === 0 ? [[word, unsure.ends[i + 1]!]] : [])),
    );
    for (const word of resting) expect(ends.get(word)).toBe(0);
    const before = resting[0]! - 1;
    expect(starts[before]! + ends.get(before)!).toBe(2000);

    await tell(20, 30, 1);
    const only = await time();
    expect(only.unsure).toEqual([resting[0], resting.length]);
    // Of another audio file, the stretches say nothing.
    await db.alignment.update({ where: { documentId }, data: { audio: new Uint8Array(32) } });
    await db.document.update({ where: { id: documentId }, data: { times: { increment: 1 } } });
    expect((await time()).unsure).toEqual([]);
    await db.alignment.update({ where: { documentId }, data: { audio, found: found as object } });
    expect(sure.deltas).toEqual(only.deltas);
  });

  test("is done once: nothing is measured again unless text, audio or aligner change", async () => {
    const { db } = database;
    const { transcript } = (await findEpisode(db, EPISODE))!;
    const again = await alignEpisode(db, { documentId: transcript!.id, fetching: fetching() });
    expect(again).toMatchObject({ ok: true, seconds: 0 });
    expect((await readdir(sounds)).filter((name) => name.endsWith(".cepstra"))).toHaveLength(1);
  });
});
