import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { openPool } from "../../../server/db";
import { installQueues } from "../../../server/jobs/install-queues";
import { startWorkers } from "../../../server/jobs/start-workers";
import { makeTranscript } from "../../../server/text/captions/make-transcript";
import { readSource } from "../../../server/text/documents/read-source";
import { findEpisode } from "../../../server/text/episodes/find-episode";
import { askForDraft } from "../../../server/work/drafts/ask-for-draft";
import { draftJob, handleDraft } from "../../../server/work/drafts/draft-job";
import { hintsOf } from "../../../server/work/drafts/hints-of";
import { makeDraft } from "../../../server/work/drafts/make-draft";
import { discardDraft, publishDraft } from "../../../server/work/drafts/publish-draft";
import { readDraft } from "../../../server/work/drafts/read-draft";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";
import { serveTranscriptions } from "./serve-transcriptions";

let database: TestDatabase;
let folder: string;
let showId: number;
let owner: { id: string; name: string };
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "onrecord-drafts-"));
  const { db } = database;
  const pool = openPool(database.url);
  expect(await installQueues(pool, [draftJob])).toEqual({ ok: true });
  await pool.close();
  showId = (await makeShow(db, { slug: "talk" })).id;
  await db.show.update({ where: { id: showId }, data: { title: "The Talk", language: "en-GB" } });
  owner = await person(db, "olga");
  await grant(db, owner, showId, "owner");
  await makeDocument(db, { showId, slug: "before", text: "**Zuzana Nováková:** One two three.\n" });
  const guest = await db.person.create({ data: { name: "Rear Admiral Quist" } });
  for (const slug of ["1", "2", "3", "silent"])
    await db.episode.create({
      data: {
        ...{ showId, slug, sortKey: slug, title: `Episode ${slug}`, durationSeconds: 1800 },
        audioUrl: slug === "silent" ? null : `/demo/figures-of-speech-1.mp3`,
        ...(slug === "1" && { credits: { create: { personId: guest.id, position: 0, role: "guest" } } }),
      },
    });
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const settings = (more: Record<string, string>) => ({
  ...readEnvironment({ ONRECORD_HOME: folder, ...more }),
  sounds: { path: folder, mostBytes: 1e9 },
});
const idOf = async (slug: string) =>
  (await database.db.episode.findUniqueOrThrow({ where: { showId_slug: { showId, slug } } })).id;

/** A recogniser of these lines of JavaScript. */
async function program(name: string, script: string) {
  const path = join(folder, `${name}.mjs`);
  await writeFile(path, script);
  return `${process.execPath} ${path}`;
}

/** Asks for an episode's draft, in place of one that waits, and runs the job. */
async function draftOf(slug: string, more: Record<string, string>) {
  const { db } = database;
  const environment = settings(more);
  const { transcribe } = environment;
  const episodeId = await idOf(slug);
  await discardDraft(db, { showId, episodeId, person: owner });
  expect(await askForDraft(db, { showId, episodeId, person: owner, transcribe })).toEqual({ ok: true });
  expect(await readDraft(db, { episodeId, transcribe })).toMatchObject({ state: "asked", asker: "olga" });
  const pool = openPool(database.url);
  const workers = await startWorkers({ pool, handlers: [handleDraft(environment)] });
  try {
    await expect
      .poll(async () => (await readDraft(db, { episodeId, transcribe })).state, { timeout: 30_000 })
      .not.toBe("asked");
  } finally {
    await workers.stop();
    await pool.close();
  }
  return { episodeId, transcribe, draft: await readDraft(db, { episodeId, transcribe }) };
}

describe("a draft by the operator's program", () => {
  test("has speakers, word times and confidence, is a recogniser's, and is public only once it is published", async () => {
    const { db } = database;
    const hears = await program(
      "hears",
      `import { readFileSync, statSync } from "node:fs";
       const [audio, hints, language] = process.argv.slice(2);
       if (statSync(audio).size < 100_000) throw new Error("no audio");
       const names = readFileSync(hints, "utf8").trim().split("\\n");
       const word = (word, start, score) => ({ word, start, end: start + 0.4, score });
       console.log(JSON.stringify({ segments: [
         { speaker: "SPEAKER_00", start: 1, end: 3, text: "Hello " + names[0], words: [word("Hello", 1.25, 0.9), ...names[0].split(" ").map((each, i) => word(each, 2 + i / 2, 0.3))] },
         { speaker: "SPEAKER_01", start: 4, end: 5, text: language, words: [word(language, 4.5, 0.8)] },
       ] }));`,
    );
    const { episodeId, draft } = await draftOf("1", {
      TRANSCRIBE_COMMAND: `${hears} {audio} {hints} {language}`,
      TRANSCRIBE_COST: "0.36 USD",
    });
    expect(draft).toMatchObject({
      ...{ state: "made", words: 5, unsure: 3, hasWordTimes: true, recogniser: "WhisperX" },
      speakers: [
        { name: "SPEAKER_00", turns: 1 },
        { name: "SPEAKER_01", turns: 1 },
      ],
    });
    expect(draft.takes).toMatchObject({ audio: 1800, cost: { amount: 0.18, currency: "USD" } });
    // How fast it was tells how long the next one takes.
    expect(draft.takes.seconds).toBeGreaterThan(0);
    const place = { show: "talk", slug: "1" };
    expect((await findEpisode(db, place))!.transcript).toBeNull();
    expect(await makeTranscript(db, { ...place, format: "txt", words: false })).toBeNull();

    const stranger = await person(db, "stranger");
    await grant(db, stranger, showId, "contributor");
    for (const decide of [publishDraft, discardDraft])
      expect(await decide(db, { showId, episodeId, person: stranger })).toEqual({
        ...{ ok: false, reason: "not-allowed" },
      });
    const published = await publishDraft(db, { showId, episodeId, person: owner });
    expect(published).toMatchObject({ ok: true, hasUnnamed: true });
    const { transcript } = (await findEpisode(db, place))!;
    expect(transcript).toMatchObject({ origin: "recogniser", recogniser: "WhisperX", checked: null });
    const source = (await readSource(db, {
      documentId: transcript!.id,
      number: transcript!.revision,
      path: transcript!.path,
    }))!;
    expect([...source.starts(1800)]).toEqual([1.25, 2, 2.5, 3, 4.5]);
    expect(source.known?.confidences).toEqual([0.9, 0.3, 0.3, 0.3, 0.8]);
    expect(await publishDraft(db, { showId, episodeId, person: owner })).toEqual({
      ...{ ok: false, reason: "no-draft" },
    });
  });

  test("that fails says why, and can be asked for again", async () => {
    const fails = await program("fails", `console.error("no model"); process.exit(3)`);
    const first = await draftOf("2", { TRANSCRIBE_COMMAND: fails });
    expect(first.draft).toMatchObject({ state: "failed", problem: "command-failed", detail: "no model" });
    // PostgreSQL keeps no NUL; a feed may say that an episode lasts for years.
    await database.db.episode.update({
      where: { id: first.episodeId },
      data: { durationSeconds: 2_000_000_000 },
    });
    const garbles = await program("garbles", `console.error("no\\0model"); process.exit(3)`);
    const garbled = await draftOf("2", { TRANSCRIBE_COMMAND: garbles });
    expect(garbled.draft).toMatchObject({ state: "failed", problem: "command-failed", detail: "no model" });
    const mumbles = await program("mumbles", `console.log("{}")`);
    const second = await draftOf("2", { TRANSCRIBE_COMMAND: mumbles });
    expect(second.draft).toMatchObject({ state: "failed", problem: "no-transcript" });
    const speaks = await program("speaks", `console.log("WEBVTT\\n\\n00:01.000 --> 00:02.000\\nHello.\\n")`);
    const third = await draftOf("2", { TRANSCRIBE_COMMAND: speaks });
    // A file that does not say who wrote it is the program's.
    expect(third.draft).toMatchObject({ state: "made", text: "\\[00:01\\] Hello.\n", recogniser: "node" });
    // A run that comes twice changes nothing: it may have cost money.
    await makeDraft(database.db, {
      ...{ episodeId: third.episodeId, recogniser: { way: "command", command: ["/no/such/program"] } },
      fetching: {} as never,
    });
    // Nor does somebody whose page is older than the draft.
    const asking = { showId, episodeId: third.episodeId, person: owner, transcribe: third.transcribe };
    expect(await askForDraft(database.db, asking)).toEqual({ ok: true });
    expect(await readDraft(database.db, third)).toEqual(third.draft);
    await discardDraft(database.db, { showId, episodeId: third.episodeId, person: owner });
    expect(await readDraft(database.db, third)).toMatchObject({ state: "none" });
  });

  test("is given the names that are likely to be said", async () => {
    expect(await hintsOf(database.db, await idOf("1"))).toEqual([
      ...["Rear Admiral Quist", "The Talk", "Zuzana Nováková"],
    ]);
    expect(await hintsOf(database.db, await idOf("2"))).not.toContain("Rear Admiral Quist");
  });

  test("is not asked for by strangers, without audio, beside a transcript, or where nothing can hear", async () => {
    const { db } = database;
    const { transcribe } = settings({ TRANSCRIBE_COMMAND: "anything" });
    const ask = async (slug: string, who = owner, by = transcribe) =>
      askForDraft(db, { showId, episodeId: await idOf(slug), person: who, transcribe: by });
    const trusted = await person(db, "trudy");
    await grant(db, trusted, showId, "trusted");
    expect(await ask("3", trusted)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await ask("silent")).toEqual({ ok: false, reason: "no-audio-file" });
    expect(await ask("before")).toEqual({ ok: false, reason: "has-transcript" });
    expect(await ask("3", owner, settings({}).transcribe)).toEqual({ ok: false, reason: "no-recogniser" });
    const elsewhere = await makeShow(db, { slug: "elsewhere" });
    await grant(db, owner, elsewhere.id, "owner");
    // An episode of another show is none of this one's.
    const mixed = { showId: elsewhere.id, episodeId: await idOf("3"), person: owner, transcribe };
    expect(await askForDraft(db, mixed)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await db.draft.count({ where: { episodeId: await idOf("3") } })).toBe(0);
  });
});

describe("a draft by a service that speaks OpenAI's protocol", () => {
  test("is asked for with the file, the names and the key, and its words, times and speakers are taken", async () => {
    await using service = await serveTranscriptions();
    const whisper = await draftOf("3", {
      ...{ TRANSCRIBE_URL: `${service.url}/v1`, TRANSCRIBE_KEY: "a-key", TRANSCRIBE_MODEL: "whisper-1" },
    });
    expect(service.asked.at(-1)).toMatchObject({
      path: "/v1/audio/transcriptions",
      authorization: "Bearer a-key",
      fields: {
        ...{ model: "whisper-1", language: "en", response_format: "verbose_json" },
        "timestamp_granularities[]": ["word", "segment"],
        prompt: "The Talk, Zuzana Nováková.",
      },
      file: "audio.mp3",
    });
    expect(service.asked.at(-1)?.bytes).toBeGreaterThan(100_000);
    expect(whisper.draft).toMatchObject({
      state: "made",
      recogniser: "Whisper",
      words: 4,
      hasWordTimes: true,
    });
    await discardDraft(database.db, { showId, episodeId: whisper.episodeId, person: owner });

    const told = await draftOf("3", {
      ...{
        TRANSCRIBE_URL: `${service.url}/v1/audio/transcriptions`,
        TRANSCRIBE_MODEL: "gpt-4o-transcribe-diarize",
      },
    });
    expect(service.asked.at(-1)?.fields).toMatchObject({
      ...{ response_format: "diarized_json", chunking_strategy: "auto" },
    });
    expect(told.draft).toMatchObject({
      ...{ state: "made", recogniser: "gpt-4o-transcribe-diarize" },
      speakers: [
        { name: "Speaker A", turns: 1 },
        { name: "Speaker B", turns: 1 },
      ],
    });
  });

  test("that refuses, is away or sends no transcript leaves a reason", async () => {
    await using service = await serveTranscriptions();
    const failed = async (more: Record<string, string>) => (await draftOf("3", more)).draft;
    expect(await failed({ TRANSCRIBE_URL: `${service.url}/full` })).toMatchObject({
      ...{
        state: "failed",
        problem: "service-too-large",
        detail: "413 Maximum content size limit exceeded.",
      },
    });
    expect(await failed({ TRANSCRIBE_URL: `${service.url}/no` })).toMatchObject({
      ...{ state: "failed", problem: "service-refused", detail: "401 Incorrect API key." },
    });
    expect(await failed({ TRANSCRIBE_URL: `${service.url}/page` })).toMatchObject({
      ...{ state: "failed", problem: "no-transcript" },
    });
    expect(await failed({ TRANSCRIBE_URL: `${service.url}/cut` })).toMatchObject({
      ...{ state: "failed", problem: "service-away" },
    });
    expect(await failed({ TRANSCRIBE_URL: "http://127.0.0.1:1/v1" })).toMatchObject({
      ...{ state: "failed", problem: "service-away" },
    });
  });
});

test("the settings are one program or one service", () => {
  expect(() => settings({ TRANSCRIBE_COMMAND: "x", TRANSCRIBE_URL: "https://x.example/v1" })).toThrow(
    "not both",
  );
  expect(() => settings({ TRANSCRIBE_URL: "x.example" })).toThrow("TRANSCRIBE_URL");
  expect(() => settings({ TRANSCRIBE_COST: "cheap" })).toThrow("TRANSCRIBE_COST");
  expect(settings({}).transcribe).toEqual({ recogniser: null, cost: null });
});
