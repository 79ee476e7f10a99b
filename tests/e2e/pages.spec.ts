import { EPISODE, fileOf } from "./support/reader";
import { expect, test } from "./support/test";

test.use({ onlyReads: true });

test("the home page says what this is, and lists the latest episodes with what is left to do", {
  tag: "@once",
}, async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveTitle("On Record: open transcripts of podcasts");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const episodes = page.getByRole("region", { name: "Latest episodes" }).getByRole("listitem");
  await expect(episodes).toHaveCount(2);
  await expect(episodes.nth(0)).toContainText("Mostly or Very");
  await expect(episodes.nth(0)).toContainText("16 November 2026");
  await expect(episodes.nth(0)).toContainText("1 gap left");
  await expect(episodes.nth(1)).toContainText("Almost 4,300 People");
  await expect(episodes.nth(1)).toContainText("3 gaps left");
  await expect(page.getByRole("region", { name: "Shows" })).toContainText("2 episodes, 4 gaps left");
  await expect(page.getByRole("region", { name: "Hear a gap, fill a gap" })).toContainText("0:48");
});

test("from home by the show to an episode", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("region", { name: "Shows" }).getByRole("link", { name: "Figures of Speech" }).click();
  await expect(page).toHaveURL("/figures");
  await expect(page).toHaveTitle(/^Figures of Speech/);
  const main = page.getByRole("main");
  await expect(main).toContainText(/2\sepisodes · [\d,]+\swords · 4\sgaps\sleft/);
  await expect(main).toContainText("Transcripts under CC BY-SA 4.0.");
  await expect(main).toContainText("Maintained by Morgan (demo maintainer).");
  await page.getByRole("link", { name: "Almost 4,300 People" }).click();
  await expect(page).toHaveURL(EPISODE);
});

test("an episode says its facts, its people, its notes and its licence", { tag: "@once" }, async ({
  page,
}) => {
  await page.goto(EPISODE);
  await expect(page).toHaveTitle(/^Almost 4,300 People · Figures of Speech/);
  const main = page.getByRole("main");
  await expect(main).toContainText(/2\sNovember\s2026 · 5:31 · \d+\swords · 3\sgaps\sleft/);
  await expect(main).toContainText(/With (Mara Lindqvist, Tom Okafor|Tom Okafor, Mara Lindqvist)/);
  await expect(page.getByRole("region", { name: "Show notes" })).toContainText("The press release");
  const formats = page.getByRole("region", { name: "Take the transcript with you" });
  await expect(formats.getByRole("link")).toHaveText([
    "Markdown",
    "Plain text",
    "WebVTT",
    "SubRip",
    "JSON",
    "HTML",
    "TTML",
    "Word",
    "PDF",
    "History",
    "Edit the whole transcript",
    "Replace it by a better one",
    "Word times",
    "Edit the show notes",
  ]);
  await expect(formats).toContainText("CC BY-SA 4.0");
  await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", /\/figures\/1$/);
});

test("a page whose address asks for a page number that is none shows the first", { tag: "@once" }, async ({
  page,
}) => {
  for (const query of ["?page=0", "?page=-1", "?page=x", "?page=1e9", "?page=1&page=2"]) {
    await page.goto(`/figures${query}`);
    await expect(page.getByRole("region", { name: "Episodes" }).getByRole("listitem")).toHaveCount(2);
  }
  await page.goto("/figures?page=7");
  await page.getByRole("link", { name: "Back to the newest" }).click();
  await expect(page.getByRole("region", { name: "Episodes" }).getByRole("listitem")).toHaveCount(2);
});

test("Markdown is the transcript byte for byte", { tag: "@once" }, async ({ request }) => {
  for (const number of [1, 2]) {
    const response = await request.get(`/figures/${number}.md`);
    expect(response.status()).toBe(200);
    expect(response.headers()["content-type"]).toBe("text/markdown; charset=utf-8");
    const file = fileOf(`prisma/demo/figures/figures-of-speech-${number}.md`);
    expect((await response.body()).equals(Buffer.from(file))).toBe(true);
  }
});

for (const [ending, type, first] of [
  ["md", "text/markdown; charset=utf-8", /^\*\*Mara Lindqvist:\*\* /],
  ["txt", "text/plain; charset=utf-8", /^Mara Lindqvist: This is Figures of Speech/],
  [
    "vtt",
    "text/vtt; charset=utf-8",
    /^WEBVTT\n\n1\n00:00:00\.\d{3} --> 00:00:\d\d\.\d{3}\n<v Mara Lindqvist>This is/,
  ],
  ["srt", "application/x-subrip; charset=utf-8", /^1\n00:00:00,\d{3} --> 00:00:\d\d,\d{3}\nMara Lindqvist:/],
  [
    "json",
    "application/json; charset=utf-8",
    /^\{"version":"1\.0\.0","segments":\[\{"speaker":"Mara Lindqvist"/,
  ],
  [
    "html",
    "text/html; charset=utf-8",
    /^<!doctype html>\n<html lang="en">[\s\S]+<cite>Mara Lindqvist:<\/cite>\n<time/,
  ],
  ["ttml", "application/ttml+xml; charset=utf-8", /^<\?xml[\s\S]+<ttm:name type="full">Mara Lindqvist</],
  ["docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", /^PK/],
  ["pdf", "application/pdf", /^%PDF-1\.7\n/],
] as const) {
  test(`.${ending} is offered to players of other sites, and only sent again where it changed`, {
    tag: "@once",
  }, async ({ request }) => {
    const address = `${EPISODE}.${ending}`;
    const response = await request.get(address);
    expect(response.status()).toBe(200);
    const headers = response.headers();
    expect(headers["content-type"]).toBe(type);
    expect(headers["access-control-allow-origin"]).toBe("*");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(await response.text()).toMatch(first);

    const etag = headers.etag ?? "";
    expect(etag).toMatch(/^"[^"]+"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await request.get(address, { headers: { "If-None-Match": known } });
      expect(again.status(), known).toBe(304);
      expect(await again.text()).toBe("");
      expect(again.headers().etag).toBe(etag);
    }
    const other = await request.get(address, { headers: { "If-None-Match": '"other"' } });
    expect(other.status()).toBe(200);
    const changed = headers["last-modified"] ?? "";
    expect(Date.parse(changed)).toBeGreaterThan(0);
    expect((await request.get(address, { headers: { "If-Modified-Since": changed } })).status()).toBe(304);
    const before = new Date(Date.parse(changed) - 1000).toUTCString();
    expect((await request.get(address, { headers: { "If-Modified-Since": before } })).status()).toBe(200);
    expect(await (await request.get(`${address}?revision=1`)).text()).toMatch(first);
  });
}

test("each format has a name of its own for its bytes", { tag: "@once" }, async ({ request }) => {
  const tags = await Promise.all(
    [".md", ".txt", ".vtt", ".srt", ".json", ".json?words=1", ".html", ".ttml", ".docx", ".pdf"].map(
      async (ending) => (await request.get(EPISODE + ending)).headers().etag,
    ),
  );
  expect(new Set(tags).size).toBe(10);
});

test("JSON has an entry for each segment, or for each word", { tag: "@once" }, async ({ request }) => {
  interface Entry {
    readonly startTime: number;
    readonly endTime: number;
    readonly body: string;
    readonly speaker?: string;
  }
  const read = async (address: string): Promise<Entry[]> =>
    ((await (await request.get(address)).json()) as { segments: Entry[] }).segments;
  const segments = await read(`${EPISODE}.json`);
  const words = await read(`${EPISODE}.json?words=1`);
  expect(segments.length).toBeGreaterThan(45);
  expect(words.length).toBeGreaterThan(800);
  for (const entries of [segments, words]) {
    let last = 0;
    for (const { startTime, endTime } of entries) {
      expect(startTime).toBeGreaterThanOrEqual(last);
      expect(endTime).toBeGreaterThanOrEqual(startTime);
      last = startTime;
    }
    expect(last).toBeLessThan(331.4);
  }
});

test("a browser takes the WebVTT as captions, with who speaks", { tag: "@once" }, async ({ page }) => {
  await page.goto(EPISODE);
  const cues = await page.evaluate(
    (src) =>
      new Promise<{ start: number; end: number; text: string; voice: string | null }[]>((resolve, reject) => {
        const video = document.createElement("video");
        const track = Object.assign(document.createElement("track"), {
          kind: "captions",
          src,
          default: true,
        });
        track.onerror = () => reject(new Error("The track was not taken"));
        track.onload = () =>
          resolve(
            [...(track.track.cues ?? [])].map((cue) => ({
              start: cue.startTime,
              end: cue.endTime,
              text: (cue as VTTCue).text,
              voice: (cue as VTTCue).getCueAsHTML().querySelector("span")?.title ?? null,
            })),
          );
        video.append(track);
        document.body.append(video);
        track.track.mode = "hidden";
      }),
    `${EPISODE}.vtt`,
  );
  expect(cues.length).toBeGreaterThan(50);
  // A break is nobody's: it has no voice.
  expect(new Set(cues.map(({ voice }) => voice))).toEqual(new Set(["Mara Lindqvist", "Tom Okafor", null]));
  for (const { start, end } of cues) expect(end).toBeGreaterThan(start);
});

test("the starts of the words are kept for good by browsers, under a name that says their revision", {
  tag: "@once",
}, async ({ page, request }) => {
  const times = page.waitForResponse(/\/words\/\d+/);
  await page.goto(EPISODE);
  const response = await times;
  expect(response.headers()["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect((await response.body()).byteLength, "compact: a few bytes a word").toBeLessThan(6_000);
  expect(response.headers()["content-encoding"]).toMatch(/^(br|gzip)$/);
  // Under another name they may be requested, but not cached.
  for (const name of ["0", "000000000000"]) {
    const other = await request.get(`${new URL(response.url()).pathname}?v=${name}`);
    expect(other.headers()["cache-control"], name).toBe("no-cache");
    expect(other.headers().etag, "nor by the server").toBeUndefined();
  }
  for (const revision of ["0", "99", "-1", "x", "1.5", "99999999999"]) {
    expect((await request.get(`${EPISODE}/words/${revision}`)).status(), revision).toBe(404);
  }
});

test("the icon is also where browsers look for it by themselves", { tag: "@once" }, async ({ request }) => {
  const icon = await request.get("/favicon.ico");
  expect(icon.status()).toBe(200);
  expect(icon.headers()["content-type"]).toBe("image/svg+xml");
});

test("what is not there is a page that helps one on", { tag: "@once" }, async ({ page, allowed }) => {
  allowed.push(/404/);
  for (const address of [
    "/nobody",
    "/figures/99",
    "/nobody/1",
    "/figures/1/2/3",
    "/figures/%00",
    "/FIGURES",
  ]) {
    const response = await page.goto(address);
    expect(response?.status(), address).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
    await expect(page, address).toHaveTitle(/^Page not found/);
  }
  await page.getByRole("main").getByRole("link", { name: "Figures of Speech" }).click();
  await expect(page).toHaveURL("/figures");
  await expect(page.getByRole("region", { name: "Episodes" }).getByRole("listitem")).toHaveCount(2);
});

test("a format that is none, and one of an episode that is none, are not there", { tag: "@once" }, async ({
  request,
}) => {
  for (const path of ["/figures/1.exe", "/figures/1.epub", "/figures/1.", "/figures/1/as/exe"]) {
    expect((await request.get(path)).status(), path).toBe(404);
  }
  expect((await request.get(`${EPISODE}.md?revision=first`)).status()).toBe(400);
  for (const path of [
    ...["/figures/99.md", "/nobody/1.vtt", "/figures/1/as/constructor"],
    ...[
      "/figures/1.vtt?revision=999",
      "/nobody/feed.xml",
      "/nobody/changes.xml",
      "/figures/99/chapters.json",
    ],
  ]) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(404);
    expect(response.headers()["content-type"], path).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status: 404, title: expect.any(String) });
  }
});

test("/api/health says that the site is ready, and how far the log goes", { tag: "@once" }, async ({
  request,
}) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(response.headers()["cache-control"]).toBe("no-store");
  const { status, revision, projected, ...rest } = await response.json();
  expect(status).toBe("ok");
  // Two transcripts and two show notes came with the demonstration.
  expect(revision).toBe(4);
  expect(projected).toBeGreaterThanOrEqual(0);
  expect(projected).toBeLessThanOrEqual(revision);
  expect(rest).toEqual({});
});
