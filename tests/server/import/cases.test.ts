import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { convertTurns } from "../../../server/doors/import/convert-turns";
import { importFolder } from "../../../server/doors/import/import-folder";
import { readFrontMatter } from "../../../server/doors/import/read-front-matter";
import { readLayout } from "../../../server/doors/import/read-layout";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { CASES } from "../feeds/cases";
import { imported, makeFolder } from "./folder";

// Repositories as people met them. The number is the case's own.

const ODD = join(CASES, "repo2/oddshow");

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const layoutOf = (words: string) => readLayout(words) ?? undefined;
const textOf = async (name: string) => readFile(join(ODD, name), "utf8");
const head = (path: string) =>
  database.db.document.findUniqueOrThrow({
    where: { path },
    include: { revisions: { orderBy: { number: "desc" }, take: 1 }, episode: true },
  });
const speakers = async (path: string) => {
  const { episodeId } = await head(path);
  const rows = await database.db.appearance.findMany({ where: { episodeId }, include: { person: true } });
  return rows.map(({ person }) => person.name).sort();
};

test("every file of the odd repository is imported byte for byte, or told with its reason", async () => {
  const report = await imported(database.db, join(CASES, "repo2"));
  for (const n of [1, 2, 3, 4, 5, 6, 8, 9, 12])
    expect((await head(`oddshow/odd-show-${n}.md`)).revisions[0]?.text, String(n)).toBe(
      await textOf(`odd-show-${n}.md`),
    );
  // R8: names and bytes that cannot be taken.
  expect(report.refused.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
    expect.stringMatching(/^oddshow\/Odd Show 10\.md: .*cannot be an address/),
    expect.stringMatching(/^oddshow\/odd-show-7\.md: not UTF-8: byte \d+, in line 1/),
  ]);
  expect(report.passedOver).toBe(1);
  const told = report.remarks.map(({ path, line, reason }) => `${path.slice(17, -3)}:${line}: ${reason}`);
  expect(told).toEqual([
    // R2
    "1:1: a label stands within a line, and is read as words: **Ben Ng:**",
    // R5
    expect.stringMatching(/^4:3: times run backwards/),
    "4:1: a label stands within a line, and is read as words: **Ben Ng:**",
    // R9
    expect.stringMatching(/^9:1: git left two versions of the text side by side/),
  ]);
  // R3: front matter is no speech, and says what it says.
  expect(await speakers("oddshow/odd-show-2.md")).toEqual(["Ada", "Ben"]);
  const { words, episode, doubts } = await head("oddshow/odd-show-2.md");
  expect({ words, doubts }).toEqual({ words: 30, doubts: 0 });
  expect(episode).toMatchObject({ title: "Odd Show 2" });
  // R4: what is not bold is text; R7: a mark in front is no part of the label.
  expect(await speakers("oddshow/odd-show-3.md")).toEqual(["Ada Byron"]);
  expect(await speakers("oddshow/odd-show-6.md")).toEqual(["Ada Byron"]);
  expect(await speakers("oddshow/odd-show-5.md")).toEqual(["Ada Byron", "Ben Ng"]);
  expect((await head("oddshow/odd-show-1.md")).doubts).toBe(1);
});

test("R8: a name with an umlaut is told", async () => {
  await using folder = await makeFolder({
    "oddshow/odd-show-1.md": "**Ada:** Hello.\n",
    "oddshow/odd-show-ünder.md": "**Ada Byron:** A name with an umlaut.\n",
  });
  expect((await imported(database.db, folder.path)).refused).toMatchObject([
    { path: "oddshow/odd-show-ünder.md" },
  ]);
});

describe("front matter", () => {
  const matter = `---
title: "On: bread"
transcript_by: somebody
media: https://video.example/watch?v=1
date: 2019-06-05
speakers: ['Ada Byron', "Ben Ng"]
tags:
  - bread
---
`;

  test("tells the episode's title, date, speakers and link, and comes back byte for byte", async () => {
    const text = `${matter}\n**Ada Byron:** Hello.\n`;
    await using folder = await makeFolder({ "talks/talks-1.md": text });
    expect((await imported(database.db, folder.path)).remarks).toEqual([]);
    const { revisions, episode, words } = await head("talks/talks-1.md");
    expect(revisions[0]?.text).toBe(text);
    expect(words).toBe(1);
    expect(episode).toMatchObject({
      ...{ title: "On: bread", link: "https://video.example/watch?v=1", audioUrl: null },
      publishedAt: new Date("2019-06-05"),
    });
    const credits = await database.db.credit.findMany({
      where: { episodeId: episode.id },
      orderBy: { position: "asc" },
      include: { person: true },
    });
    expect(credits.map(({ person, role }) => `${person.name}, ${role}`)).toEqual([
      "Ada Byron, guest",
      "Ben Ng, guest",
    ]);
    const made = { where: { path: "talks/talks-1.md" }, select: { origin: true, recogniser: true } };
    expect(await database.db.document.findUnique(made)).toEqual({ origin: "person", recogniser: null });
    await folder.write({
      "talks/talks-1.md": text
        .replace("On: bread", "On butter")
        .replace("by: somebody", "by: tstbtc v1.0.0 --needs-review"),
    });
    await imported(database.db, folder.path);
    expect((await head("talks/talks-1.md")).episode.title).toBe("On butter");
    expect(await database.db.document.findUnique(made)).toEqual({
      ...{ origin: "recogniser", recogniser: "tstbtc v1.0.0" },
    });
  });

  test("says nothing of an episode that a feed describes", async () => {
    await using folder = await makeFolder({ "talks/talks-1.md": "**Ada Byron:** Hello.\n" });
    await imported(database.db, folder.path);
    await database.db.episode.updateMany({ data: { guid: "g", title: "By the feed" } });
    await folder.write({ "talks/talks-1.md": `${matter}\n**Ada Byron:** Hello.\n` });
    await imported(database.db, folder.path);
    expect((await head("talks/talks-1.md")).episode).toMatchObject({ title: "By the feed", link: null });
  });

  test("that is no YAML is told with its line, and is no speech all the same", async () => {
    const text = '---\ntitle: "On\nother: [a, b\n---\n\n**Ada:** Hello.\n';
    expect(readFrontMatter(text)).toMatchObject({
      data: null,
      remarks: [{ line: expect.any(Number), reason: expect.stringMatching(/front matter is not YAML/) }],
    });
    expect(readFrontMatter("---\na: &x [1]\nb: *x\n---\n")?.remarks[0]?.reason).toMatch(/aliases/);
    expect(readFrontMatter("---\ndate: someday\n---\n")?.remarks[0]?.reason).toMatch(
      /date cannot be read: someday/,
    );
    expect(readFrontMatter("---\nmedia: https://x.example/a.mp3\nepisode: 4\n---\n")?.data).toMatchObject({
      ...{ audioUrl: "https://x.example/a.mp3", link: null, number: 4 },
    });
  });
});

describe("other layouts", () => {
  test("folders in folders, by a word", async () => {
    await using folder = await makeFolder({
      "talks/2019/bread.md": "**Ada:** Bread.\n",
      "talks/2020/spring/butter.md": "**Ada:** Butter.\n",
    });
    expect(await importFolder({ db: database.db, folder: folder.path })).toMatchObject({
      message: expect.stringMatching(/add --layout nested/),
    });
    const found = await importFolder({ db: database.db, folder: folder.path, layout: layoutOf("nested") });
    expect(found).toMatchObject({ ok: true, report: { shows: [{ slug: "talks", fresh: 2 }], refused: [] } });
    expect(
      (await database.db.document.findMany({ orderBy: { path: "asc" } })).map(({ path }) => path),
    ).toEqual(["talks/2019-bread.md", "talks/2020-spring-butter.md"]);
    const again = await importFolder({ db: database.db, folder: folder.path, layout: layoutOf("nested") });
    expect(again).toMatchObject({ report: { shows: [{ unchanged: 2 }] } });
  });

  test("turns that begin with a time, or have it behind the name", () => {
    expect(convertTurns("00:00:00 Ada Byron: Hello.\n\n[00:12:14] Ben Ng:\nYes.\nMore.\n", "time-name")).toBe(
      "**Ada Byron:** \\[00:00:00\\] Hello.\n\n**Ben Ng:** \\[00:12:14\\] Yes.\nMore.\n",
    );
    expect(
      convertTurns("Ada Byron: 00:00:00\n\nHello there.\n\nMore: of it.\n\nBen Ng: 00:12:14\n", "name-time"),
    ).toBe("**Ada Byron:** \\[00:00:00\\] Hello there.\n\nMore: of it.\n\n**Ben Ng:** \\[00:12:14\\]\n");
    expect(convertTurns("Ada: 00:00\n", "label")).toBe("Ada: 00:00\n");
    for (const words of ["", "flat", "time-name,name-time"]) expect(readLayout(words), words).toBeNull();
  });

  test("and what comes of it is a transcript with speakers and times", async () => {
    await using folder = await makeFolder({
      "talks/a/b.md": "---\ntitle: B\n---\n\nAda: 00:00:05\n\nHello.\n",
    });
    await importFolder({ db: database.db, folder: folder.path, layout: layoutOf("nested,name-time") });
    expect(await speakers("talks/a-b.md")).toEqual(["Ada"]);
    expect((await head("talks/a-b.md")).episode.title).toBe("B");
  });
});
