import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importFeed } from "../../../server/doors/feeds/import-feed";
import { listSourceFiles } from "../../../server/text/episodes/list-source-files";
import { redact } from "../../../server/work/history/redact";
import { listImportProblems } from "../../../server/work/shows/list-import-problems";
import { readSourceFile } from "../../../server/work/shows/read-source-file";
import { readSources } from "../../../server/work/shows/read-sources";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, person } from "../contributions/stage";
import { feedOf, serve } from "../feeds/serve";
import { imported, makeFolder } from "./folder";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const reviewer = async (slug: string) => {
  const show = await database.db.show.findUniqueOrThrow({ where: { slug } });
  const who = await person(database.db, `reviewer-of-${slug}`);
  await grant(database.db, who, show.id, "maintainer");
  return who.id;
};
const listed = async (show: string, personId: string, slug?: string) => {
  const asked = { show, personId, ...(slug === undefined ? {} : { slug }) };
  const { problems } = await listImportProblems(database.db, asked);
  return problems.map(({ episode, path, file, line, reason }) => [episode?.slug, path, file, line, reason]);
};

describe("what a feed's transcripts could not be read of", () => {
  const VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nYes.\n\n00:00:03.000 --> soon\nNo secret.\n";
  const JSON_FILE = JSON.stringify({ segments: [{ startTime: 1, endTime: 2, body: "Ja." }] });

  test("is kept with its episode, and so are the files that were not chosen, for the show's maintainers", async () => {
    const { db } = database;
    const server = await serve({ "/a.vtt": VTT, "/de.json": JSON_FILE, "/broken.srt": "" });
    const transcript = (file: string, more: string) =>
      `<podcast:transcript xmlns:podcast="https://podcastindex.org/namespace/1.0" url="${server.url}/${file}" ${more}/>`;
    const xml = feedOf(
      `<title>One</title><guid>1</guid>${transcript("a.vtt", 'type="text/vtt" language="en"')}${transcript("de.json", 'type="application/json" language="de"')}${transcript("broken.srt", 'type="application/x-subrip"')}`,
    );
    server.answers.set("/feed.xml", (_request, response) => void response.end(xml));
    const run = () =>
      importFeed({
        ...{ db, source: `${server.url}/feed.xml`, makeEpisodes: true },
        fetch: { allowInternal: true },
      });
    try {
      const first = await run();
      if (!first.ok) throw new Error(first.message);
      const { slug: show } = first.report;
      const [episode] = await db.episode.findMany();
      const slug = episode?.slug ?? "";
      const personId = await reviewer(show);
      const unread = [
        slug,
        "One",
        `${server.url}/a.vtt`,
        6,
        'no times can be read here; the words of the cue are kept without: "00:00:03.000 --> soon"',
      ];
      const all = await listed(show, personId);
      expect(all).toContainEqual(unread);
      expect(all).toContainEqual([
        ...[slug, "One", `${server.url}/broken.srt`],
        ...[null, expect.stringMatching(/left out/)],
      ]);
      expect(await listed(show, personId, slug)).toEqual(all);
      expect(await listImportProblems(db, { show, personId: null })).toEqual({ total: 0, problems: [] });

      // A second run looks for no transcript, so what the first told of them stays, once.
      await run();
      expect(await listed(show, personId)).toEqual(all);

      const files = await listSourceFiles(db, episode?.id ?? 0);
      expect(files.map(({ kind, language, taken, grain }) => [kind, language, taken, grain])).toEqual([
        ["vtt", "en", true, "line"],
        ["json", "de", false, "line"],
      ]);
      expect(JSON.stringify(files), "an address may hold a listener's key").not.toContain("a.vtt");
      const other = files[1]?.id ?? 0;
      const asking = { show, slug, id: other, personId };
      const file = await readSourceFile(db, asking);
      expect(file?.name).toBe(`${show}-${slug}-${other}.json`);
      expect(new TextDecoder().decode(file?.bytes)).toBe(JSON_FILE);
      const stranger = await person(db, "stranger");
      for (const nobody of [null, stranger.id])
        expect(await readSourceFile(db, { ...asking, personId: nobody })).toBeNull();
      expect(await readSourceFile(db, { ...asking, slug: "other" })).toBeNull();
      const seen = async (of: string | null) =>
        (await readSources(db, { show, slug, personId: of }))?.files[1]?.own;
      expect(await seen(personId)).toEqual({ url: `${server.url}/de.json`, isKept: true });
      expect(await seen(stranger.id)).toBeNull();

      // Words that the law takes away are in none of it.
      const admin = await person(db, "admin", true);
      const { id: documentId } = await db.document.findFirstOrThrow();
      const done = await redact(db, { actor: admin, documentId, text: "secret", reason: "A court" });
      expect(done.ok).toBe(true);
      expect(await readSourceFile(db, asking)).toBeNull();
      expect(await listed(show, personId, slug)).toEqual([]);
    } finally {
      await server[Symbol.asyncDispose]();
    }
  });
});

describe("what a folder's files could not be read of", () => {
  test("is kept until the file is imported anew, and what was refused until the next import", async () => {
    const { db } = database;
    await using folder = await makeFolder({
      "talks/talks-1.md": "Nobody speaks.\n",
      "talks/talks-2.md": "**Ana:** Fine.\n",
      "talks/talks-3.md": new Uint8Array([0x2a, 0xff, 0xfe, 0x00]),
    });
    await imported(db, folder.path);
    const personId = await reviewer("talks");
    const noSpeaker = ["1", "talks/talks-1.md", null, 1, expect.stringMatching(/no speaker is named/)];
    const refused = [undefined, "talks/talks-3.md", null, null, expect.any(String)];
    expect(await listed("talks", personId)).toEqual([noSpeaker, refused]);
    await imported(db, folder.path);
    expect(await listed("talks", personId)).toEqual([noSpeaker, refused]);

    await folder.write({
      "talks/talks-1.md": "**Ben:** I do.\n",
      "talks/talks-3.md": "**Ana:** Fine too.\n",
    });
    await imported(db, folder.path);
    expect(await listed("talks", personId)).toEqual([]);
  });

  test("is bounded, and says how much more there was", async () => {
    const { db } = database;
    const show = await db.show.create({ data: { slug: "many", title: "Many", filePrefix: "many" } });
    const { keepProblems } = await import("../../../server/doors/import/keep-problems");
    const problems = Array.from({ length: 2_005 }, (_, i) => ({
      ...{ path: `many/${i}\0\ud800.md`, reason: "x".repeat(9_000), episodeId: null },
    }));
    await db.$transaction((tx) => keepProblems(tx, { showId: show.id, via: "folder", problems }));
    expect(await db.importProblem.count()).toBe(2_001);
    const last = await db.importProblem.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(last.reason).toBe("and 5 more, which are not kept");
    const first = await db.importProblem.findFirstOrThrow({ orderBy: { id: "asc" } });
    expect([first.path, first.reason.length]).toEqual(["many/0\ufffd.md", 2_000]);
    const { total, problems: listedOnes } = await listImportProblems(db, {
      ...{ show: "many", personId: await reviewer("many") },
    });
    expect([total, listedOnes.length]).toEqual([2_001, 200]);
  });
});
