import { openDatabase } from "../../server/db";
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
  // Uncompressed bytes have another name, and are the same page.
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

test("what is asked otherwise, or by someone who is signed in, is made for them", { tag: "@once" }, async ({
  page,
}) => {
  const headers = async (path: string, more = {}) =>
    (await page.request.get(path, { headers: more })).headers();
  expect((await headers(EPISODE)).etag).toBeDefined();
  expect((await headers(`${EPISODE}?q=survey`))["cache-control"]).toMatch(/no-store/);
  expect((await headers(EPISODE, { RSC: "1" }))["content-type"]).toBe("text/x-component");
  expect((await page.request.get("/figures/99")).status()).toBe(404);
  // No one can have a page made that is then everybody's.
  expect((await headers(EPISODE, { "x-on-record-making": "guess" })).etag).toBeDefined();
  await asContributor(page);
  expect((await headers(EPISODE))["cache-control"]).toMatch(/no-store/);
});

test("the text is sent once, and is there when one comes back to it", { tag: "@once" }, async ({ page }) => {
  const said = "Both are true. I am almost two meters tall";
  const times = (text: string) => text.split(said).length - 1;
  const sent = await (await page.request.get(EPISODE)).text();
  expect(times(sent), "React's copy does not hold it").toBe(1);
  // Whoever is signed in gets a page of their own, by the same way.
  await asContributor(page);
  expect(times(await (await page.request.get(EPISODE)).text())).toBe(1);

  // Away by a link and back; and there by a link, where no page holds it yet.
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
