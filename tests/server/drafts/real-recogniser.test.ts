import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { debianProgram, type Program } from "../../../bench/tools/debian-program";
import { seed } from "../../../prisma/seed";
import { unpackStarts } from "../../../server/text/documents/pack-starts";
import { SoundFolder } from "../../../server/text/sounds/sound-folder";
import { makeDraft } from "../../../server/work/drafts/make-draft";
import { readDraft } from "../../../server/work/drafts/read-draft";
import { parse, words } from "../../../transcript";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { program } from "../../support/programs";

// PocketSphinx is a weak recogniser, but a real one of 24 MB: it is not installed with the project, but unpacked from Debian's packages
// for this test. Where there is neither, the test says so.

let database: TestDatabase;
let sounds: string;
let recogniser: Program | null = null;
let missing = "";
beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
  sounds = await mkdtemp(join(tmpdir(), "onrecord-real-"));
  recogniser = await debianProgram("pocketsphinx_batch", [
    ...["pocketsphinx", "pocketsphinx-en-us", "libpocketsphinx3", "libsphinxbase3"],
    ...["libblas3", "liblapack3", "libgfortran5"],
  ]).catch((error: Error) => {
    missing = error.message;
    return null;
  });
}, 120_000);
afterAll(async () => {
  await recogniser?.[Symbol.asyncDispose]();
  await database.drop();
  await rm(sounds, { recursive: true });
});

test("a real recogniser's draft has the words of the sound, at their times", {
  timeout: 120_000,
}, async (context) => {
  if (!recogniser) return context.skip(missing);
  const { db } = database;
  const show = await db.show.findUniqueOrThrow({ where: { slug: "figures" } });
  const { id: episodeId } = await db.episode.create({
    data: {
      ...{ showId: show.id, slug: "heard", sortKey: "heard", title: "Heard", durationSeconds: 331 },
      audioUrl: "/demo/figures-of-speech-1.mp3",
      draft: { create: { askerName: "Ana" } },
    },
  });
  const isUnpacked = recogniser.path.includes("/");
  const usr = isUnpacked ? dirname(dirname(recogniser.path)) : "/usr";
  Object.assign(process.env, {
    ASR_PROGRAM: recogniser.path,
    ASR_MODEL: join(usr, "share/pocketsphinx/model/en-us"),
    LD_LIBRARY_PATH: recogniser.env.LD_LIBRARY_PATH ?? "",
  });
  await makeDraft(db, {
    episodeId,
    recogniser: {
      way: "command",
      command: [process.execPath, ...program("tests/server/drafts/hear-with-pocketsphinx.ts"), "{audio}"],
    },
    fetching: {
      folder: new SoundFolder({ path: sounds, mostBytes: 1e9 }),
      ...{ reach: { allowInternal: false }, siteUrl: "https://onrecord.example" },
    },
  });
  const transcribe = { recogniser: null, cost: null };
  const draft = await readDraft(db, { episodeId, transcribe });
  expect(draft).toMatchObject({ state: "made", recogniser: "PocketSphinx", hasWordTimes: true });
  if (draft.state !== "made") return;
  expect(draft.unsure).toBeGreaterThan(0);

  // What was truly said in that half minute, and when.
  const truth = (
    JSON.parse(readFileSync("tests/fixtures/demo-word-starts.json", "utf8")) as {
      words: { word: string; start: number }[];
    }
  ).words.filter(({ start }) => start < 28);
  const plain = (word: string) => word.toLowerCase().replace(/[^a-z']/g, "");
  const stored = await db.draft.findUniqueOrThrow({ where: { episodeId } });
  const starts = unpackStarts(stored.deltas!);
  const heard = parse(draft.text)
    .segments.flatMap(({ body }) => words(body))
    .map(({ text }, i) => ({ word: plain(text), start: starts[i] ?? 0 }));
  const foundAt = (shift: number) =>
    truth.filter(({ word, start }) =>
      heard.some((each) => each.word === plain(word) && Math.abs(each.start - start - shift) < 0.5),
    ).length;
  // It hears a quarter of these words, at their times. At other times hardly any of them stands.
  expect(foundAt(0) / truth.length).toBeGreaterThan(0.15);
  expect(foundAt(0)).toBeGreaterThan(3 * foundAt(7));
});
