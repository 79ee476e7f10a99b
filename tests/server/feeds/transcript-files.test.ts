import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importFeed } from "../../../server/doors/feeds/import-feed";
import { type About, exportTranscript } from "../../../server/text/captions/export-transcript";
import type { Format } from "../../../server/text/captions/is-format";
import { readSource } from "../../../server/text/documents/read-source";
import { accept } from "../../../server/work/contributions/accept";
import { propose } from "../../../server/work/contributions/propose";
import { fromSrt, fromVtt, parse, readableText, tokensText, turns } from "../../../transcript";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, person } from "../contributions/stage";
import { feedOf, type Served, serve } from "./serve";

const CASES = join(import.meta.dirname, "../../fixtures/cases");

let database: TestDatabase;
let server: Served;
beforeEach(async () => {
  database = await createTestDatabase();
  server = await serve();
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await database.drop();
});

/** Serves a case's files, and its feed with this server's address. */
async function importCase(feed: string) {
  const xml = (await readFile(join(CASES, "f", feed), "utf8")).replaceAll(
    "http://127.0.0.1:4790",
    server.url,
  );
  for (const name of [
    "T41-en.vtt",
    "T41-es.json",
    "T13-spec.srt",
    "T35-bom.json",
    "T37b-page.html",
    "T38-plain.txt",
    "T60-pause.vtt",
    "T61-pause-words.json",
  ]) {
    const bytes = await readFile(join(CASES, "t", name));
    server.answers.set(`/t/${name}`, (_request, response) => void response.end(bytes));
  }
  server.answers.set("/redirect/t/T13-spec.srt", (_request, response) => {
    response.writeHead(302, { location: "/t/T13-spec.srt" }).end();
  });
  return importXml(xml, "/f/feed.xml");
}

async function importXml(xml: string, path = "/feed.xml") {
  server.answers.set(path, (_request, response) => void response.end(xml));
  const imported = await importFeed({
    ...{ db: database.db, source: `${server.url}${path}`, makeEpisodes: true },
    fetch: { allowInternal: true },
  });
  if (!imported.ok) throw new Error(imported.message);
  return imported.report;
}

async function documentOf(title: string) {
  const episode = await database.db.episode.findFirstOrThrow({
    where: { title },
    include: { documents: true, sourceFiles: { orderBy: { id: "asc" } } },
  });
  const [document] = episode.documents;
  return { episode, document };
}

const ABOUT: About = {
  ...{ title: "A", show: "B", language: "en", licence: null },
  origin: "unknown",
  recogniser: null,
};

async function written(title: string, format: Format, more: { words?: boolean } = {}) {
  const { document } = await documentOf(title);
  if (!document) throw new Error(`${title} has no transcript`);
  const exported = await exportTranscript(database.db, {
    ...{ documentId: document.id, revision: document.head, path: document.path, duration: null, format },
    ...{ words: more.words ?? false, about: ABOUT },
  });
  return (exported.ok && exported.result?.body.toString()) || "";
}

describe("a file's own times", () => {
  test("T60: are those of the words, to the millisecond, and none is said in a silence", async () => {
    await importCase("T60.xml");
    const episodes = await database.db.episode.findMany({ include: { documents: true } });
    let read = 0;
    for (const { title, documents } of episodes) {
      const [document] = documents;
      // The feed names real files too, which are not here.
      if (!document) continue;
      read++;
      const source = await readSource(database.db, {
        documentId: document.id,
        number: 1,
        path: document.path,
      });
      const starts = [...(source?.starts(3600) ?? [])];
      expect(source?.known?.source).toBe("file");
      expect([starts[0], starts[10]]).toEqual([0, 24]);
      expect(starts[9]).toBeLessThan(4);
      if (title.includes("word")) expect(starts[19]).toBe(27.6);
    }
    expect(read).toBe(2);
  });

  test("leave with an unedited caption, with its bounds and line breaks, also after an edit elsewhere", async () => {
    const file =
      "WEBVTT\n\n00:00:01.234 --> 00:00:03.001\n<v Ann>Captions of a file\nhave lines of their own,\n\n" +
      "00:00:02.500 --> 00:00:09.999\n<v Ben>and may overlap, if two people speak at once.\n\n" +
      "00:01:00.007 --> 00:01:00.500\n<v Ann>This is short.\n\n00:02:00.000 --> 00:02:04.000\n<v Ann>The last one [inaudible] ends.\n";
    const vtt = await serve({ "/a.vtt": file });
    try {
      await importXml(
        feedOf(
          `<title>One</title><guid>1</guid><podcast:transcript xmlns:podcast="https://podcastindex.org/namespace/1.0" url="${vtt.url}/a.vtt" type="text/vtt"/>`,
        ),
      );
    } finally {
      await vtt[Symbol.asyncDispose]();
    }
    const bounds = (text: string) =>
      fromVtt(text).cues.map(({ start, end, tokens }) => [start, end, tokensText(tokens)]);
    const came = [
      [1.234, 3.001, "Captions of a file have lines of their own,"],
      [2.5, 9.999, "and may overlap, if two people speak at once."],
      [60.007, 60.5, "This is short."],
      [120, 124, "The last one [unintelligible] ends."],
    ];
    const first = await written("One", "vtt");
    expect(bounds(first)).toEqual(came);
    expect(first).toContain("<v Ann>Captions of a file\nhave lines of their own,\n");
    expect(fromSrt(await written("One", "srt")).cues.map(({ start, end }) => [start, end])).toEqual(
      came.map(([start, end]) => [start, end]),
    );

    const { db } = database;
    const { document, episode } = await documentOf("One");
    const [author, reviewer] = [await person(db, "ana"), await person(db, "mo")];
    await grant(db, reviewer, episode.showId, "maintainer");
    const text = (await headText(db, document?.id ?? 0)).replace(/\\\[unint[^\]]*\]/, "we could hear");
    const made = await propose(db, {
      ...{ author, documentId: document?.id ?? 0, base: 1, text, channel: "document", agreed: true },
    });
    if (!made.ok) throw new Error(made.reason);
    expect(await accept(db, { id: made.contribution.id, version: 1, reviewer })).toMatchObject({ ok: true });
    const after = bounds(await written("One", "vtt"));
    expect(after.slice(0, 3)).toEqual(came.slice(0, 3));
    expect(after[3]).toMatchObject([120, expect.any(Number), "The last one we could hear ends."]);
  });
});

describe("which of several", () => {
  test("F17: in the show's language, whatever its type says, wherever it lies; the others are kept", async () => {
    const report = await importCase("F17-langs.xml");
    const sanna = "Sanna";
    const opening = async (title: string) => {
      const { document } = await documentOf(title);
      const text = document ? await headText(database.db, document.id) : "";
      const transcript = parse(text);
      const [first] = transcript.segments;
      return [
        turns(transcript)[0]?.speaker,
        first ? readableText(first.body).split(" ").slice(0, 3).join(" ") : null,
      ];
    };
    expect(await opening("Lang one")).toEqual(["Ann", "The words as"]);
    const { episode } = await documentOf("Lang one");
    expect(
      episode.sourceFiles.map(({ url, taken, language, kind }) => [
        url.split("/").at(-1),
        taken,
        language,
        kind,
      ]),
    ).toEqual([
      ["T41-en.vtt", true, "en", "vtt"],
      ["T41-es.json", false, "es", "json"],
    ]);
    for (const title of [
      "Type upper",
      "Type x-srt",
      "Type plain with captions",
      "Type octet",
      "Type missing",
      "SRT said VTT",
      "Relative address",
      "Redirected",
      "First missing",
      "Json unknown then SRT",
    ])
      expect(await opening(title), title).toEqual([sanna, "In this week's"]);
    expect((await opening("Json charset"))[0]).toBe("Ida");
    expect((await opening("Only HTML"))[0]).toBe("Klara Mund");
    expect((await opening("Only plain"))[0]).toBe("Klara");
    expect(report.remarks.find(({ path }) => path === "Only foreign")?.reason).toContain("es");
  });

  test("a feed's recogniser is named with the document", async () => {
    const json = JSON.stringify({
      text: "",
      segments: [{ id: 0, seek: 0, start: 0, end: 2, text: " Hello there.", avg_logprob: -0.2 }],
      language: "en",
    });
    server.answers.set("/w.json", (_request, response) => void response.end(json));
    await importXml(
      feedOf(
        `<title>One</title><guid>1</guid><podcast:transcript xmlns:podcast="https://podcastindex.org/namespace/1.0" url="${server.url}/w.json" type="application/json"/>`,
      ),
    );
    expect((await documentOf("One")).document).toMatchObject({ origin: "recogniser", recogniser: "Whisper" });
  });
});

test("what cannot be read is told, with file, line and reason", async () => {
  const file = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nYes.\n\n00:00:03.000 --> soon\nNo.\n";
  server.answers.set("/a.vtt", (_request, response) => void response.end(file));
  const { remarks } = await importXml(
    feedOf(
      `<title>One</title><guid>1</guid><podcast:transcript xmlns:podcast="https://podcastindex.org/namespace/1.0" url="${server.url}/a.vtt" type="text/vtt"/>`,
    ),
  );
  expect(remarks).toEqual([
    {
      ...{ path: "One", file: `${server.url}/a.vtt`, line: 6 },
      reason: 'no times can be read here; the words of the cue are kept without: "00:00:03.000 --> soon"',
    },
  ]);
  expect(await written("One", "txt")).toBe(
    "Yes. No.\n\nNobody says who or what made the first version of this text.\n",
  );
});
