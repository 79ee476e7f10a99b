import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seed } from "../../prisma/seed";
import { describeEmbed } from "../../server/doors/sharing/describe-embed";
import {
  asScript,
  describeEpisode,
  describeShow,
  isoDuration,
} from "../../server/doors/sharing/describe-episode";
import { EMBED_SIZE, embedCode } from "../../server/doors/sharing/embed-code";
import { listAddresses } from "../../server/doors/sharing/list-addresses";
import { findEpisode } from "../../server/text/episodes/find-episode";
import { findShow } from "../../server/work/shows/find-show";
import { createTestDatabase, type TestDatabase } from "../support/database";

const SITE = "https://record.example";
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
});

afterAll(() => database.drop());

describe("linked data", () => {
  test("an episode's transcript is its audio's, as schema.org has it", async () => {
    const episode = await findEpisode(database.db, { show: "figures", slug: "1" });
    if (!episode) throw new Error("no demonstration");
    const data = describeEpisode(episode, SITE);
    expect(data).toMatchObject({
      "@type": "PodcastEpisode",
      url: `${SITE}/figures/1`,
      datePublished: "2026-11-02T08:00:00.000Z",
      partOfSeries: { "@type": "PodcastSeries", url: `${SITE}/figures` },
      audio: {
        "@type": "AudioObject",
        contentUrl: `${SITE}/demo/figures-of-speech-1.mp3`,
        duration: "PT5M31S",
        transcript: `${SITE}/figures/1.txt`,
      },
    });
    expect(data).not.toHaveProperty("transcript");
  });

  test("what is not known is left out, not said to be empty", async () => {
    const episode = await findEpisode(database.db, { show: "figures", slug: "1" });
    if (!episode) throw new Error("no demonstration");
    const bare = { ...episode, audio: null, publishedAt: null, description: null, people: [] };
    expect(Object.keys(describeEpisode(bare, SITE)).sort()).toEqual(
      ["@context", "@id", "@type", "name", "partOfSeries", "url"].sort(),
    );
  });

  test("a show is a series", async () => {
    const show = await findShow(database.db, "figures");
    if (!show) throw new Error("no demonstration");
    expect(describeShow(show, SITE)).toMatchObject({ "@type": "PodcastSeries", inLanguage: "en" });
  });

  test("no text ends the script it stands in, and all of it comes back", () => {
    const data = { text: "</script><script>alert(1)</script> <!-- & \u2028" };
    expect(asScript(data)).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(asScript(data))).toEqual(data);
  });

  test.each([
    [0, "PT0S"],
    [59.6, "PT1M0S"],
    [331.363, "PT5M31S"],
    [3723, "PT1H2M3S"],
  ])("%d seconds are %s", (seconds, written) => expect(isoDuration(seconds)).toBe(written));
});

describe("oEmbed", () => {
  const embed = (url: string, room: { maxWidth?: number; maxHeight?: number } = {}) =>
    describeEmbed(database.db, { url, site: SITE, ...room });

  test("an episode's address, however it was copied, is its player", async () => {
    expect(await embed(`${SITE}/figures/1`)).toMatchObject({
      version: "1.0",
      type: "rich",
      title: "Almost 4,300 People",
      author_name: "Figures of Speech",
      author_url: `${SITE}/figures`,
      provider_url: SITE,
      thumbnail_url: `${SITE}/figures/1/opengraph-image`,
      html: expect.stringContaining(`<iframe src="${SITE}/embed/figures/1" title="Almost 4,300 People`),
    });
    for (const copied of ["?t=255", "/?t=4:15", "#t=255", "?utm_source=x&t=255"])
      expect((await embed(`${SITE}/figures/1${copied}`))?.html).toContain("/embed/figures/1?t=255");
    expect((await embed(`${SITE.replace("https", "http")}/figures/1?t=-1`))?.html).toContain('/figures/1"');
  });

  test("keeps to the room there is", async () => {
    expect(await embed(`${SITE}/figures/1`, { maxWidth: 320, maxHeight: 5000 })).toMatchObject({
      width: 320,
      height: EMBED_SIZE.height,
      html: expect.stringContaining('width="320"'),
    });
    expect(await embed(`${SITE}/figures/1`, { maxWidth: 320 })).not.toHaveProperty("thumbnail_url");
  });

  test("what is no episode of this site is none", async () => {
    for (const url of [
      ...[`${SITE}/figures/99`, `${SITE}/figures`, `${SITE}/figures/1/history`, `${SITE}/`, "figures/1", ""],
      ...["https://other.example/figures/1", `https://record.example:81/figures/1`, "javascript:alert(1)"],
      ...[`https://record.example.evil.example/figures/1`, `https://x@other.example/figures/1`],
    ])
      expect(await embed(url), url).toBeNull();
  });

  test("a title stays in its place", () => {
    const frame = { src: `${SITE}/embed/a/1?t=1&x="`, title: `"><script>&`, width: 1, height: 1 };
    expect(embedCode(frame)).toContain(
      `src="${SITE}/embed/a/1?t=1&amp;x=&quot;" title="&quot;&gt;&lt;script&gt;&amp;"`,
    );
  });
});

test("machines are told of the home, each show and each episode, once", async () => {
  const paths = (await listAddresses(database.db)).map(({ path }) => path);
  expect(paths.sort()).toEqual(["/", "/figures", "/figures/1", "/figures/2"]);
});
