import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readEnvironment } from "../../lib/read-environment";
import { openDatabase } from "../../server/db";
import { fetchingOf } from "../../server/text/sounds/fetching-of";
import { readAudio } from "../../server/text/waveforms/read-audio";
import { refreshWaveforms } from "../../server/text/waveforms/refresh-waveforms";
import { EPISODE, litWord, onAudio, openEpisode, player, pressPlay } from "./support/reader";
import { expect, test } from "./support/test";

/** Another site with a frame of ours. */
async function hostPage(html: string) {
  const server = createServer((_request, response) =>
    response
      .setHeader("Content-Type", "text/html")
      .end(
        `<!doctype html><html lang="en"><title>A blog</title><link rel="icon" href="data:,"><body>${html}`,
      ),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

test("what a site finds by oEmbed plays in its page, and the words follow", { tag: "@once" }, async ({
  page,
}) => {
  await page.goto(EPISODE);
  const discovery = page.locator("head link[type='application/json+oembed']");
  await expect(discovery).toHaveAttribute("rel", "alternate");
  const answer = await page.request.get((await discovery.getAttribute("href")) ?? "");
  expect(answer.headers()["content-type"]).toMatch(/^application\/json/);
  const { html, type } = (await answer.json()) as { html: string; type: string };
  expect(type).toBe("rich");

  await using host = await hostPage(html.replace("/embed/figures/1", "/embed/figures/1?t=100"));
  await page.goto(host.url);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("Almost 4,300 People");
  // The frame does not show the site's header and footer.
  await expect(frame.getByRole("banner").filter({ hasText: "Sign in" })).toHaveCount(0);
  await expect(frame.getByRole("contentinfo")).toHaveCount(0);
  const inside = page.frames().find((each) => each.url().includes("/embed/"));
  if (!inside) throw new Error("There is no frame");
  const lit = () =>
    inside.evaluate(() => {
      const [range] = CSS.highlights.get("lit-word") ?? [];
      if (!(range instanceof Range)) return null;
      const { top } = range.getBoundingClientRect();
      return { word: range.toString(), inSight: top >= 0 && top < innerHeight };
    });
  // It starts at the requested moment and plays on.
  await expect.poll(async () => (await lit())?.inSight).toBe(true);
  const first = (await lit())?.word;
  await frame.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(async () => (await lit())?.word).not.toBe(first);
  expect((await lit())?.inSight).toBe(true);
  const second = await onAudio(inside, ({ currentTime }) => currentTime);
  expect(second).toBeGreaterThan(100);
  expect(second).toBeLessThan(115);
});

test("no other page can be framed", { tag: "@once" }, async ({ page, site, allowed }) => {
  allowed.push(/frame|ERR_BLOCKED_BY_RESPONSE/i);
  for (const path of ["/", "/figures", EPISODE, "/sign-in", "/search", "/nobody", "/embedded"]) {
    const { headers } = await page.request.get(path).then((response) => ({ headers: response.headers() }));
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["x-frame-options"], path).toBe("DENY");
  }
  const embed = await page.request.get("/embed/figures/1");
  expect(embed.headers()["content-security-policy"]).toContain("frame-ancestors *");
  expect(embed.headers()["x-frame-options"]).toBeUndefined();
  await using host = await hostPage(`<iframe src="${site.url}/sign-in" title="x"></iframe>`);
  await page.goto(host.url);
  expect(page.frames().map((frame) => frame.url())).not.toContain(`${site.url}/sign-in`);
});

test("oEmbed says what it cannot answer, as its specification asks", { tag: "@once" }, async ({
  request,
  site,
}) => {
  const asked = (query: string) => request.get(`/api/oembed${query}`);
  const url = `url=${encodeURIComponent(`${site.url}${EPISODE}`)}`;
  expect((await asked(`?${url}&format=json&maxwidth=300`)).status()).toBe(200);
  expect((await asked(`?${url}&format=xml`)).status()).toBe(501);
  for (const query of [
    `?url=${encodeURIComponent(`${site.url}/figures/99`)}`,
    "?url=https://other.example/a",
  ])
    expect((await asked(query)).status(), query).toBe(404);
  for (const query of [
    "",
    "?url=",
    `?${url}&maxwidth=-1`,
    `?${url}&maxheight=x`,
    `?url=${"x".repeat(3000)}`,
  ]) {
    const response = await asked(query);
    expect(response.status(), query).toBe(400);
    expect(response.headers()["content-type"]).toBe("application/problem+json");
  }
  expect((await request.get("/embed/figures/99")).status()).toBe(404);
});

test("a search engine is told which page is the episode's, and what it is", { tag: "@once" }, async ({
  page,
  site,
}) => {
  const described = async () =>
    JSON.parse((await page.locator("script[type='application/ld+json']").textContent()) ?? "");
  await page.goto(`${EPISODE}?t=12`);
  const canonical = page.locator("link[rel=canonical]");
  await expect(canonical).toHaveAttribute("href", `${site.url}${EPISODE}`);
  const episode = await described();
  expect(episode["@type"]).toBe("PodcastEpisode");
  expect(episode.audio["@type"]).toBe("AudioObject");
  const words = await page.request.get(episode.audio.transcript);
  expect(words.headers()["content-type"]).toMatch(/^text\/plain/);
  const image = (await page.locator("meta[property='og:image']").getAttribute("content")) ?? "";
  expect((await page.request.get(image)).headers()["content-type"]).toBe("image/png");

  await page.goto("/embed/figures/1");
  await expect(canonical).toHaveAttribute("href", `${site.url}${EPISODE}`);
  await expect(page.locator("meta[name=robots]")).toHaveAttribute("content", /noindex/);
  await page.goto("/figures");
  await expect(canonical).toHaveAttribute("href", `${site.url}/figures`);
  expect((await described())["@type"]).toBe("PodcastSeries");
  await page.goto("/");
  await expect(canonical).toHaveAttribute("href", `${site.url}`);
});

test("how loud the audio is stands behind the line, once it was measured", { tag: "@once" }, async ({
  page,
  site,
}) => {
  await openEpisode(page, "/figures/2");
  const path = player(page).locator("svg path[d^='M0.2']");
  await expect(path).toHaveCount(0);
  const db = openDatabase(site.databaseUrl);
  try {
    const fetching = { ...fetchingOf(readEnvironment({})), aligns: false };
    await refreshWaveforms(db, { read: (url) => readAudio(db, url, fetching) });
  } finally {
    await db.$disconnect();
  }
  await openEpisode(page, "/figures/2");
  await expect(path).toHaveCount(1);
  const bars = ((await path.getAttribute("d")) ?? "").split("M").slice(1);
  expect(bars).toHaveLength(200);
  expect(new Set(bars.map((bar) => bar.split("h")[1])).size).toBeGreaterThan(8);
  // It is behind the slider, which still takes the pointer.
  const line = await player(page).getByRole("slider", { name: "Position" }).boundingBox();
  if (!line) throw new Error("There is no line");
  await page.mouse.click(line.x + line.width / 2, line.y + line.height / 2);
  await pressPlay(page);
  await expect.poll(() => litWord(page)).not.toBe("");
});
