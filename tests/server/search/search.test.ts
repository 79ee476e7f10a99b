import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refreshSearch } from "../../../server/doors/search/refresh-search";
import { type Found, type Hit, search, type Wanted } from "../../../server/doors/search/search";
import { suggest } from "../../../server/doors/search/suggest";
import { tokenise } from "../../../server/doors/search/tokenise";
import { appendRevisions } from "../../../server/text/documents/append-revisions";
import { readTranscript } from "../../../server/text/episodes/read-transcript";
import { timeText } from "../../../server/text/episodes/time-text";
import { createTestDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const author = { name: "Casey", id: null };
const EPISODES = [
  {
    show: "tea",
    slug: "1",
    year: 2024,
    duration: 100,
    text:
      "**Ana:** \\[00:10\\] We talk about open source software, and about Kubernetes.\n\n" +
      "It has *many* universities, \\[laughs\\] and a [café](https://example.org/secret) \\[01:00\\] in Node.js.\n\n" +
      "**Break:** \\[01:10\\]\n\n" +
      "**Ben:** The source is open to all. To be or not to be, that is the news.\n",
  },
  {
    show: "tea",
    slug: "2",
    year: 2025,
    duration: null,
    text: "**Ana:** The universe of Kubernetes & <b>C++</b>.\n\n**Cleo:** AWS don't sell open-source tea.\n",
  },
  { show: "milk", slug: "1", year: 2025, duration: null, text: "**Ana:** Milk, Kubernetes and adrián.\n" },
];

async function append(documentId: number, base: number, text: string) {
  const made = await database.db.$transaction((tx) =>
    appendRevisions(tx, [{ documentId, base, text, summary: "a test", author }]),
  );
  expect(made.ok).toBe(true);
  await refreshSearch(database.db);
}

beforeAll(async () => {
  const { db } = database;
  for (const slug of ["tea", "milk"]) await db.show.create({ data: { slug, title: slug, filePrefix: slug } });
  for (const { show, slug, year, duration, text } of EPISODES) {
    const { id: showId } = await db.show.findUniqueOrThrow({ where: { slug: show } });
    await db.$transaction(async (tx) => {
      const publishedAt = new Date(Date.UTC(year, 5));
      const episode = await tx.episode.create({
        data: {
          showId,
          slug,
          sortKey: slug,
          title: `${show} ${slug}`,
          publishedAt,
          durationSeconds: duration,
        },
      });
      const data = { episodeId: episode.id, kind: "transcript", path: `${show}/${show}-${slug}.md` } as const;
      const { id } = await tx.document.create({ data });
      await appendRevisions(tx, [{ documentId: id, base: 0, text, summary: "made", author }]);
    });
  }
  await refreshSearch(db);
});

const find = (query: string, where: Omit<Wanted, "query"> = {}) => search(database.db, { query, ...where });
const hitsOf = (found: Found) => {
  expect(found.ok).toBe(true);
  return found.ok ? found.hits : [];
};
const places = (hits: readonly Hit[]) =>
  hits.map(({ show, episode, segment }) => `${show.slug}/${episode.slug}#${segment}`).sort();
const marked = (hits: readonly Hit[]) =>
  hits.flatMap(({ excerpt }) => excerpt.parts.filter((part) => part.marked).map(({ text }) => text));

describe("what is found", () => {
  test.each([
    ["kubernetes", ["milk/1#1", "tea/1#1", "tea/2#1"], ["Kubernetes", "Kubernetes", "Kubernetes"]],
    ["university", ["tea/1#2", "tea/2#1"], ["universe", "universities"]],
    ["universiti*", ["tea/1#2"], ["universities"]],
    ['"university"', [], []],
    ['"open source"', ["tea/1#1", "tea/2#2"], ["open source", "open-source"]],
    ['"source is open"', ["tea/1#4"], ["source is open"]],
    ['"to be or not to be"', ["tea/1#4"], ["To be or not to be"]],
    ["the kubernetes -milk -universe", ["tea/1#1"], ["Kubernetes"]],
    ['source -"open source"', ["tea/1#4"], ["source"]],
    ["node", ["tea/1#2"], ["Node"]],
    ["node.js", ["tea/1#2"], ["Node.js"]],
    ["c++", ["tea/2#1"], ["C++"]],
    ["c", [], []],
    ["ADRIAN", ["milk/1#1"], ["adrián"]],
    ["cafe", ["tea/1#2"], ["café"]],
    ["don’t", ["tea/2#2"], ["don't"]],
    ["laughs", ["tea/1#2"], ["laughs"]],
    ["secret", [], []],
    ["example.org", [], []],
  ])("for %s", async (query, where, words) => {
    const hits = hitsOf(await find(query));
    expect(places(hits)).toEqual(where);
    expect(marked(hits).sort()).toEqual([...words].sort());
  });

  test("in another form comes after what was typed, and words side by side before those apart", async () => {
    expect(hitsOf(await find("universe")).map(({ segment }) => segment)).toEqual([1, 2]);
    expect(hitsOf(await find("universities")).map(({ segment }) => segment)).toEqual([2, 1]);
    expect(places(hitsOf(await find("open source"))).length).toBe(3);
    expect(hitsOf(await find("open source")).at(-1)?.segment).toBe(4);
  });

  test("while the last word is being typed", async () => {
    expect(places(hitsOf(await find("open sourc", { typing: true })))).toHaveLength(3);
    expect(places(hitsOf(await find('"open sourc'))).length).toBe(0);
  });

  test("is plain text: what a transcript holds of HTML and links is not shown", async () => {
    const [hit] = hitsOf(await find("c++"));
    expect(hit?.excerpt.parts.map(({ text }) => text).join("")).toBe("The universe of Kubernetes & C++.");
  });

  test("opens at the second at which the word is said, as the page of the episode has it", async () => {
    const [hit] = hitsOf(await find("cafe"));
    const document = await database.db.document.findUniqueOrThrow({ where: { path: "tea/tea-1.md" } });
    const wanted = { documentId: document.id, revision: 1, duration: 100, path: document.path };
    const page = await readTranscript(database.db, wanted);
    const segments = page?.turns.flatMap((turn) => turn.segments) ?? [];
    const { counts = [], deltas = [] } = (await timeText(database.db, wanted))?.wordStarts ?? {};
    const starts = deltas.map((_, i) => deltas.slice(0, i + 1).reduce((sum, d) => sum + d, 0) / 100);
    expect(segments[1]?.html).toMatch(/^It has <em>many<\/em> universities, \[laughs\] and a <a/);
    // The eighth word of its paragraph as the page counts, including "[laughs]"; to a tenth of a second.
    expect(Math.abs((starts[(counts[0] ?? 0) + 7] ?? 0) - (hit?.seconds ?? 0))).toBeLessThanOrEqual(0.1);
    expect(hit?.seconds).toBeGreaterThan(10);
    expect(hit?.seconds).toBeLessThan(60);
  });
});

describe("narrowed down", () => {
  test.each([
    [{ show: "tea" }, ["tea/1#1", "tea/2#1"]],
    [{ year: 2025 }, ["milk/1#1", "tea/2#1"]],
    [{ show: "tea", year: 2025 }, ["tea/2#1"]],
    [{ speaker: "Ana" }, ["milk/1#1", "tea/1#1", "tea/2#1"]],
    [{ speaker: "Cleo" }, []],
    [{ show: "coffee" }, []],
    [{ show: "'; --" }, []],
    [{ speaker: "no\0body" }, []],
    [{ year: 999_999_999 }, []],
    [{ year: Number.NaN }, []],
  ])("to %j", async (where, expected) => {
    const found = await find("kubernetes", where);
    expect(places(hitsOf(found))).toEqual(expected);
    expect(found.ok && found.total).toBe(expected.length);
  });

  test("it says who could be chosen", async () => {
    const found = await find("open");
    expect(found.ok && found.speakers).toEqual([
      { name: "Ana", hits: 1 },
      { name: "Ben", hits: 1 },
      { name: "Cleo", hits: 1 },
    ]);
  });
});

describe("after the next revision", () => {
  test("what is said now is found, with the ids that stay, and what is no longer said is not", async () => {
    const { id } = await database.db.document.findUniqueOrThrow({ where: { path: "milk/milk-1.md" } });
    await append(id, 1, "**Zoe:** Yesterday.\n\n**Ana:** Milk, Kubernetes and oats.\n");
    expect(places(hitsOf(await find("oats")))).toEqual(["milk/1#1"]);
    expect(hitsOf(await find("adrian"))).toEqual([]);
    expect(hitsOf(await find("yesterday"))[0]).toMatchObject({ speaker: "Zoe", segment: 2 });
    await append(id, 2, "**Ana:** Milk \\[unintelligible 00:05\\] barley \\[crosstalk 00:07\\].\n");
    const [heard] = hitsOf(await find("barley"));
    expect(heard?.excerpt.parts.map(({ text }) => text).join("")).toBe(
      "Milk [unintelligible] barley [crosstalk].",
    );
    await append(id, 3, "**Ana:** Milk, Kubernetes and adrián.\n");
    expect(hitsOf(await find("yesterday"))).toEqual([]);
    expect(await database.db.passage.count({ where: { documentId: id } })).toBe(1);
  });

  test("nothing is left to be made anew; what is lost or out of date is, and comes out the same", async () => {
    const { db } = database;
    const all = () => db.passage.findMany({ orderBy: [{ documentId: "asc" }, { segmentId: "asc" }] });
    expect(await refreshSearch(db)).toBe(0);
    const before = await all();
    await db.passage.deleteMany();
    await db.searched.deleteMany();
    expect(await refreshSearch(db)).toBe(3);
    expect(await all()).toEqual(before);
    await db.searched.updateMany({ data: { version: 0 } });
    expect(await refreshSearch(db)).toBe(3);
    expect(await all()).toEqual(before);
    await db.episode.updateMany({ where: { slug: "2" }, data: { durationSeconds: 1000 } });
    expect(await refreshSearch(db)).toBe(1);
    expect(await refreshSearch(db)).toBe(0);
    expect(hitsOf(await find("tea"))[0]?.seconds).toBeGreaterThan(2);
  });
});

describe("many results", () => {
  beforeAll(async () => {
    const { db } = database;
    const { id: showId } = await db.show.findUniqueOrThrow({ where: { slug: "milk" } });
    const text = Array.from({ length: 1100 }, (_, i) => `**Dan:** Often said, number ${i}.\n`).join("\n");
    await db.$transaction(async (tx) => {
      const data = { showId, slug: "many", sortKey: "many", title: "Many" };
      const episode = await tx.episode.create({ data });
      const path = "milk/milk-many.md";
      const { id } = await tx.document.create({ data: { episodeId: episode.id, kind: "transcript", path } });
      await appendRevisions(tx, [{ documentId: id, base: 0, text, summary: "made", author }]);
    });
    await refreshSearch(db);
  });

  test("come in pages, each once, and are counted as far as they are ranked", async () => {
    const first = await find("often");
    expect(first).toMatchObject({ ok: true, total: 1000, more: true, page: 1, pages: 50 });
    const seen = new Set<string>();
    for (const page of [1, 2, 49, 50])
      for (const place of places(hitsOf(await find("often", { page })))) seen.add(place);
    expect(seen.size).toBe(80);
    expect(await find("often", { page: 9999 })).toMatchObject({ page: 50 });
    expect(await find("kubernetes", { page: 7 })).toMatchObject({ ok: true, total: 3, hits: [] });
  });

  test("a paragraph of twenty thousand words is found to its last one, at its time", async () => {
    const { db } = database;
    const { id } = await db.document.findUniqueOrThrow({ where: { path: "milk/milk-many.md" } });
    const words = Array.from({ length: 20_000 }, (_, i) => `w${i}`).join(" ");
    await append(id, 1, `**Dan:** \\[00:05\\] ${words} ${"x".repeat(5000)} finally\n`);
    const [hit] = hitsOf(await find('"w19999"'));
    expect(marked(hit ? [hit] : [])).toEqual(["w19999"]);
    expect(hit?.seconds).toBeGreaterThan(2_000);
    expect(hitsOf(await find("finally"))).toHaveLength(1);
    expect(hitsOf(await find("x".repeat(300)))).toHaveLength(1);
  });
});

describe("when nothing is found, what was meant is suggested", () => {
  test.each([
    ["kubernets", ["kubernetes"]],
    ["kuberentes", ["kubernetes"]],
    ['"open suorce" -milk', ['"open source" -milk']],
    ["sofware Kubernetse", ["software kubernetes"]],
    ["kubernetse mlik café", ["kubernetes", "milk"]],
    ["zzzzqqqq", []],
    ["-kubernets", []],
    ["'\0 %_\\", []],
  ])("%s: %s", async (query, meant) => {
    expect(await database.db.$transaction((tx) => suggest(tx, { query }))).toEqual(meant);
  });

  test("only what is found where one looks", async () => {
    expect(
      await database.db.$transaction((tx) => suggest(tx, { query: "kubernets", speaker: "Cleo" })),
    ).toEqual([]);
  });
});

describe("what cannot be searched for is said", () => {
  test.each([
    ["", "empty"],
    ["a".repeat(10_000), "too-long"],
    ["the of and to", "only-common-words"],
    ["?!… -- *** ()", "no-words"],
    ["\0", "no-words"],
    ['"', "no-words"],
    ["-milk", "only-excluded"],
    ["the -milk", "only-common-words"],
  ])("%j", async (query, reason) => {
    expect(await find(query)).toEqual({ ok: false, reason });
  });

  test.each([
    "'a':* & !(b | c) <-> \\d",
    "kube\0rnetes",
    '"kubernetes',
    "kubernetes\uD800",
    "%_\\'\"",
    ":*A 'x':B !! && ||",
    Array.from({ length: 140 }, (_, i) => String.fromCharCode(97 + (i % 26))).join(" "),
    "-a -b c* d*",
    "𝕂ubernetes ﬁ ½ Ⅷ ͅ",
    '"the of and to" "in" it*',
  ])("and whatever else is typed is answered: %j", async (query) => {
    const found = await find(query, { typing: true });
    if (found.ok)
      for (const { excerpt } of found.hits) expect(excerpt.parts.some((p) => p.marked)).toBe(true);
  });

  test("words of a query are letters and digits alone, so that none is an operator", () => {
    expect(tokenise("a':*&b|!c<->(d)\\").map(({ key }) => key)).toEqual(["a", "b", "c", "d"]);
  });
});
