import type { Page } from "@playwright/test";
import { EPISODE, litWord, onAudio, openEpisode, player } from "./support/reader";
import { expect, test } from "./support/test";

const panel = (page: Page) => player(page).getByTitle("Speed and sound");
const phrase = async (page: Page) => (await page.getByText(/^“.*”$/).textContent()) ?? "";

async function goTo(page: Page, seconds: number) {
  await onAudio(
    page,
    (audio, to: number) => {
      audio.currentTime = to;
    },
    seconds,
  );
}

/** Says at a second of the audio that the lit paragraph begins there; gives how it begins. */
async function hearThere(page: Page, lit: number, heard: number): Promise<string> {
  await goTo(page, lit);
  await expect.poll(() => litWord(page)).not.toBe("");
  await panel(page).click();
  const said = await phrase(page);
  // While the listener waits for these words, the light moves on.
  await goTo(page, heard);
  await page.getByRole("button", { name: "I hear this now" }).click();
  await page.keyboard.press("Escape");
  return said;
}

test("a listener with another file puts the words in step at several places, and the light pauses in between", {
  tag: "@once",
}, async ({ page }) => {
  await openEpisode(page, `${EPISODE}?t=20`);
  const first = await hearThere(page, 30, 40);
  await expect.poll(async () => first.startsWith(`“${await litWord(page)}`)).toBe(true);
  const second = await hearThere(page, 130, 200);
  await expect.poll(async () => second.startsWith(`“${await litWord(page)}`)).toBe(true);
  // The first place is as it was.
  await goTo(page, 40);
  await expect.poll(async () => first.startsWith(`“${await litWord(page)}`)).toBe(true);
  // Just before the second, something is heard that the text does not have.
  await goTo(page, 195);
  await expect.poll(() => litWord(page)).toBe("");

  await panel(page).click();
  await expect(page.getByText("In step at 2 places.")).toBeVisible();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await goTo(page, 201);
  await expect.poll(() => litWord(page)).not.toBe("");
});

test("what a listener has heard is offered to them with the same file, and not applied unasked", {
  tag: "@once",
}, async ({ page }) => {
  // The second episode's page gets the first one's audio, which is longer.
  await page.route("**/demo/figures-of-speech-2.mp3", async (route) =>
    route.fulfill({
      response: await route.fetch({ url: route.request().url().replace("-2.mp3", "-1.mp3") }),
    }),
  );
  await openEpisode(page, "/figures/2?t=5");
  const told = page.waitForResponse(
    (response) => response.url().includes("/api/heard") && response.status() === 204,
  );
  const said = await hearThere(page, 10, 60);
  await told;

  await openEpisode(page, "/figures/2?t=5");
  const use = player(page).getByRole("button", { name: "Use what you heard before" });
  await expect(use).toBeVisible();
  await goTo(page, 60);
  expect(said.startsWith(`“${await litWord(page)}`)).toBe(false);
  await use.click();
  await expect.poll(async () => said.startsWith(`“${await litWord(page)}`)).toBe(true);
});
