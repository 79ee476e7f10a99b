import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refreshSearch } from "../../../server/doors/search/refresh-search";
import { makeDocument } from "../contributions/stage";
import { openApi, SITE, type TestApi } from "./serving";

const ROOT = join(import.meta.dirname, "../../..");

/** When the words of the demonstration's first episode are heard: recorded while its audio was made. */
const heard: { words: { word: string; start: number }[] } = JSON.parse(
  readFileSync(join(ROOT, "tests/fixtures/demo-word-starts.json"), "utf8"),
);

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
  // Enough episodes for several pages, some without a date.
  const show = await api.db.show.create({ data: { slug: "pages", title: "Pages", filePrefix: "pages-" } });
  await api.db.episode.createMany({
    data: Array.from({ length: 7 }, (_, n) => ({
      showId: show.id,
      slug: `${n + 1}`,
      sortKey: `${n + 1}`,
      title: `Page ${n + 1}`,
      // Two on one date, and two without a date.
      publishedAt: n < 5 ? new Date(Date.UTC(2026, 0, n === 4 ? 4 : n + 1)) : null,
    })),
  });
});
afterAll(() => api.drop());

interface List<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Every page of a list, in turn. */
async function walk<Item>(path: string, limit: number): Promise<Item[]> {
  const found: Item[] = [];
  const joined = `${path}${path.includes("?") ? "&" : "?"}limit=${limit}`;
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: List<Item> = await api.json(joined + (cursor ? `&cursor=${cursor}` : ""));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items);
    cursor = page.next;
  }
  return found;
}

describe("lists", () => {
  const lists = [
    "/shows",
    "/episodes",
    "/episodes?show=pages",
    "/documents",
    "/documents/figures/1/transcript/revisions",
    "/documents/figures/1/transcript/segments",
    "/gaps",
    "/claims",
    "/surveys",
  ];
  test.each(lists)("%s: pages of any size hold together what one page holds, in its order", async (path) => {
    const whole = await walk(path, 200);
    expect(whole.length).toBeGreaterThan(0);
    for (const limit of [1, 2, 3]) expect(await walk(path, limit), `${limit} a page`).toEqual(whole);
  });

  test("go on by the Link header too", async () => {
    const first = await api.call("/episodes?limit=2&show=pages");
    const link = /^<(?<next>[^>]+)>; rel="next"$/.exec(first.headers.get("link") ?? "");
    const second = await api.json(link?.groups?.next?.slice(`${SITE}/api/v1`.length) ?? "");
    expect(second).toMatchObject({ items: [{ slug: "3" }, { slug: "2" }] });
  });

  test("episodes without a day come last, those of one day one after the other", async () => {
    const slugs = (await walk<{ slug: string }>("/episodes?show=pages", 1)).map(({ slug }) => slug);
    expect(slugs).toEqual(["5", "4", "3", "2", "1", "7", "6"]);
  });

  test("a cursor of another query is refused, and so is what is none", async () => {
    const { next } = (await api.json("/episodes?limit=1")) as List<unknown>;
    expect(next).toEqual(expect.any(String));
    for (const path of [
      `/episodes?show=pages&cursor=${next}`,
      `/documents?cursor=${next}`,
      "/episodes?cursor=x",
      `/episodes?cursor=${next}x`,
      `/episodes?cursor=${Buffer.from('["x"]').toString("base64url")}.${next?.split(".")[1]}`,
    ]) {
      const response = await api.call(path);
      expect(response.status, path).toBe(400);
      expect(await response.json(), path).toMatchObject({ type: `${SITE}/docs/api#bad-cursor` });
    }
    expect(
      (await api.call(`/episodes?limit=3&cursor=${next}`)).status,
      "another size is no other query",
    ).toBe(200);
  });
});

describe("filters", () => {
  test("narrow episodes by show, person, day and gaps", async () => {
    const slugs = async (query: string) =>
      (await walk<{ show: string; slug: string }>(`/episodes?${query}`, 50)).map(
        (e) => `${e.show}/${e.slug}`,
      );
    expect(await slugs("show=pages&since=2026-01-03T00:00:00Z&until=2026-01-04T00:00:00Z")).toEqual([
      "pages/3",
    ]);
    expect(await slugs("person=Mara%20Lindqvist")).toEqual(expect.arrayContaining(["figures/1"]));
    expect(await slugs("person=Nobody")).toEqual([]);
    expect(await slugs("gaps=true")).toContain("figures/1");
    expect(await slugs("gaps=false")).toHaveLength(7);
    expect(await slugs("show=nobody")).toEqual([]);
  });

  test("narrow gaps to a show and to a document", async () => {
    const all = await walk<{ document: string }>("/gaps?document=figures/1", 50);
    expect(all.map(({ document }) => document)).toEqual(Array(3).fill("figures/1"));
    expect(await walk("/gaps?show=pages", 50)).toEqual([]);
    expect(await walk("/gaps?show=pages&document=figures/1", 50)).toEqual([]);
  });
});

describe("claims", () => {
  test("say what was claimed, where it is heard, and what was measured", async () => {
    const { items }: List<unknown> = await api.json("/claims?survey=s-1");
    expect(items).toMatchObject([
      {
        ...{ document: "figures/1", claim: "A third say so.", quantity: { kind: "percent", value: 33 } },
        quotes: [
          {
            ...{ segment: 1, exact: "This is Figures of Speech", revision: 1, lost: false },
            url: expect.stringMatching(/\/figures\/1\?t=\d/),
          },
        ],
        evidence: [
          {
            ...{ outcome: "differs", relation: "refutes", survey: "s-1", wave: "2026", question: "q-1" },
            statistic: { value: 40, unit: "percent", category: "yes", base: "respondents" },
          },
        ],
      },
    ]);
    const count = async (query: string) => (await walk(`/claims?${query}`, 50)).length;
    expect(await count("survey=s-1&outcome=differs&document=figures/1&show=figures")).toBe(1);
    for (const query of [
      "survey=s-2",
      "survey=s-1&outcome=matches",
      "survey=s-1&document=figures/2",
      "show=pages",
    ])
      expect(await count(query), query).toBe(0);
  });

  test("are those that were decided to be shown", async () => {
    const shown = (await walk<{ id: number }>("/claims", 50)).map(({ id }) => id);
    // The demonstration has one more claim that was only proposed.
    expect(await api.db.claim.count()).toBeGreaterThan(shown.length);
    const published = { status: "published" as const };
    await api.db.claim.updateMany({ where: published, data: { status: "retired", reason: "A test" } });
    expect(await walk("/claims", 50)).toEqual([]);
    expect((await api.call(`/claims/${shown[0]}`)).status).toBe(404);
    await api.db.claim.updateMany({ where: { id: { in: shown } }, data: { ...published, reason: null } });
  });
});

test("a survey has its questions and what was measured, each with its passport", async () => {
  expect(await api.json("/surveys/s-1")).toMatchObject({
    slug: "s-1",
    waves: [{ name: "2026", from: "2026-02-01", until: "2026-02-28", sample: null }],
    questions: [
      {
        ...{ question: "q-1", wave: "2026", wording: "Why?", responses: "single" },
        statistics: [
          {
            category: "yes",
            value: 40,
            base: "respondents",
            source: "https://example.org/report",
            version: 1,
          },
          { category: "no", value: 37 },
        ],
        statistic_count: 2,
      },
    ],
    next: null,
  });
});

test("a survey's questions and its statistics come a page at a time, each once", async () => {
  const survey = "anaconda-state-of-data-science";
  interface Asked {
    readonly questions: readonly { readonly question: string; readonly statistic_count: number }[];
    readonly next: string | null;
  }
  const questions: Asked["questions"][number][] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Asked = await api.json(`/surveys/${survey}?limit=2${cursor ? `&cursor=${cursor}` : ""}`);
    expect(page.questions.length).toBeLessThanOrEqual(2);
    questions.push(...page.questions);
    cursor = page.next;
  }
  const names = questions.map(({ question }) => question);
  expect(names.length).toBeGreaterThan(2);
  expect(new Set(names).size).toBe(names.length);
  const all = await walk<{ id: number; question: string }>(`/surveys/${survey}/statistics`, 3);
  expect(all).toHaveLength(questions.reduce((sum, { statistic_count: count }) => sum + count, 0));
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const one = await walk<{ question: string }>(`/surveys/${survey}/statistics?question=${names[0]}`, 50);
  expect(new Set(one.map(({ question }) => question))).toEqual(new Set([names[0]]));
  expect(await walk(`/surveys/${survey}/statistics?wave=none`, 50)).toEqual([]);
  expect((await api.call(`/surveys/${survey}?cursor=x`)).status).toBe(400);
});

describe("segments", () => {
  interface Segment {
    readonly id: number | null;
    readonly start: number;
    readonly end: number;
    readonly text: string;
    readonly speaker: string | null;
  }

  test("have times that never run backwards, and ids while their revision is the newest", async () => {
    const segments = await walk<Segment>("/documents/figures/1/transcript/segments", 50);
    let last = 0;
    for (const { id, start, end } of segments) {
      expect(id).toEqual(expect.any(Number));
      expect(start).toBeGreaterThanOrEqual(last);
      expect(end).toBeGreaterThanOrEqual(start);
      last = start;
    }
    expect(last).toBeLessThan(332);
    expect(segments[0]).toMatchObject({ speaker: "Mara Lindqvist", start: expect.any(Number) });
    // What could not be heard is said, without its time.
    expect(segments.map(({ text }) => text).filter((text) => text.includes("[unintelligible"))).toContain(
      "And who are these people? Because I picture [unintelligible] filling it in twice.",
    );
    expect((await api.call("/documents/figures/1/transcript/segments?revision=99")).status).toBe(404);
  });
});

describe("a revision", () => {
  test("is the very text that the Markdown file is", async () => {
    const revision: { text: string; sha256: string; position: number } = await api.json(
      "/documents/figures/1/transcript/revisions/1",
    );
    const file = readFileSync(join(ROOT, "prisma/demo/figures/figures-of-speech-1.md"), "utf8");
    expect(revision.text).toBe(file);
    expect(revision.sha256).toBe(createHash("sha256").update(file).digest("hex"));
    expect(revision.position).toBeGreaterThan(0);
  });
});

describe("search", () => {
  interface Found extends List<{ document: string; segment: number; start: number; url: string }> {
    readonly total: number;
  }

  test.each(["methodology", "bath"])("finds the moment at which %s is heard", async (word) => {
    const { total, items }: Found = await api.json(`/search?q=${word}`);
    expect(total).toBe(1);
    expect(items).toMatchObject([{ document: "figures/1" }]);
    const second = heard.words.find((spoken) => spoken.word.startsWith(word))?.start ?? Number.NaN;
    const [{ start, url }] = items as [Found["items"][number]];
    // Between two timestamps a word's time is an estimate, off by at most 3.2 s.
    const [address, moment] = url.split("?t=");
    expect(address).toBe(`${SITE}/figures/1`);
    for (const found of [start, Number(moment)]) expect(Math.abs(found - second)).toBeLessThan(3.5);
  });

  test("turns pages: together they are every passage, each once", async () => {
    const { id: showId } = await api.db.show.findUniqueOrThrow({ where: { slug: "pages" } });
    const text = Array.from({ length: 45 }, (_, n) => `${n + 1} ostriches were seen.\n`).join("\n");
    await makeDocument(api.db, { showId, slug: "ostriches", text });
    await refreshSearch(api.db);
    const pages: number[][] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: Found = await api.json(`/search?q=ostrich${cursor && `&cursor=${cursor}`}`);
      expect(page.total).toBe(45);
      pages.push(page.items.map(({ segment }) => segment));
      cursor = page.next;
    }
    expect(pages.map(({ length }) => length)).toEqual([20, 20, 5]);
    expect(pages.flat().sort((x, y) => x - y)).toEqual(Array.from({ length: 45 }, (_, n) => n + 1));
  });

  test.each([
    ["q=", "q is empty. Give words to search for."],
    ["q=%20", "q is empty. Give words to search for."],
    ["q=the", expect.stringMatching(/nearly every sentence\. Put them in quotation marks/)],
    ["q=-no", "q only excludes words. Add a word to search for."],
    ["q=...", "q contains no word."],
  ])("%s: says what to do", async (query, detail) => {
    const response = await api.call(`/search?${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail });
  });
});

describe("conditional requests", () => {
  test("are answered by 304 while nothing has changed, and by the new body afterwards", async () => {
    const first = await api.call("/shows/pages");
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await api.call("/shows/pages", { headers: { "If-None-Match": known } });
      expect(again.status, known).toBe(304);
      expect(await again.text()).toBe("");
      expect(again.headers.get("etag")).toBe(etag);
    }
    await api.db.show.update({ where: { slug: "pages" }, data: { title: "Leaves" } });
    const changed = await api.call("/shows/pages", { headers: { "If-None-Match": etag } });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({ title: "Leaves" });
  });

  test("HEAD is GET without the body", async () => {
    const [head, get] = await Promise.all([
      api.call("/shows/figures", { method: "HEAD" }),
      api.call("/shows/figures"),
    ]);
    expect(head.status).toBe(200);
    expect(await head.text()).toBe("");
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers));
  });
});

test("pages of other sites may read, and are not allowed to write", async () => {
  const read = await api.call("/shows");
  expect(read.headers.get("access-control-allow-origin")).toBe("*");
  const asked = await api.call("/contributions", { method: "OPTIONS" });
  expect(asked.status).toBe(204);
  expect(asked.headers.get("access-control-allow-methods")).toBe("GET, HEAD");
  const problem = await api.call("/shows/nobody");
  expect(problem.headers.get("access-control-allow-origin"), "a problem can be read as well").toBe("*");
});
