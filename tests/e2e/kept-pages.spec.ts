import { openDatabase } from "../../server/db";
import { DEMO_CONTRIBUTOR } from "../../server/people/accounts/demo-people";
import { EPISODE, litWord, openEpisode, placeOf, transcript } from "./support/reader";
import { asContributor, expect, test } from "./support/test";

test("an episode's page is sent once, and anew as soon as it changed", { tag: "@once" }, async ({
  request,
  site,
}) => {
  // Made for the first time, it has the times of its words written down, which is a change, and is made once more.
  await request.get("/figures/2");
  const first = await request.get("/figures/2");
  const { etag = "" } = first.headers();
  expect(etag).toMatch(/^"[\w-]+"$/);
  expect(first.headers()["cache-control"]).toBe("no-cache");
  expect(first.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
  const same = { headers: { "If-None-Match": etag } };
  for (const address of ["/figures/2", "/figures/2?t=12"]) {
    const again = await request.get(address, same);
    expect(again.status(), address).toBe(304);
    expect(again.headers().etag).toBe(etag);
  }
  // Uncompressed bytes have another ETag, but are the same page.
  const plain = await request.get("/figures/2", { headers: { "Accept-Encoding": "identity" } });
  expect(plain.headers()["content-encoding"]).toBeUndefined();
  expect(await plain.text()).toBe(await first.text());

  const db = openDatabase(site.databaseUrl);
  const titled = (title: string) => db.episode.updateMany({ where: { slug: "2" }, data: { title } });
  try {
    await titled("Retitled a moment ago");
    const changed = await request.get("/figures/2", same);
    expect(changed.status()).toBe(200);
    expect(await changed.text()).toContain("Retitled a moment ago");
  } finally {
    await titled("Mostly or Very");
    await db.$disconnect();
  }
  expect(await (await request.get("/figures/2", same)).text()).not.toContain("Retitled");
});

test("what is asked otherwise is made for whoever asks; who is signed in gets what is kept", {
  tag: "@once",
}, async ({ page }) => {
  const headers = async (path: string, more = {}) =>
    (await page.request.get(path, { headers: more })).headers();
  const { etag } = await headers(EPISODE);
  expect(etag).toBeDefined();
  expect((await headers(`${EPISODE}?q=survey`))["cache-control"]).toMatch(/no-store/);
  expect((await headers(EPISODE, { RSC: "1" }))["content-type"]).toBe("text/x-component");
  expect((await page.request.get("/figures/99")).status()).toBe(404);
  await asContributor(page);
  const kept = [EPISODE, `/embed${EPISODE}`, "/figures", "/"];
  for (const path of kept) {
    const mine = await page.request.get(path);
    const theirs = await fetch(new URL(path, page.url()), { headers: { "Accept-Encoding": "br" } });
    expect(mine.headers().etag, path).toBe(theirs.headers.get("etag"));
    expect(mine.headers()["cache-control"], path).toBe("no-cache");
  }
});

/** Everything that is derived, at an address each. */
const DERIVED = [
  ...[".md", ".txt", ".vtt", ".srt", ".json", ".json?words=1", ".html"].map((ending) => EPISODE + ending),
  ...["/claims.jsonld", "/opengraph-image"].map((ending) => EPISODE + ending),
  ...[
    "/figures/feed.xml",
    "/figures/changes.xml",
    "/sitemap.xml",
    "/robots.txt",
    "/",
    "/figures",
    "/figures?page=1",
  ],
  ...["/search", "/search?q=survey", `/people/${DEMO_CONTRIBUTOR.handle}`],
  ...["/surveys/anaconda-state-of-data-science.csv", "/claims/feed.xml", "/claims/claims.csv"],
  ...["shows", "episodes/figures/1", "claims", "openapi.json"].map((path) => `/api/v1/${path}`),
];

test("all that is derived is compressed once, has an ETag, and is not sent twice", { tag: "@once" }, async ({
  site,
}) => {
  for (const path of DERIVED) {
    const ask = (headers: Record<string, string>, method = "GET") =>
      fetch(site.url + path, { method, headers });
    const bodies = new Set<string>();
    const tags = new Set<string>();
    for (const encoding of ["br", "gzip", "identity"]) {
      const answer = await ask({ "Accept-Encoding": encoding });
      expect(answer.status, path).toBe(200);
      const packed = answer.headers.get("content-type") === "image/png" || encoding === "identity";
      expect(answer.headers.get("content-encoding"), path).toBe(packed ? null : encoding);
      if (answer.headers.get("content-type") !== "image/png")
        expect(answer.headers.get("vary"), path).toMatch(/accept-encoding/i);
      expect(answer.headers.get("x-content-type-options"), path).toBe("nosniff");
      const etag = answer.headers.get("etag") ?? "";
      bodies.add(Buffer.from(await answer.arrayBuffer()).toString("base64"));
      tags.add(etag);
      for (const known of [etag, `"other", W/${etag}`]) {
        const again = await ask({ "Accept-Encoding": encoding, "If-None-Match": known });
        expect([again.status, again.headers.get("etag")], path).toEqual([304, etag]);
        expect(again.headers.get("content-type"), path).toBeNull();
      }
      const head = await ask({ "Accept-Encoding": encoding }, "HEAD");
      for (const name of ["etag", "content-type", "content-encoding", "cache-control"])
        expect(head.headers.get(name), `${path} ${name}`).toBe(answer.headers.get(name));
    }
    expect(bodies.size, `${path}: one thing`).toBe(1);
    expect(tags.size, `${path}: each encoding has its name`).toBe(path.endsWith("image") ? 1 : 3);
  }
});

test("the text is sent once, and is there when one comes back to it", { tag: "@once" }, async ({ page }) => {
  const said = "Both are true. I am almost two meters tall";
  const times = (text: string) => text.split(said).length - 1;
  const sent = await (await page.request.get(EPISODE)).text();
  expect(times(sent), "React's copy does not hold it").toBe(1);
  // A signed-in reader gets the same page.
  await asContributor(page);
  expect(times(await (await page.request.get(EPISODE)).text())).toBe(1);

  // Leave by a link and come back; and arrive by a link from a page that does not hold the text yet.
  const text = transcript(page);
  await openEpisode(page);
  const whole = await text.evaluate((root) => root.textContent);
  await page.getByRole("link", { name: "Figures of Speech" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Figures of Speech");
  await page.goBack();
  await expect(text).toContainText(said);
  expect(await text.evaluate((root) => root.textContent)).toBe(whole);
  const { x, y } = await placeOf(page, "methodology");
  await page.mouse.click(x, y);
  await expect.poll(() => litWord(page)).toBe("methodology");
  await page.goto("/figures");
  await page.getByRole("link", { name: "Almost 4,300 People" }).click();
  await expect(text).toContainText(said);
  expect(await text.evaluate((root) => root.textContent)).toBe(whole);
});

test("scripts come as they were compressed when they were built", { tag: "@once" }, async ({
  request,
  site,
}) => {
  const html = await (await request.get(EPISODE)).text();
  const [script = ""] = html.match(/\/_next\/static\/player-\w+\.js/) ?? [];
  const asked = (accepted: string, more = {}) =>
    fetch(site.url + script, { headers: { "Accept-Encoding": accepted, ...more } });
  const texts = new Set<string>();
  for (const [accepted, encoding] of [
    ["gzip, br", "br"],
    ["br;q=0, gzip", "gzip"],
    ["identity", null],
  ] as const) {
    const answer = await asked(accepted);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-encoding"), accepted).toBe(encoding);
    expect(answer.headers.get("vary")).toMatch(/accept-encoding/i);
    expect(answer.headers.get("cache-control")).toMatch(/max-age=31536000,\s*immutable/);
    expect(answer.headers.get("content-type")).toMatch(/^text\/javascript;\s*charset=utf-8$/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    texts.add(await answer.text());
    const known = { "If-None-Match": answer.headers.get("etag") ?? "" };
    expect((await asked(accepted, known)).status, "nothing is sent again").toBe(304);
  }
  expect(texts.size, "one text").toBe(1);
  const part = await asked("identity", { Range: "bytes=0-9" });
  expect([part.status, (await part.text()).length]).toEqual([206, 10]);
  for (const none of [
    "/_next/static/none.js",
    "/_next/static/..%2f..%2fpackage.json",
    "/_next/static/chunks/",
  ])
    expect((await fetch(site.url + none)).status, none).toBe(404);
});

test("a connection is kept for longer than a proxy in front keeps its own", { tag: "@once" }, async ({
  request,
}) => {
  for (const address of ["/figures/1", "/api/health", "/sign-in"])
    expect((await request.get(address)).headers()["keep-alive"], address).toBe("timeout=75");
});
