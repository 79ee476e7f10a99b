import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seed } from "../../../prisma/seed";
import { alignEpisode } from "../../../server/text/alignment/align-episode";
import { SoundFolder } from "../../../server/text/alignment/sound-folder";
import { makeTranscript } from "../../../server/text/captions/make-transcript";
import { readSource } from "../../../server/text/documents/read-source";
import { findEpisode } from "../../../server/text/episodes/find-episode";
import { wordStartsUrl } from "../../../server/text/episodes/word-starts-url";
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

  test("is done once: nothing is measured again unless text, audio or aligner change", async () => {
    const { db } = database;
    const { transcript } = (await findEpisode(db, EPISODE))!;
    const again = await alignEpisode(db, { documentId: transcript!.id, fetching: fetching() });
    expect(again).toMatchObject({ ok: true, seconds: 0 });
    expect((await readdir(sounds)).filter((name) => name.endsWith(".cepstra"))).toHaveLength(1);
  });
});
