import type { Page } from "@playwright/test";
import {
  audioSecond,
  EPISODE,
  hurry,
  litWord,
  openEpisode,
  placeOf,
  player,
  pressPlay,
  startOf,
  transcript,
} from "./support/reader";
import { asContributor, expect, test } from "./support/test";

test.use({ onlyReads: true, serviceWorkers: "allow" });

/** The addresses of everything that is cached for offline use. */
const kept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map(({ url }) => url.slice(location.origin.length));
  });

const untilKept = (page: Page, path = EPISODE) =>
  expect.poll(() => kept(page), "the episode is kept").toContain(path);

test("the episode that is open stays usable when the network goes, also over a reload", {
  tag: "@once",
}, async ({ page, context, allowed }) => {
  allowed.push(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|\.mp3|Failed to fetch/);
  await openEpisode(page);
  await pressPlay(page);
  await page.keyboard.press("Space");
  await untilKept(page);
  const begins = await startOf(page, "methodology");

  await context.setOffline(true);
  // Text, links and words work: a click lights the word, and loaded audio can be sought.
  const { x, y } = await placeOf(page, "methodology");
  await page.mouse.click(x, y);
  await expect.poll(() => litWord(page), "the word that is clicked is lit").toBe("methodology");
  await expect.poll(() => audioSecond(page), "the audio goes there").toBeGreaterThanOrEqual(begins - 0.01);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Almost 4,300 People");
  await expect(transcript(page)).toContainText("almost 4,300 people");
  await expect(player(page).getByRole("alert")).toContainText(
    "The audio cannot be loaded. The text is complete.",
  );
  const again = await placeOf(page, "methodology");
  await page.mouse.click(again.x, again.y);
  await expect.poll(() => litWord(page)).toBe("methodology");
  // A link to a moment opens the same page.
  await page.goto(`${EPISODE}?t=100`);
  await expect(transcript(page).locator("[aria-current=true]")).toBeInViewport();

  await context.setOffline(false);
  // A real browser fires this event when its network returns; Playwright's does not.
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(player(page).getByRole("alert"), "it tries again by itself").toHaveCount(0);
  await pressPlay(page);
  expect(await audioSecond(page)).toBeGreaterThan(99);
});

test("audio plays as far as it was loaded, then says so, and goes on from there", { tag: "@once" }, async ({
  page,
  context,
  allowed,
}) => {
  // Meanwhile, a browser may look for a newer service worker and report that it found none.
  allowed.push(
    /ERR_INTERNET_DISCONNECTED|ERR_FAILED|\.mp3|Failed to fetch|error occurred when fetching the script/,
  );
  // Only the audio's first part arrives; the rest once the network is back.
  let back = false;
  await context.route("**/*.mp3", async (route) => {
    const range = /bytes=(\d+)-/.exec(route.request().headers().range ?? "");
    const from = Number(range?.[1] ?? 0);
    if (from > 0 && !back) return route.abort("internetdisconnected");
    const whole = await (await route.fetch({ headers: {} })).body();
    const part = whole.subarray(from, Math.min(whole.length, from + 300_000));
    return route.fulfill({
      status: 206,
      headers: {
        "Content-Type": "audio/mpeg",
        "Accept-Ranges": "bytes",
        "Content-Range": `bytes ${from}-${from + part.length - 1}/${whole.length}`,
      },
      body: part,
    });
  });
  await openEpisode(page);
  await pressPlay(page);
  await context.setOffline(true);
  await hurry(page, 16);
  const message = player(page).getByRole("alert");
  await expect(message).toContainText("Audio is stuck loading");
  const reached = await audioSecond(page);
  expect(reached, "what was loaded was played").toBeGreaterThan(5);
  const lit = await litWord(page);
  await page.waitForTimeout(1000);
  expect(await litWord(page), "the light waits with the audio").toBe(lit);
  // Audio that was loaded can be heard again.
  await page.keyboard.press("ArrowLeft");
  await expect(message).toHaveCount(0);
  await expect(message).toBeVisible();
  // The first try fails; later it resumes by itself when the network is back.
  await message.getByRole("button", { name: "Try again" }).click();
  await expect(message).toHaveCount(0);
  await expect(message).toBeVisible();
  back = true;
  await context.setOffline(false);
  await expect.poll(() => audioSecond(page), "it goes on from there").toBeGreaterThan(reached + 5);
  await expect(message).toHaveCount(0);
});

test("nothing of who is signed in is kept, and no page but the episode's", { tag: "@once" }, async ({
  page,
  context,
  allowed,
}) => {
  allowed.push(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/);
  await asContributor(page, EPISODE);
  await expect(page.getByRole("link", { name: /^Casey/ })).toBeVisible();
  await untilKept(page);
  await page.goto("/");
  await page.goto("/sign-in");
  const addresses = await kept(page);
  const own = addresses.filter((address) => !/^\/_next\/static\//.test(address));
  expect(own.sort()).toEqual([EPISODE, expect.stringMatching(/^\/figures\/1\/words\/1\?v=\w+$/)]);
  const text = await page.evaluate(async (path) => (await caches.match(path))?.text(), EPISODE);
  expect(text).toContain("methodology");
  expect(text).not.toContain("Casey");
  // A page that is not cached gives an error, not some other page.
  await context.setOffline(true);
  await expect(page.goto("/figures/2")).rejects.toThrow(/ERR_/);
  await expect(page.getByRole("main")).toHaveCount(0);
});

test("audio comes in the parts that are asked for", { tag: "@once" }, async ({ request }) => {
  const address = "/demo/figures-of-speech-1.mp3";
  const whole = await (await request.get(address)).body();
  const size = whole.length;
  for (const [range, from, to] of [
    ["bytes=0-", 0, size - 1],
    ["bytes=1000-1999", 1000, 1999],
    [`bytes=${size - 10}-${size + 500}`, size - 10, size - 1],
    ["bytes=-500", size - 500, size - 1],
  ] as const) {
    const part = await request.get(address, { headers: { Range: range } });
    expect(part.status(), range).toBe(206);
    expect(part.headers()["content-range"], range).toBe(`bytes ${from}-${to}/${size}`);
    expect((await part.body()).equals(whole.subarray(from, to + 1)), range).toBe(true);
  }
  expect((await request.get(address)).headers()["accept-ranges"]).toBe("bytes");
  for (const past of [`bytes=${size}-`, `bytes=${size + 5000}-${size + 6000}`]) {
    const none = await request.get(address, { headers: { Range: past } });
    expect(none.status(), past).toBe(416);
    expect(none.headers()["content-range"], past).toBe(`bytes */${size}`);
  }
});
