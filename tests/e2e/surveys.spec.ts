import { csvOf } from "../server/surveys/csv";
import { asContributor, asMaintainer, axe, expect, test } from "./support/test";

test("a survey is proposed with a live check of each row, and published from the queue @once", async ({
  page,
  browser,
  baseURL,
}) => {
  await asContributor(page, "/surveys/propose");
  const checked = page.locator("[aria-live]").filter({ hasText: "valid row" });
  const sound = csvOf({ survey: "reading-habits", value: "37", category: "books <b>&</b>" });
  const broken = csvOf(
    { survey: "reading-habits", value: "370", base_n: "many" },
    { survey: "reading-habits", category: "=1+1" },
  );
  await page.getByLabel("CSV or .xlsx file").setInputFiles({
    ...{ name: "s.csv", mimeType: "text/csv", buffer: Buffer.from(broken) },
  });
  await expect(checked).toContainText("0 valid rows, 3 errors to correct before sending");
  await expect(page.getByRole("region", { name: "Errors" }).getByRole("row")).toContainText([
    "Line",
    /2\s*value\s*constraint-error\s*370/,
    /2\s*base_n\s*type-error\s*many/,
    /3\s*category\s*constraint-error\s*=1\+1/,
  ]);
  await axe(page);
  // On a phone the table of errors scrolls within its own frame, and the page does not scroll sideways.
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1280, height: 800 });
  // A link jumps to the wrong line, and a correction is checked at once.
  await page.getByRole("button", { name: "3", exact: true }).click();
  const rows = page.getByLabel("Or paste and correct its rows");
  expect(
    await rows.evaluate((a: HTMLTextAreaElement) => a.value.slice(a.selectionStart, a.selectionEnd)),
  ).toContain("=1+1");
  // What has an error is not taken, and nothing that was typed is lost.
  await page.getByLabel("Sponsor").fill("A library");
  const answer = page.waitForResponse((one) => one.request().method() === "POST");
  await page.getByRole("button", { name: "Propose the survey" }).click();
  await answer;
  await expect(rows).toBeEditable();
  await expect(checked).toContainText("3 errors");
  await expect(page.getByLabel("Sponsor")).toHaveValue("A library");
  await rows.fill(sound);
  await expect(checked).toContainText("1 valid row, no errors, 1 warning");
  await page.getByRole("button", { name: "Propose the survey" }).click();
  await expect(page.getByRole("status")).toContainText("Sent. A maintainer will review it");
  expect((await page.request.get("/surveys/reading-habits")).status()).toBe(404);

  const desk = await (await browser.newContext({ baseURL: baseURL ?? "" })).newPage();
  await asMaintainer(desk, "/review?kind=claim");
  await desk.getByRole("navigation", { name: "Surveys" }).getByRole("link").click();
  await expect(desk.locator("article[aria-labelledby='deciding']")).toContainText("1 new");
  await axe(desk);
  await desk.keyboard.press("a");
  await expect(desk.getByText("Published. Claims can be compared with its figures.")).toBeVisible();
  await desk.context().close();
  await page.goto("/surveys/reading-habits");
  await expect(page.getByRole("row", { name: /books <b>&<\/b>/ })).toContainText("37 %");
  await expect(page.getByText("by A library")).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false, allowed: [/\.js: csp$/] });

  test("all errors of a survey are told when it is sent @once", async ({ page }) => {
    await asContributor(page, "/surveys/propose");
    await page.getByLabel("Or paste and correct its rows").fill(csvOf({ value: "NaN", unit: "" }));
    await page.getByRole("button", { name: "Propose the survey" }).click();
    await expect(page.getByRole("region", { name: "Errors" }).getByRole("row")).toHaveCount(3);
  });
});
