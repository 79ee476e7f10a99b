import { PARAGRAPHS, TEXT } from "../../lib/page-contract";
import { type Database, openDatabase } from "../../server/db";
import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER } from "../../server/people/accounts/demo-people";
import { readRevision } from "../../server/text/episodes/read-revision";
import { accept } from "../../server/work/contributions/accept";
import { decide } from "../../server/work/contributions/decide";
import { documentIdAt } from "../../server/work/contributions/find-document";
import { propose } from "../../server/work/contributions/propose";
import { reopen } from "../../server/work/contributions/reopen";
import { withoutScripts } from "./support/plain";
import { asContributor, asMaintainer, axe, expect, test } from "./support/test";

let db: Database;
test.beforeAll(({ site }) => {
  db = openDatabase(site.databaseUrl);
});
test.afterAll(() => db.$disconnect());

const personOf = async ({ handle }: { handle: string }) => {
  const { id, name } = await db.user.findUniqueOrThrow({ where: { handle } });
  return { id, name: name ?? handle };
};

/** Proposes a correction of the demonstration's second episode as its contributor. */
async function send(from: string, to: string): Promise<number> {
  const documentId = await documentIdAt(db, { show: "figures", slug: "2", kind: "transcript" });
  if (documentId === null) throw new Error("There is no second episode");
  const { head } = await db.document.findUniqueOrThrow({ where: { id: documentId } });
  const revision = await readRevision(db, { documentId, number: head });
  const text = revision?.text.replace(from, to) ?? "";
  const author = await personOf(DEMO_CONTRIBUTOR);
  const made = await propose(db, { author, documentId, base: head, text, channel: "document", agreed: true });
  if (!made.ok) throw new Error(made.reason);
  return made.contribution.id;
}

test("one's contribution is seen by all, amended, answered, and withdrawn by oneself alone", async ({
  page,
}) => {
  const id = await send("survey", "big survey");
  await page.goto(`/contributions/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Add “big” at 0:\d\d$/);
  await expect(page.getByText("waiting for review")).toBeVisible();
  await expect(page.locator("ins")).toContainText("big");
  await expect(page.getByRole("link", { name: /^Hear it at 0:\d\d$/ })).toHaveAttribute(
    "href",
    /^\/figures\/2\?t=/,
  );
  await expect(page.getByRole("button", { name: "Withdraw" })).toHaveCount(0);
  await axe(page);

  await asContributor(page, `/contributions/${id}`);
  const place = page.getByLabel("Your text");
  const typed = `${await place.inputValue()}\u0007`;
  await place.fill(typed);
  await page.getByRole("button", { name: "Send the amended version" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("invisible control characters");
  await expect(place, "what was refused can be typed on").toHaveValue(typed);
  await place.fill(typed.slice(0, -1).replace("big survey", "large survey"));
  await page.getByRole("button", { name: "Send the amended version" }).click();
  await expect(page.getByRole("status")).toHaveText("Version 2 is with the maintainers.");
  await expect(page.locator("ins")).toContainText("large");
  await page.getByLabel("Add a comment").fill("It is <b>large</b>, @demo-maintainer");
  await page.getByRole("button", { name: "Comment" }).click();
  await expect(page.getByText("It is <b>large</b>, @demo-maintainer")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("withdrawn")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send the amended version" })).toHaveCount(0);
});

test("what was accepted is told with a link to the very place, here and by mail, and is credited", async ({
  page,
}) => {
  const id = await send("survey", "large survey");
  const reviewer = await personOf(DEMO_MAINTAINER);
  await asContributor(page, "/notices");
  const accepted = await accept(db, { id, version: 1, reviewer, comment: "So it is." });
  expect(accepted).toMatchObject({ ok: true });
  await page.reload();
  const unread = page.getByRole("banner").getByRole("link", { name: /new notices?$/ });
  const live = page.getByRole("link", { name: /^Your fix is live at 0:\d\d: Add “large”/ }).first();
  await expect(live).toBeVisible();
  await expect(page.getByText("So it is.").first()).toBeVisible();
  await axe(page);
  await page.goto("/mailbox");
  await expect(page.getByText(/Your fix is live at/).first()).toBeVisible();
  // Shown notices count as read.
  await expect(unread).toHaveCount(0);
  await axe(page);

  await page.goto(`/people/${DEMO_CONTRIBUTOR.handle}`);
  await expect(page.getByText(/^1 word in 1 accepted contribution\.$/)).toBeVisible();
  await axe(page);
  await page.goto("/figures/2");
  await expect(page.getByRole("region", { name: "Contributors" })).toContainText(DEMO_CONTRIBUTOR.name);
  await page.goto("/figures");
  await expect(page.getByRole("region", { name: "Contributors" })).toContainText(DEMO_CONTRIBUTOR.name);
  await expect(page.getByText(/Median time to review: less than a minute/)).toBeVisible();
  await page.goto("/notices");
  await live.click();
  await expect(page).toHaveURL(/\/figures\/2\?t=/);
  expect(await reopen(db, { id, reviewer })).toMatchObject({ ok: true });
});

test("what was not accepted says why, and is proposed again without scripts @once", async ({
  page,
  browser,
}) => {
  const id = await send("survey", "odd survey");
  const reviewer = await personOf(DEMO_MAINTAINER);
  const rejected = { id, version: 1, reviewer, decision: "reject", comment: "There is no “odd”." } as const;
  expect(await decide(db, rejected)).toMatchObject({ ok: true });
  await asContributor(page, "/notices");
  await expect(page.getByText("There is no “odd”.")).toBeVisible();
  const { plain, close } = await withoutScripts(page, browser);
  await plain.goto("/notices");
  await plain.getByRole("link", { name: "Try again" }).first().click();
  await expect(plain).toHaveURL(new RegExp(`/contributions/${id}#again$`));
  await expect(plain.getByRole("main")).toContainText(`by ${DEMO_MAINTAINER.name}`);
  await expect(plain.getByText("There is no “odd”.")).toBeVisible();
  const place = plain.getByLabel("Your text");
  await place.fill((await place.inputValue()).replace("odd survey", "good survey"));
  await plain.getByRole("button", { name: "Propose again" }).dblclick();
  await expect(plain).toHaveURL(new RegExp(`/contributions/${id + 1}(?:#again)?$`));
  await expect(plain.locator("ins")).toContainText("good");
  expect(await db.contribution.count({ where: { id: { gt: id } } })).toBe(1);

  await plain.getByLabel("Add a comment").fill("Better so?");
  await plain.getByRole("button", { name: "Comment" }).click();
  await expect(plain.getByText("Better so?")).toBeVisible();
  await plain.getByRole("button", { name: "Withdraw" }).click();
  await expect(plain.getByText("withdrawn")).toBeVisible();
  await close();
});

test("each kind of notice can be turned off", async ({ page }) => {
  await asMaintainer(page, "/settings");
  const box = page.getByLabel("A contribution is waiting for your review (by mail once a day): tell me here");
  await box.uncheck();
  const saved = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Save" }).click();
  await saved;
  await page.reload();
  await expect(box).not.toBeChecked();
  await axe(page);
  const id = await send("survey", "huge survey");
  await page.goto("/notices");
  await expect(page.locator(`a[href="/contributions/${id}"]`)).toHaveCount(0);
  await page.goto("/settings");
  await box.check();
  await page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Save" }).click();
  await expect(box).toBeChecked();
});

test("@once what is not there, and nobody signed in, is said", async ({ page, allowed }) => {
  allowed.push(/404/);
  for (const path of [
    "/contributions/999999",
    "/contributions/x",
    "/contributions/0",
    "/people/nobody",
    "/people/%00",
  ])
    expect((await page.goto(path))?.status()).toBe(404);
  await page.goto("/notices");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=\/notices/);
});

test("what a reader says is wrong waits for the maintainer, who closes it @once", async ({ page }) => {
  await page.goto("/figures/2");
  const id = await page.locator(`[${TEXT}] p${PARAGRAPHS}`).first().getAttribute("id");
  await page.goto(`/figures/2/report?p=${id?.slice(1)}`);
  await page.getByRole("button", { name: "Report it" }).click();
  await expect(page.getByRole("status").first()).toBeVisible();
  await asMaintainer(page, "/review");
  const reports = page.getByRole("navigation", { name: /error report/ });
  await reports.getByRole("link").first().click();
  const report = page.getByRole("article", { name: "Something is wrong here" });
  await expect(report.getByRole("link", { name: /at 0:\d\d$/ })).toHaveAttribute(
    "href",
    new RegExp(`#${id}$`),
  );
  await expect(report.getByRole("link", { name: "Correct it" })).toHaveAttribute(
    "href",
    `/figures/2?correct=${id?.slice(1)}`,
  );
  await axe(page);
  await report.getByRole("button", { name: "Fixed" }).click();
  await expect(reports).toHaveCount(0);
});
