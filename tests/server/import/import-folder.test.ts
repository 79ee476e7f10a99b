import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importFolder } from "../../../server/doors/import/import-folder";
import { withImportLock } from "../../../server/doors/import/with-import-lock";
import { appendRevisions } from "../../../server/text/documents/append-revisions";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { imported, makeFolder, stateOf, transcript } from "./folder";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const episodes = async () =>
  (
    await database.db.episode.findMany({
      include: { show: true },
      orderBy: [{ showId: "asc" }, { sortKey: "asc" }],
    })
  ).map(({ show, slug, title }) => `${show.slug}/${slug}: ${title}`);

describe("a folder of shows", () => {
  test("becomes shows and episodes; what is no transcript is passed over and counted", async () => {
    await using folder = await makeFolder({
      "practicalai/practical-ai-147.md": transcript("a"),
      "practicalai/practical-ai-9.md": transcript("b"),
      "practicalai/practical-ai-147.notes.md": "Notes with a **word**: emphasised.\n",
      "chat/chat-with-us-1.md": transcript("c"),
      "chat/chat-with-us-2.md": transcript("d"),
      "chat/README.md": "read me",
      "chat/cover.png": "no text",
      "README.md": "read me",
      LICENSE: "Creative Commons Attribution-ShareAlike 4.0 International",
      "scripts/format.js": "//",
      ".github/x.md": "hidden",
      "node_modules/a/b.md": "hidden",
    });
    const report = await imported(database.db, folder.path);
    expect(report.refused).toEqual([]);
    expect(report.passedOver).toBe(7);
    expect(await episodes()).toEqual([
      "chat/with-us-1: Chat: With Us 1",
      "chat/with-us-2: Chat: With Us 2",
      "practicalai/9: Practical AI 9",
      "practicalai/147: Practical AI 147",
    ]);
    const [, practicalai] = report.shows;
    expect(practicalai).toMatchObject({ slug: "practicalai", title: "Practical AI", episodes: 2, fresh: 3 });
    const notes = await database.db.document.findUniqueOrThrow({
      where: { path: "practicalai/practical-ai-147.notes.md" },
      include: { episode: true },
    });
    expect(notes).toMatchObject({ kind: "notes", head: 1, episode: { slug: "147" } });
    const show = await database.db.show.findUniqueOrThrow({ where: { slug: "practicalai" } });
    expect(show).toMatchObject({ licence: "CC BY-SA 4.0", filePrefix: "practical-ai" });
    // Ana and Ben are speakers; people named in show notes are not.
    expect((await database.db.person.findMany()).map(({ name }) => name).sort()).toEqual(["Ana", "Ben"]);
  });

  test("claims no licence that is not written there", async () => {
    await using folder = await makeFolder({ "gotime/go-time-1.md": transcript("a"), LICENSE: "MIT License" });
    await imported(database.db, folder.path);
    expect((await database.db.show.findFirstOrThrow()).licence).toBeNull();
  });
});

describe("the folder of one show", () => {
  test("is known by its files' names, and lies in the repository as it would from above", async () => {
    await using folder = await makeFolder({ "practicalai/practical-ai-1.md": transcript("a") });
    await imported(database.db, `${folder.path}/practicalai`);
    const again = await imported(database.db, folder.path);
    expect(again.shows).toMatchObject([{ slug: "practicalai", unchanged: 1, fresh: 0 }]);
  });

  test("can be named with --show, which also picks one show of many", async () => {
    await using folder = await makeFolder({ "one.md": transcript("a"), "two.md": transcript("b") });
    await imported(database.db, folder.path, "chat");
    expect(await episodes()).toEqual(["chat/one: Chat: One", "chat/two: Chat: Two"]);
    await using many = await makeFolder({ "a/a-1.md": transcript("a"), "b/b-1.md": transcript("b") });
    expect((await imported(database.db, many.path, "b")).shows).toMatchObject([{ slug: "b", fresh: 1 }]);
  });

  test("is not what is left of a misspelt --show: the shows that are there are named", async () => {
    await using folder = await makeFolder({
      "practicalai/practical-ai-1.md": transcript("a"),
      "gotime/go-time-1.md": transcript("b"),
      "scripts/format.js": "//",
      "GUIDE.md": "How to write.",
    });
    expect(await importFolder({ db: database.db, folder: folder.path, show: "practicalia" })).toEqual({
      ok: false,
      reason: "not-found",
      message: `There is no show "practicalia" in ${folder.path}. There are: gotime, practicalai.`,
    });
    expect(await database.db.show.count()).toBe(0);
  });

  test("may hold folders of drafts beside transcripts that are named after it", async () => {
    await using folder = await makeFolder({
      "go-time-1.md": transcript("a"),
      "drafts/go-time-2.md": transcript("b"),
    });
    const report = await imported(database.db, folder.path, "gotime");
    expect(report.shows).toMatchObject([{ slug: "gotime", fresh: 1 }]);
    expect(report.refused).toMatchObject([
      { path: "gotime/drafts/", reason: expect.stringMatching(/too deep/) },
    ]);
  });

  test.each(["FORMAT.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "STYLE_GUIDE.md", "README.md"])(
    "%s is no transcript of it",
    async (name) => {
      await using folder = await makeFolder({ [name]: "**Ana:** Write like this." });
      for (const show of [undefined, "chat"])
        expect(await importFolder({ db: database.db, folder: folder.path, show })).toMatchObject({
          reason: "no-transcripts",
        });
      await folder.write({ "one.md": transcript("a"), "todo.md": transcript("b") });
      await imported(database.db, folder.path, "chat");
      expect(await episodes()).toEqual(["chat/one: Chat: One", "chat/todo: Chat: Todo"]);
    },
  );

  test("keeps its prefix, whatever files come later", async () => {
    await using folder = await makeFolder({
      "x/talk-10.md": transcript("a"),
      "x/talk-11.md": transcript("b"),
    });
    await imported(database.db, folder.path);
    await folder.write({ "x/other.md": transcript("c"), "x/talk-12.md": transcript("d") });
    await imported(database.db, folder.path);
    expect((await episodes()).map((title) => title.split(":")[0])).toEqual([
      "x/10",
      "x/11",
      "x/12",
      "x/other",
    ]);
  });
});

describe("importing again", () => {
  test("changes nothing where nothing has changed", async () => {
    await using folder = await makeFolder({ "x/x-1.md": transcript("a"), "x/x-2.md": transcript("b") });
    await imported(database.db, folder.path);
    const before = await stateOf(database.db);
    const report = await imported(database.db, folder.path);
    expect(report.shows).toMatchObject([{ fresh: 0, changed: 0, unchanged: 2, episodes: 2 }]);
    expect(await stateOf(database.db)).toEqual(before);
  });

  test("makes a changed file the next revision, whose other segments keep their ids", async () => {
    await using folder = await makeFolder({ "x/x-1.md": transcript("a", 5), "x/x-2.md": transcript("b") });
    await imported(database.db, folder.path);
    const changed = transcript("a", 5)
      .replace("paragraph 2 of a", "paragraph two of a")
      .replace(
        "**Ana:** This is paragraph 4",
        "A paragraph that was not there before.\n\n**Ana:** This is paragraph 4",
      );
    await folder.write({ "x/x-1.md": changed });
    const report = await imported(database.db, folder.path);
    expect(report.shows).toMatchObject([{ fresh: 0, changed: 1, unchanged: 1 }]);
    const state = await stateOf(database.db);
    expect(
      state.documents[0]?.segments.map(([id, position, , born, gone]) => [id, position, born, gone]),
    ).toEqual([
      [1, 0, 1, null],
      [2, 1, 1, null],
      [3, 2, 1, null],
      [4, 4, 1, null],
      [5, 5, 1, null],
      [6, 3, 2, null],
    ]);
    expect(state.documents[0]?.revisions.at(-1)?.[2]).toBe(changed);
    expect(state.log.map(([position, , path, number]) => [position, path, number])).toEqual([
      [1n, "x/x-1.md", 1],
      [2n, "x/x-2.md", 1],
      [3n, "x/x-1.md", 2],
    ]);
  });

  test("leaves what was edited on the site, and proposes the file where it has changed too", async () => {
    await using folder = await makeFolder({ "x/x-1.md": transcript("a") });
    await imported(database.db, folder.path);
    const document = await database.db.document.findFirstOrThrow();
    await database.db.$transaction((tx) =>
      appendRevisions(tx, [
        {
          documentId: document.id,
          base: 1,
          text: transcript("an edit"),
          summary: "An edit",
          author: { name: "Casey", id: null },
        },
      ]),
    );
    const edited = await stateOf(database.db);
    expect((await imported(database.db, folder.path)).shows).toMatchObject([{ unchanged: 1, changed: 0 }]);
    await folder.write({ "x/x-1.md": transcript("another") });
    const report = await imported(database.db, folder.path);
    expect(report.refused).toEqual([]);
    expect(report.remarks[0]?.reason).toMatch(/changed here too .*: contribution \d+ is waiting for review/);
    expect(await stateOf(database.db)).toEqual(edited);
    // The file now has the site's text: the two agree again.
    await folder.write({ "x/x-1.md": transcript("an edit") });
    expect((await imported(database.db, folder.path)).refused).toEqual([]);
  });
});

describe("what is worth a look", () => {
  test("is told of a file that was imported all the same", async () => {
    await using folder = await makeFolder({
      "x/x-1.md": "**Ana:** \\[05:00\\] Hello.\n\n**Ben:** \\[04:00\\] Hi.\n",
      "x/x-2.md": "Nobody is named here.\n",
      "x/x-3.md": "**Ana:** \\[00:27:20.28 never closed.\n",
      "x/x-4.md": "**Ana:** \\[$STDOUT song 00:01:02.03\\] is no timestamp.\n",
      "news/changelog-news-1.md": "What up, nerds?\n",
    });
    const report = await imported(database.db, folder.path);
    expect(report.refused).toEqual([]);
    expect(report.remarks).toEqual([
      { path: "x/x-1.md", line: 3, reason: "times run backwards: 00:04:00 after 00:05:00 in paragraph 2" },
      { path: "x/x-2.md", line: 1, reason: "no speaker is named: labels are written **Name:**" },
      {
        path: "x/x-3.md",
        line: 1,
        reason: 'a timestamp cannot be read: "\\[00:27:20.28 never" in paragraph 1',
      },
    ]);
  });
});

test("a second import waits for the first and says so", async () => {
  await using folder = await makeFolder({ "x/x-1.md": transcript("a") });
  const told: string[] = [];
  let second: Promise<unknown> | undefined;
  await withImportLock(
    database.db,
    () => told.push("the first waited"),
    async () => {
      await new Promise<void>((waited) => {
        second = importFolder({
          db: database.db,
          folder: folder.path,
          onWait: () => {
            told.push("the second waits");
            waited();
          },
        });
      });
      expect(await database.db.document.count()).toBe(0);
    },
  );
  await second;
  expect(told).toEqual(["the second waits"]);
  expect(await database.db.document.count()).toBe(1);
});

test("an import that waits for another ends when it is told to, while the other goes on", async () => {
  await using folder = await makeFolder({ "x/x-1.md": transcript("a") });
  const stop = new AbortController();
  const reason = new Error("stopped from the keyboard");
  await withImportLock(
    database.db,
    () => {},
    async () => {
      const waiting = importFolder({
        db: database.db,
        folder: folder.path,
        signal: stop.signal,
        onWait: () => stop.abort(reason),
      });
      await expect(waiting).rejects.toBe(reason);
    },
  );
  expect(await database.db.document.count()).toBe(0);
  // The lock is free again.
  await imported(database.db, folder.path);
});
