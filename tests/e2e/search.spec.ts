import { audioSecond } from "./support/reader";
import { expect, test } from "./support/test";

test.use({ onlyReads: true });

test("a word is looked for, and its hit opens at the second at which it is said", async ({
  page,
  isMobile,
}) => {
  await page.goto("/");
  if (isMobile) await page.getByRole("link", { name: "Search" }).click();
  else await page.keyboard.press("/");
  const field = page.getByRole("searchbox", { name: "Search all transcripts" });
  await expect(field).toBeFocused();
  await field.fill("data science");
  await field.press("Enter");

  await expect(page).toHaveURL(/\/search\?q=data\+science/);
  const first = page.getByRole("listitem").first();
  await expect(first.locator("mark").first()).toHaveText(/data science/i);
  const link = first.getByRole("link");
  const second = Number(new URL((await link.getAttribute("href")) ?? "", page.url()).searchParams.get("t"));
  expect(second).toBeGreaterThan(0);
  await link.click();

  await expect(page).toHaveURL(/\/figures\/\d+\?t=/);
  await expect.poll(() => audioSecond(page)).toBeCloseTo(second, 0);
});

test("`/` leads into the field as soon as the page is seen, before any script has come", async ({
  page,
  isMobile,
  allowed,
}) => {
  allowed.push(/_next/);
  await page.route("**/_next/**/*.js", (route) => route.abort());
  await page.goto("/");
  await page.keyboard.press("/");
  if (isMobile) return await expect(page).toHaveURL(/\/search$/);
  const field = page.getByRole("searchbox", { name: "Search all transcripts" });
  await expect(field).toBeFocused();
  // In a text field, the slash is an ordinary character.
  await page.keyboard.type("a/b");
  await expect(field).toHaveValue("a/b");
});

test("a phrase, a beginning, what is left out, and who says it", { tag: "@once" }, async ({ page }) => {
  await page.goto('/search?q="data science"');
  await expect(page.locator("mark").first()).toHaveText(/^data science$/i);
  await page.goto("/search?q=pandem*");
  await expect(page.locator("mark").first()).toHaveText(/^pandemic/i);

  await page.goto("/search?q=survey+-anaconda");
  await expect(page.getByRole("status")).toHaveText(/^\d+ results?$/);
  for (const item of await page.getByRole("listitem").all()) await expect(item).not.toContainText("Anaconda");

  await page.goto("/search?q=th*");
  await page.getByLabel("Speaker").selectOption({ index: 2 });
  await expect(page).toHaveURL(/speaker=/);
  const name = await page.getByLabel("Speaker").inputValue();
  for (const item of await page.getByRole("listitem").all()) await expect(item).toContainText(name);
});

test("what cannot be found or looked for is said, with what to do", { tag: "@once" }, async ({ page }) => {
  await page.goto("/search?q=pandmic");
  await page.getByRole("link", { name: "pandemic" }).click();
  await expect(page.locator("mark").first()).toHaveText(/pandemic/i);

  const said = page.getByRole("status");
  for (const [query, message] of [
    ["zzqxzzqx", "No results for “zzqxzzqx”. Try fewer words."],
    ["the of and", "in nearly every sentence"],
    ["?!", "The search has no words in it"],
    ["-survey", "Add a word to look for"],
    ["x".repeat(10_000), "longer than 300 characters"],
    ["\0\0", "The search has no words in it"],
  ] as const) {
    const response = await page.goto(`/search?q=${encodeURIComponent(query)}`);
    expect(response?.status()).toBe(200);
    await expect(said).toContainText(message);
  }
  for (const odd of [
    "q=a&q=b",
    "q=survey&page=-1",
    "q=survey&page=x&year=soon",
    "q=survey&show=%00&speaker=%00",
    "q=%22",
  ]) {
    expect((await page.goto(`/search?${odd}`))?.status()).toBe(200);
  }
});

test.describe("without JavaScript", () => {
  // Next.js preloads its scripts, and a browser without scripts logs that it blocks them.
  test.use({ javaScriptEnabled: false, allowed: [/\.js: csp$/] });

  test("the form, its filters and its hits work", { tag: "@once" }, async ({ page }) => {
    await page.goto("/search");
    await page.getByRole("searchbox", { name: "Search all transcripts" }).fill("th*");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.locator("mark").first()).toHaveText(/^th/i);
    await page.getByLabel("Speaker").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/speaker=\w/);
    await page.getByRole("listitem").first().getByRole("link").click();
    await expect(page).toHaveURL(/\/figures\/\d+\?t=[\d.]+/);
  });
});
