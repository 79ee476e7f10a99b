import { LIGHT, MARK } from "../../lib/page-contract";
import {
  audioSecond,
  EPISODE,
  expectLitInSight,
  isPlaying,
  litWord,
  openEpisode,
  placeOf,
  playButton,
  player,
  pressPlay,
  transcript,
} from "./support/reader";
import { expect, test } from "./support/test";

test.use({ onlyReads: true });

const words = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  // The preloaded scripts that the browser may not run.
  test.beforeEach(({ allowed }) => void allowed.push(/\.js: csp$/));

  test("the whole transcript is there to be read", { tag: "@once" }, async ({ page }) => {
    await page.goto(EPISODE);
    const plain = await (await page.request.get(`${EPISODE}.txt`)).text();
    // The last paragraph says who made the text.
    const said = plain
      .split("\n\n")
      .slice(0, -1)
      .map((paragraph) => paragraph.replace(/^[\w ]+:(?: |$)/, ""));
    const shown = await transcript(page).evaluate((root, mark) => {
      const copy = root.cloneNode(true) as Element;
      for (const apart of copy.querySelectorAll(`[${mark}], cite`)) apart.replaceWith(" ");
      return [...copy.querySelectorAll("p[id]")].map((paragraph) => paragraph.textContent ?? "").join("\n");
    }, MARK);
    expect(words(shown)).toEqual(words(said.join("\n").replace(/\[(?:Break|unintelligible)\]/g, "")));
    await expect(transcript(page).getByText("almost Tom Okafor")).toBeVisible();
    await expect(transcript(page).locator("cite").first()).toHaveText("Mara Lindqvist");
  });

  test("the audio has the browser's own buttons, and ours, which could do nothing, are away", async ({
    page,
  }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(EPISODE);
    const audio = page.locator("audio[controls]");
    await expect(audio).toBeVisible();
    expect(asked, "none is asked for before it is played").not.toContain("/demo/figures-of-speech-1.mp3");
    await expect(audio).toHaveAttribute("src", "/demo/figures-of-speech-1.mp3");
    await expect(playButton(page)).toBeHidden();
  });

  test("every link leads on", { tag: "@once" }, async ({ page }) => {
    await page.goto("/");
    await page.getByRole("link", { name: "Almost 4,300 People" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Almost 4,300 People");
    await page.getByRole("link", { name: "Plain text" }).click();
    await expect(page).toHaveURL(/\/figures\/1\.txt$/);
    await page.goBack();
    await page.getByRole("main").getByRole("link", { name: "Figures of Speech" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Figures of Speech");
  });
});

for (const { how, answer, tag } of [
  { how: "cannot be reached", answer: undefined, tag: [] },
  { how: "is gone", answer: 404, tag: "@once" },
]) {
  test(`audio that ${how} says so, leaves the text as it is, and can be tried again`, { tag }, async ({
    page,
    allowed,
  }) => {
    allowed.push(/\.mp3/, /404/);
    await page.route("**/*.mp3", (route) => (answer ? route.fulfill({ status: answer }) : route.abort()));
    await page.goto(`${EPISODE}?t=255`);
    const message = player(page).getByRole("alert");
    await expect(message).toContainText("The audio cannot be loaded. The text is complete.");
    await expect(playButton(page)).toBeHidden();
    // A shared link still opens at its moment, and a click on a word still lights it.
    await expectLitInSight(page);
    const { x, y } = await placeOf(page, "weddings");
    await page.mouse.click(x, y);
    await expect.poll(() => litWord(page)).toBe("weddings.");
    // The message stays, since the space bar has nothing to play.
    await page.keyboard.press("Space");
    await expect(message).toBeVisible();

    // The first try fails, the next one works.
    await message.getByRole("button", { name: "Try again" }).click();
    await expect(message).toBeVisible();
    await page.unroute("**/*.mp3");
    await message.getByRole("button", { name: "Try again" }).click();
    await expect(message).toBeHidden();
    await pressPlay(page);
    await expect.poll(() => isPlaying(page)).toBe(true);
  });
}

test("audio that comes at the second try is at the moment one asked for", { tag: "@once" }, async ({
  page,
  allowed,
}) => {
  allowed.push(/\.mp3/);
  await page.route("**/*.mp3", (route) => route.abort());
  await page.goto(`${EPISODE}?t=255`);
  await expect(player(page).getByRole("alert")).toBeVisible();
  await page.unroute("**/*.mp3");
  await player(page).getByRole("button", { name: "Try again" }).click();
  await pressPlay(page);
  expect(await audioSecond(page)).toBeGreaterThan(254.9);
  expect(await audioSecond(page)).toBeLessThan(265);
});

test("without the words' times the audio plays, and says that nothing is lit", { tag: "@once" }, async ({
  page,
  allowed,
}) => {
  allowed.push(/\/words\//);
  await page.route("**/words/**", (route) => route.abort());
  await page.goto(EPISODE);
  const message = player(page).getByRole("alert");
  await expect(message).toContainText("no word lights up");
  await pressPlay(page);
  await transcript(page).getByRole("link", { name: "1:15" }).click();
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(72);
  expect(await litWord(page)).toBe("");

  // When the word starts arrive, the light appears, and the audio has not been interrupted.
  await page.unroute("**/words/**");
  await message.getByRole("button", { name: "Try again" }).click();
  await expect(message).toBeHidden();
  await expect.poll(() => litWord(page)).not.toBe("");
  expect(await isPlaying(page)).toBe(true);
  expect(await audioSecond(page)).toBeGreaterThan(72);
});

test("where neither audio nor times come, the audio is told of, and trying again brings both", {
  tag: "@once",
}, async ({ page, allowed }) => {
  allowed.push(/\/words\//, /\.mp3/);
  await page.route(/\/words\/|\.mp3$/, (route) => route.abort());
  await page.goto(EPISODE);
  await expect(player(page).getByRole("alert")).toHaveText(/^The audio cannot be loaded\./);
  await page.unrouteAll();
  await player(page).getByRole("button", { name: "Try again" }).click();
  await pressPlay(page);
  await expect.poll(() => litWord(page)).not.toBe("");
  await expect(player(page).getByRole("alert")).toHaveCount(0);
});

test("times that are no times are told like those that do not come", { tag: "@once" }, async ({
  page,
  allowed,
}) => {
  allowed.push(/500/);
  await page.route("**/words/**", (route) => route.fulfill({ status: 500, body: "broken" }));
  await page.goto(EPISODE);
  await expect(player(page).getByRole("alert")).toContainText("no word lights up");
  await page.unroute("**/words/**");
  await page.route("**/words/**", (route) => route.fulfill({ status: 200, body: "<html>" }));
  await player(page).getByRole("button", { name: "Try again" }).click();
  await expect(player(page).getByRole("alert")).toContainText("no word lights up");
});

test("a browser without the Highlight API lights the paragraph", { tag: "@once" }, async ({ page }) => {
  await page.addInitScript(() => {
    // biome-ignore lint/suspicious/noExplicitAny: what an older browser lacks is taken away
    delete (CSS as any).highlights;
  });
  await page.goto(`${EPISODE}?t=20`);
  const lit = transcript(page).locator("[aria-current=true]");
  await expect(lit).toHaveText(/^Our subject is a survey/);
  await expect(lit).toBeInViewport();
  await expect(transcript(page)).toHaveAttribute(LIGHT, "paragraph");
  await pressPlay(page);
  expect(await audioSecond(page)).toBeGreaterThan(20);
});

test("the bar, with whatever it has to say, covers nothing", async ({ page, allowed }) => {
  allowed.push(/\/words\//, /\.mp3/);
  const footClear = async () => {
    await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: "instant" }));
    const foot = await page.locator("footer p").last().boundingBox();
    const bar = await player(page).boundingBox();
    expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  };
  await openEpisode(page);
  await footClear();
  await page.route("**/words/**", (route) => route.abort());
  await page.goto("/figures/2");
  await expect(player(page).getByRole("alert")).toBeVisible();
  await footClear();
  await page.route("**/*.mp3", (route) => route.abort());
  await page.goto("/figures/1");
  await expect(player(page).getByRole("alert").first()).toBeVisible();
  await footClear();
});
