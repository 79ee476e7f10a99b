import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TRANSCRIPT_FORMATS } from "../../../lib/transcript-formats";
import { seed } from "../../../prisma/seed";
import { exportTranscript } from "../../../server/text/captions/export-transcript";
import type { Format } from "../../../server/text/captions/is-format";
import { aboutOf } from "../../../server/text/captions/make-transcript";
import { findEpisode } from "../../../server/text/episodes/find-episode";
import { findOpenGap } from "../../../server/text/episodes/find-open-gap";
import { listEpisodes } from "../../../server/text/episodes/list-episodes";
import { readTranscript } from "../../../server/text/episodes/read-transcript";
import { timeText } from "../../../server/text/episodes/time-text";
import { timesKey, wordStartsUrl } from "../../../server/text/episodes/word-starts-url";
import { findShow } from "../../../server/work/shows/find-show";
import { listShows } from "../../../server/work/shows/list-shows";
import { createTestDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
});

afterAll(() => database.drop());

const DEMO = join(import.meta.dirname, "../../../prisma/demo/figures");

async function firstEpisode() {
  const episode = await findEpisode(database.db, { show: "figures", slug: "1" });
  if (!episode?.transcript) throw new Error("The demonstration's first episode is not there.");
  return { ...episode, transcript: episode.transcript };
}

describe("finding", () => {
  test("an episode has its show, its audio, its people and where its documents stand", async () => {
    const episode = await firstEpisode();
    expect(episode).toMatchObject({
      title: "Almost 4,300 People",
      show: { slug: "figures", title: "Figures of Speech", licence: "CC BY-SA 4.0" },
      audio: { url: "/demo/figures-of-speech-1.mp3", type: "audio/mpeg" },
      transcript: { revision: 1, gaps: 3, path: "figures/figures-of-speech-1.md" },
      notes: { revision: 1, path: "figures/figures-of-speech-1.notes.md" },
    });
    expect([...episode.people].sort()).toEqual(["Mara Lindqvist", "Tom Okafor"]);
  });

  test.each(["", "nope", "\0", "..", "a/b", "'; DROP TABLE shows; --", "1".repeat(10_000)])(
    "%j is no show and no episode, and breaks nothing",
    async (odd) => {
      expect(await findShow(database.db, odd)).toBeNull();
      expect(await findEpisode(database.db, { show: odd, slug: "1" })).toBeNull();
      expect(await findEpisode(database.db, { show: "figures", slug: odd })).toBeNull();
    },
  );

  test("a show says who maintains it and what is left to do", async () => {
    expect(await findShow(database.db, "figures")).toMatchObject({
      episodes: 2,
      gaps: 4,
      maintainers: [{ handle: "demo-maintainer" }],
    });
    expect(await listShows(database.db)).toMatchObject([{ slug: "figures", episodes: 2, gaps: 4 }]);
  });

  test("the latest episode comes first, and its gap is the one to invite with", async () => {
    const episodes = await listEpisodes(database.db, { take: 10 });
    expect(episodes.map(({ slug }) => slug)).toEqual(["2", "1"]);
    expect(episodes[0]?.madeBy).toEqual({ origin: "unknown", recogniser: null });
    const gap = await findOpenGap(database.db);
    expect(gap).toMatchObject({ show: "figures", slug: "2" });
    expect(gap?.seconds).toBeCloseTo(48 + 5 / 30, 3);
  });
});

describe("a transcript, read", () => {
  test("has each segment's lasting id, its turns in order, and starts that never run backwards", async () => {
    const { transcript, duration } = await firstEpisode();
    const read = await readTranscript(database.db, { documentId: transcript.id, ...transcript, duration });
    const ids = read?.turns.flatMap(({ segments }) => segments.map(({ id }) => id)) ?? [];
    expect(ids).toEqual(ids.map((_, index) => index + 1));
    const starts = read?.turns.map(({ start }) => start) ?? [];
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(read?.marks.map(({ kind }) => kind).sort()).toEqual(["break", "gap", "gap", "gap"]);
    const timed = await timeText(database.db, { documentId: transcript.id, ...transcript, duration });
    expect(timed?.wordStarts.counts).toHaveLength(ids.length);
    const deltas = timed?.wordStarts.deltas ?? [];
    expect(deltas.every((delta) => Number.isInteger(delta) && delta >= 0)).toBe(true);
    expect(deltas.reduce((sum, delta) => sum + delta, 0) / 100).toBeLessThanOrEqual(duration ?? 0);
    // The last word before the break ends where the break begins, at 2:58.
    const [word = -1, length = -1] = timed?.wordStarts.ends ?? [];
    const start = deltas.slice(0, word + 1).reduce((sum, delta) => sum + delta, 0);
    expect((start + length) / 100).toBeGreaterThanOrEqual(178);
    expect((start + length) / 100).toBeLessThan(179);
  });

  test("no revision, no transcript", async () => {
    const { transcript, duration } = await firstEpisode();
    const wanted = { documentId: transcript.id, path: transcript.path, duration, revision: 2 };
    expect(await timeText(database.db, wanted)).toBeNull();
  });

  test("the address of the words' starts names all they depend on", async () => {
    const episode = await firstEpisode();
    expect(wordStartsUrl(episode, 1)).toBe(`/figures/1/words/1?v=${timesKey(episode.duration, 0)}`);
    expect(timesKey(1, 0)).not.toBe(timesKey(2, 0));
    expect(timesKey(1, 0)).not.toBe(timesKey(1, 1));
  });
});

describe("a transcript, written", () => {
  const write = async (format: Format, words = false) => {
    const episode = await firstEpisode();
    const { transcript, duration } = episode;
    const exported = await exportTranscript(database.db, {
      documentId: transcript.id,
      ...transcript,
      ...{ duration, format, words, about: aboutOf(episode) },
    });
    if (!exported.ok || !exported.result) throw new Error("Nothing was written.");
    const { body, etag } = exported.result;
    return { bytes: body, body: body.toString(), etag };
  };

  test("Markdown is the revision's text, byte for byte", async () => {
    expect((await write("md")).body).toBe(await readFile(join(DEMO, "figures-of-speech-1.md"), "utf8"));
  });

  test("each format begins as it should", async () => {
    expect((await write("vtt")).body).toMatch(/^WEBVTT\n/);
    expect((await write("srt")).body).toMatch(/^1\n00:00:00,\d{3} --> /);
    expect((await write("txt")).body).toContain("I'm Mara Lindqvist.");
    const json = JSON.parse((await write("json")).body);
    expect(json.version).toBe("1.0.0");
    expect(json.segments[0]).toMatchObject({ speaker: "Mara Lindqvist" });
  });

  test("JSON by words has an entry for each", async () => {
    const { segments } = JSON.parse((await write("json", true)).body);
    expect(segments[0]).toMatchObject({ body: "This", speaker: "Mara Lindqvist" });
    expect(segments.length).toBeGreaterThan(800);
  });

  test("no two representations share an ETag", async () => {
    const formats = Object.keys(TRANSCRIPT_FORMATS) as Format[];
    const tags = await Promise.all(formats.map(async (format) => (await write(format)).etag));
    tags.push((await write("json", true)).etag);
    expect(new Set(tags).size).toBe(tags.length);
  });
});
