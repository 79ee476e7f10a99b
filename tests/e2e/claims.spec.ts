import type { Browser, Page } from "@playwright/test";
import { CLAIM, CLAIM_NOTE, PARAGRAPHS, TEXT } from "../../lib/page-contract";
import { importSurvey } from "../../server/work/surveys/import-survey";
import { csvOf } from "../server/surveys/csv";
import { within } from "./support/contributions";
import { audioSecond, EPISODE, isPlaying, openEpisode, placeOf, transcript } from "./support/reader";
import { asContributor, asMaintainer, axe, expect, test } from "./support/test";

const form = (page: Page) => page.getByRole("group", { name: "Which figure it is about" });
const deciding = (page: Page) => page.locator("article[aria-labelledby='deciding']");
const quoted = (page: Page) => deciding(page).getByRole("blockquote");
const note = (page: Page, words: string) =>
  page.locator(`[${CLAIM_NOTE}]`, { has: page.locator("summary", { hasText: words }) });

/** Chooses a statistic and sends the claim. */
async function send(page: Page, figure: RegExp): Promise<void> {
  await form(page).getByRole("radio", { name: figure }).first().check();
  await page.getByRole("button", { name: "Send the claim" }).click();
  await expect(page.getByRole("status")).toContainText("Sent. A maintainer");
}

/** Opens a claim in the queue as the maintainer, in a separate window. */
async function review(browser: Browser, baseURL: string | undefined, quote: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: baseURL ?? "" })).newPage();
  await asMaintainer(page, "/review?kind=claim");
  await page.getByRole("navigation", { name: "Claims" }).getByRole("link", { name: quote }).click();
  await expect(quoted(page)).toContainText(quote);
  return page;
}

/** Selects words of the transcript, as a finger or a script would. */
async function select(page: Page, words: string): Promise<void> {
  await placeOf(page, words);
  await page.evaluate(
    ({ wanted, text }) => {
      const walker = document.createTreeWalker(
        document.querySelector(text) ?? document,
        NodeFilter.SHOW_TEXT,
      );
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(wanted) ?? -1;
        if (at >= 0) return getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
      }
    },
    { wanted: words, text: `[${TEXT}]` },
  );
}

test.describe("from selected words to the published card", () => {
  test("by mouse @once", async ({ page, browser, baseURL }) => {
    await asContributor(page, EPISODE);
    const from = await placeOf(page, "26% said");
    const to = await placeOf(page, "up, and 24%");
    await page.mouse.move(from.x - 4, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x + 10, to.y, { steps: 4 });
    await page.mouse.up();
    await page.getByRole("toolbar").getByRole("button", { name: "Claim" }).click();

    // Its number is filled in; when it is changed, it is compared again, and the differing base is shown.
    await expect(page.locator("blockquote")).toHaveText("“26% said it went up”");
    await expect(page.getByLabel("Number", { exact: true })).toHaveValue("26");
    const increased = form(page).locator("label", { hasText: "increased, 26" });
    await expect(increased).toContainText("increased, 26 % ● matches");
    await expect(increased).toContainText("does not state who exactly was counted");
    await page.getByLabel("Number", { exact: true }).fill("40");
    await page.getByRole("button", { name: "Compare again" }).click();
    await expect(increased).toContainText("✕ differs");
    await expect(form(page)).toContainText("it is 13.5 beyond, more than the slack of 1.25");
    await page.getByLabel("Number", { exact: true }).fill("26");
    await page.getByLabel("Which of them, if it was said").fill("data scientists");
    await page.getByRole("button", { name: "Compare again" }).click();
    await axe(page);
    await page.getByLabel("How it relates to the claim").selectOption("supports");
    await page.getByLabel("Note for the reviewer").fill("As ZDNet prints it.");
    await send(page, /increased, 26/);
    // A link leads to the next place with a number.
    await expect(page.getByRole("link", { name: /Next place/ })).toBeVisible();
    await page.getByRole("link", { name: "Show the claim" }).click();
    await expect(page.getByRole("button", { name: "Withdraw" })).toBeVisible();
    const stranger = await browser.newContext();
    expect((await stranger.request.get(page.url())).status(), "nobody else sees it yet").toBe(404);
    await stranger.close();

    const desk = await review(browser, baseURL, "26% said it went up");
    await expect(deciding(desk)).toContainText("As ZDNet prints it.");
    await axe(desk);
    await desk.getByRole("button", { name: /Publish/ }).click();
    await expect(desk.getByText("Published.")).toBeVisible();
    await desk.context().close();

    await openEpisode(page);
    await expect(transcript(page).locator(`[${CLAIM}]`, { hasText: "26% said it went up" })).toBeVisible();
    await note(page, "said 26 % · measured 26 %").locator("summary").click();
    await expect(note(page, "said 26 %")).toContainText(
      "Said 26%; the survey measured 26 % (n not stated): ● matches",
    );
  });

  test.describe("on a phone", () => {
    test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

    test("by touch @once", async ({ page, browser, baseURL }) => {
      await asContributor(page, EPISODE);
      await openEpisode(page);
      await select(page, "24% said it stayed the same");
      await page.getByRole("toolbar").getByRole("button", { name: "Claim" }).tap();
      await expect(page.locator("blockquote")).toHaveText("“24% said it stayed the same”");
      await form(page)
        .getByRole("radio", { name: /stayed the same, 24/ })
        .first()
        .tap();
      await page.getByRole("button", { name: "Send the claim" }).tap();
      await expect(page.getByRole("status")).toContainText("Sent. A maintainer");

      const desk = await review(browser, baseURL, "24% said it stayed the same");
      await desk.getByRole("button", { name: /Publish/ }).click();
      await expect(desk.getByText("Published.")).toBeVisible();
      await desk.context().close();

      await openEpisode(page);
      await note(page, "said 24 %").locator("summary").tap();
      await expect(
        note(page, "said 24 %").getByRole("img", { name: /^Claimed: 23.5 to 24.5/ }),
      ).toBeVisible();
    });
  });

  test("by keyboard @once", async ({ page, browser, baseURL }) => {
    await asContributor(page, EPISODE);
    await openEpisode(page);
    const here = () =>
      page.evaluate((is) => document.activeElement?.closest(is)?.textContent ?? "", PARAGRAPHS);
    for (let step = 0; step < 60 && !(await here()).startsWith("It gets worse."); step += 1)
      await page.keyboard.press("j");
    const selected = () => page.evaluate(() => String(getSelection()));
    // Select the sentence first, then move its ends until only the claim is selected.
    await page.keyboard.press("m");
    await expect.poll(selected).toMatch(/^It gets worse\.$/);
    await expect(page.getByRole("toolbar", { name: "The selected passage" })).toBeVisible();
    for (let word = 0; word < 80 && !/of them would/.test(await selected()); word += 1)
      await page.keyboard.press("}");
    for (let word = 0; word < 80 && !/^Between/.test(await selected()); word += 1)
      await page.keyboard.press("]");
    await page.keyboard.press("m");
    await expect(page.locator("blockquote")).toHaveText("“Between 53% and 55% of them would”");
    await expect(page.getByLabel("Upper number, for “between”")).toHaveValue("55");
    await form(page)
      .getByRole("radio", { name: /want to see more automation, 55/ })
      .focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Send the claim" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status")).toContainText("Sent. A maintainer");

    // Keyboard only: open the claim in the queue, which plays it, and publish it.
    const desk = await (await browser.newContext({ baseURL: baseURL ?? "" })).newPage();
    await asMaintainer(desk, "/review?kind=claim");
    await expect(quoted(desk)).toContainText("Only 14% said");
    await desk.keyboard.press("n");
    await expect(quoted(desk)).toContainText("Between 53% and 55%");
    await expect.poll(() => isPlaying(desk)).toBe(true);
    await desk.keyboard.press("Space");
    await expect.poll(() => isPlaying(desk)).toBe(false);
    await desk.keyboard.press("p");
    await expect(quoted(desk)).toContainText("Only 14% said");
    await desk.keyboard.press("r");
    await desk.getByLabel("Reason.").fill("It is 4 %.");
    await desk.keyboard.press("Tab");
    await desk.keyboard.press("Enter");
    await expect(desk.getByText("Rejected, with your reason.")).toBeVisible();
    await expect(quoted(desk)).toContainText("Between 53% and 55%");
    await desk.keyboard.press("a");
    await expect(desk.getByText("Published.")).toBeVisible();
    await desk.context().close();

    await openEpisode(page);
    await note(page, "said between 53 % and 55 %").locator("summary").focus();
    await page.keyboard.press("Enter");
    await expect(note(page, "said between 53 %")).toContainText("● matches");
  });
});

test("a claim opens beside the text, or below it, with all that is known of its figure", async ({ page }) => {
  await openEpisode(page);
  const claim = note(page, "said 37 % · measured 37 %");
  await claim.locator("summary").click();
  const card = claim.locator("[data-card]");
  await expect(card).toContainText("Said 37%; the survey measured 37 % (n not stated): ● matches");
  await expect(card.getByRole("img", { name: "Claimed: 36.5 to 37.5. Measured: 37 %." })).toBeVisible();
  await card.getByText("The same as a table").click();
  await expect(card.getByRole("row", { name: "Measured 37" })).toBeVisible();
  const facts = Object.fromEntries(
    await card
      .locator("dl > div")
      .evaluateAll((rows) =>
        rows.map((row) => [row.querySelector("dt")?.textContent, row.querySelector("dd")?.textContent]),
      ),
  );
  expect(facts).toMatchObject({
    Question: "“Did the COVID-19 pandemic impact your organization’s investment in data science?”",
    Base: "respondents, not further stated",
    "Respondents (n)": "not stated",
    When: "14 April 2021 to 5 May 2021",
    Mode: "online",
    Sampling: "opt-in",
    Weighting: "not stated",
    Source: "zdnet.com (quoted by others)",
  });
  // The other answers to the question, as a chart that is a table.
  await expect(card.getByRole("row")).toContainText([
    "Answer",
    "decreased37 %",
    "increased26 %",
    "stayed the same24 %",
  ]);

  const words = await transcript(page).locator(`p:has([${CLAIM}])`, { hasText: "37% said" }).boundingBox();
  const beside = await card.boundingBox();
  if ((page.viewportSize()?.width ?? 0) > 1000)
    expect(beside?.x, "in the margin").toBeGreaterThan((words?.x ?? 0) + (words?.width ?? 0));
  else
    expect(beside?.y, "below its paragraph").toBeGreaterThanOrEqual((words?.y ?? 0) + (words?.height ?? 0));
  const { wide, room } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  expect(wide).toBeLessThanOrEqual(room);
  // No part of it is behind the bar at the top.
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  await axe(page);

  await card.getByRole("link", { name: /^play it at/ }).click();
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(190);
});

test("claims and surveys go out in the formats that others read @once", async ({ page }) => {
  const { request } = page;
  const jsonld = await request.get(`${EPISODE}/claims.jsonld`);
  expect(jsonld.headers()["content-type"]).toContain("application/ld+json");
  const { items } = (await jsonld.json()) as { items: { target: { source: string } }[] };
  expect(items.length).toBeGreaterThanOrEqual(6);
  expect(items[0]?.target.source).toMatch(/\/figures\/1$/);
  const csv = await request.get("/surveys/anaconda-state-of-data-science.csv?question=covid-investment");
  expect(csv.headers()["content-disposition"]).toContain("anaconda-state-of-data-science.csv");
  expect(
    (await csv.text())
      .trim()
      .split("\n")
      .slice(1)
      .every((row) => row.includes(",covid-investment,")),
  ).toBe(true);
  for (const nowhere of ["/figures/99/claims.jsonld", "/surveys/none.csv", "/surveys/none", "/claims/999999"])
    expect((await request.get(nowhere)).status(), nowhere).toBe(404);

  // A plain form filters the list.
  await page.goto("/claims");
  await page.getByLabel("Outcome").selectOption("✕ differs");
  await page.getByLabel("Speaker").selectOption("Tom Okafor");
  await page.getByLabel("Survey").selectOption("State of Data Science");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/outcome=differs/);
  await expect(page.getByRole("blockquote")).toHaveText([/^“Something like three quarters/]);
  // The survey's page shows, under the bar, the claims about it from both episodes.
  await page.goto("/surveys/anaconda-state-of-data-science");
  await expect(
    page.getByRole("row", { name: /^decreased/ }).getByRole("link", { name: "“37% said it went down”" }),
  ).toBeVisible();
  await expect(page.getByRole("link", { name: "“52% are mostly data literate”" })).toBeVisible();
});

test("a figure is put together by hand of those that were found @once", async ({ page }) => {
  await page.goto("/figures/1/claim");
  await page.getByRole("region", { name: "Likely to be checked" }).getByRole("link").first().click();
  await page.getByLabel("Survey", { exact: true }).selectOption("State of Data Science");
  await page.getByRole("button", { name: "Find figures" }).click();
  await page.getByLabel("Question", { exact: true }).selectOption("covid-investment");
  await page.getByRole("button", { name: "Find figures" }).click();
  const builder = page.getByRole("group", { name: "Compute of several of these figures" });
  await builder.getByRole("checkbox", { name: /^decreased: 37 %/ }).check();
  await builder.getByLabel("What to compute").selectOption("their sum");
  await page.getByRole("button", { name: "Compute", exact: true }).click();
  await expect(page.getByText("A sum is of two or more answers")).toBeVisible();
  // What was chosen stays.
  await expect(builder.getByRole("checkbox", { name: /^decreased: 37 %/ })).toBeChecked();
  await builder.getByRole("checkbox", { name: /^increased: 26 %/ }).check();
  await page.getByRole("button", { name: "Compute", exact: true }).click();
  const built = page.getByRole("group", { name: "The figure you put together" });
  await expect(built).toContainText("37 + 26 = 63 %");
  await axe(page);
});

test("a claim keeps the figure of its day, and says what has come since @once", async ({ page, site }) => {
  const of = { survey: "anaconda-state-of-data-science", field_start: "", field_end: "", wording: "" };
  const asked = { ...of, question: "oss-contribute", base: "respondents working in commercial environments" };
  const source = "https://thenewstack.io/open-source-contribution-takes-a-hit-as-security-concerns-grow/";
  const dated = { field_start: "2021-04-14", field_end: "2021-05-05" };
  const wording = "Does your employer encourage you and your team to contribute to open-source projects?";
  const imported = await within(site.databaseUrl, (db) =>
    importSurvey(db, [
      Buffer.from(
        csvOf(
          { ...asked, ...dated, wording, wave: "2021", source, source_type: "secondary", value: "66" },
          { ...asked, ...dated, wording, wave: "2021", source: "https://example.org/other", value: "60" },
          { ...asked, wording, wave: "2022", source, value: "52" },
        ),
      ),
    ]),
  );
  expect(imported).toMatchObject({ ok: true, added: 2, changed: 1 });
  await page.goto("/claims?outcome=differs");
  await page.getByRole("link", { name: /^“Something like three quarters/ }).click();
  const card = page.locator("[data-card]");
  await expect(page).toHaveURL(/\/claims\/\d+$/);
  const address = page.url();
  await expect(card).toContainText("Said something like three quarters; the survey measured 65 %");
  await expect(card).toContainText("Corrected since: the source now has 66 %.");
  await expect(card).toContainText("Newer figure: 52 % in 2022.");
  await expect(card).toContainText("Sources conflict: example.org has 60 %.");
  await page.goto("/surveys/anaconda-state-of-data-science#oss-contribute");
  await expect(page.getByText("(compared with 65 %, before the correction)")).toBeVisible();

  // The show's maintainer sees it in the queue, and compares the claim with the correction.
  await asMaintainer(page, "/review?kind=claim");
  await page
    .getByRole("navigation", { name: "Claims" })
    .getByRole("link", { name: /^“Something like/ })
    .click();
  await expect(deciding(page).getByRole("heading", { level: 2 })).toContainText(
    "A figure it is linked to was corrected",
  );
  await page.getByRole("button", { name: /Compare with 66/ }).click();
  await expect(page.getByText("The claim is compared with the corrected figure")).toBeVisible();
  await expect(deciding(page)).toContainText(/Until .* it was compared with 65\s%: ✕ differs/);

  // Taken down, it says why where it was; and it can be published again.
  await page.getByText("Take down").first().click();
  await page.getByLabel("Reason. It is shown in place of the claim.").fill("Tom takes it back.");
  await page.getByRole("button", { name: "Take down" }).click();
  await expect(page.getByText("Taken down, with your reason.")).toBeVisible();
  await page.goto("/claims?outcome=differs");
  await expect(page.getByRole("link", { name: /^“Something like/ })).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByText("This claim was taken down: Tom takes it back.")).toBeVisible();
  await page.getByRole("link", { name: "Review it" }).click();
  await page.getByRole("button", { name: /Publish again/ }).click();
  await expect(page.getByText("Published.")).toBeVisible();
});

test("one more figure is proposed for a claim, taken back, and accepted from the queue @once", async ({
  page,
  browser,
  baseURL,
}) => {
  await asContributor(page, "/claims?show=figures");
  await page.getByRole("link", { name: /^“Another 29% say/ }).click();
  const propose = async () => {
    await page.getByRole("link", { name: "Compare with another figure" }).click();
    await form(page)
      .getByRole("radio", { name: /Python: always, 34/ })
      .check();
    await page.getByLabel("How it relates to the claim").selectOption("context");
    await page.getByRole("button", { name: "Send the figure" }).click();
    await expect(page.getByRole("status")).toContainText("Sent. A maintainer");
  };
  await propose();
  await page.getByRole("button", { name: "Withdraw this figure" }).click();
  await expect(page.getByRole("status")).toHaveText("Withdrawn.");
  await propose();
  const address = page.url().replace(/\?.*/, "");

  const desk = await review(browser, baseURL, "Another 29% say");
  await expect(deciding(desk).getByRole("heading", { level: 2 })).toHaveText("A figure was proposed for it");
  await desk.keyboard.press("a");
  await expect(desk.getByText("The figure is now shown with the claim.")).toBeVisible();
  await desk.goto(address);
  await expect(desk.getByRole("region", { name: "State of Data Science 2021" })).toHaveCount(2);
  await desk.context().close();
});
