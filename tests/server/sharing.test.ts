import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seed } from "../../prisma/seed";
import { findEpisode } from "../../server/episodes/find-episode";
import { asScript, describeEpisode, describeShow, isoDuration } from "../../server/sharing/linked-data";
import { listAddresses } from "../../server/sharing/list-addresses";
import { findShow } from "../../server/shows/find-show";
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

test("machines are told of the home, each show and each episode, once", async () => {
  const paths = (await listAddresses(database.db)).map(({ path }) => path);
  expect(paths.sort()).toEqual(["/", "/figures", "/figures/1", "/figures/2"]);
});
