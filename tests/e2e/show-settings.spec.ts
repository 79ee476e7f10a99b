import { openDatabase } from "../../server/db";
import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER } from "../../server/people/accounts/demo-people";
import { accept } from "../../server/work/contributions/accept";
import { headText } from "../server/contributions/stage";
import { makeReviewedShow, personOf, REVIEWED, REVIEWED_TEXT, sendIn } from "./support/review-show";
import { asAdministrator, asContributor, asMaintainer, axe, expect, test } from "./support/test";

test("an owner invites, blocks and takes back, an administrator redacts, and the show's state is drawn @once", async ({
  page,
  browser,
  baseURL,
  site,
}) => {
  const db = openDatabase(site.databaseUrl);
  const { showId, documentId } = await makeReviewedShow(db);
  const morgan = await personOf(db, DEMO_MAINTAINER.handle);
  const casey = await personOf(db, DEMO_CONTRIBUTOR.handle);
  await db.showRole.updateMany({ where: { showId, userId: morgan.id }, data: { role: "owner" } });
  for (const [from, to] of [
    ["four thousand", "five thousand"],
    ["Nearly all", "Almost all"],
  ] as const) {
    const id = await sendIn(db, { documentId, from, to });
    expect(await accept(db, { id, version: 1, reviewer: morgan })).toMatchObject({ ok: true });
  }

  await asMaintainer(page, `/${REVIEWED}/settings/people`);
  await page.getByLabel("Invite somebody as").selectOption("trusted");
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByLabel("The invitation link").inputValue();
  const theirs = await browser.newContext(baseURL ? { baseURL } : {});
  const tab = await theirs.newPage();
  await asContributor(tab, new URL(link).pathname);
  await expect(tab.getByRole("heading", { name: "Become a trusted contributor of REVIEWED" })).toBeVisible();
  await tab.getByRole("button", { name: "Accept" }).click();
  await expect(tab).toHaveURL(`/${REVIEWED}`);
  await tab.goto(new URL(link).pathname);
  await expect(tab.getByRole("heading", { name: "This invitation is no longer valid" })).toBeVisible();
  await theirs.close();
  expect(await db.showRole.findMany({ where: { showId, userId: casey.id } })).toMatchObject([
    { role: "trusted" },
  ]);

  await page.reload();
  await expect(page.getByText(`(${DEMO_CONTRIBUTOR.handle}): trusted`)).toBeVisible();
  const choose = async () => {
    await page.getByLabel("Find somebody").fill("demo contr");
    await page.getByRole("button", { name: "Find", exact: true }).click();
    const found = page.getByRole("list", { name: "People found" });
    await found.getByRole("link", { name: `Choose ${DEMO_CONTRIBUTOR.name}` }).click();
    return page.getByRole("region", { name: `${DEMO_CONTRIBUTOR.name} (${DEMO_CONTRIBUTOR.handle})` });
  };
  let chosen = await choose();
  await axe(page);
  await chosen.getByRole("region", { name: "Block them" }).getByLabel("Reason").fill("Makes things up");
  await page.getByRole("button", { name: "Block", exact: true }).click();
  await expect(page.getByRole("status")).toHaveText("They can no longer contribute here.");
  const blocks = page.getByRole("region", { name: "Blocked" });
  await expect(blocks.getByText(`Makes things up (by ${DEMO_MAINTAINER.name})`)).toBeVisible();

  chosen = await choose();
  const back = chosen.getByRole("region", { name: "Revert their changes" });
  await back.getByLabel("Since").fill("2020-01-01");
  await back.getByRole("button", { name: "Revert all" }).click();
  await expect(page.getByRole("status")).toHaveText("All their changes since that day are reverted.");
  expect(await headText(db, documentId)).toBe(REVIEWED_TEXT);

  await blocks.getByRole("button", { name: `Unblock ${DEMO_CONTRIBUTOR.name}` }).click();
  await expect(page.getByRole("status")).toHaveText("They can contribute again.");
  await page.getByRole("link", { name: "Audit log" }).click();
  for (const act of ["invite", "grant role", "block", "revert", "unblock"])
    await expect(page.getByText(act, { exact: true }).first()).toBeVisible();

  await asAdministrator(page, site, `/${REVIEWED}/1/history`);
  await page.getByText("Redact text (legal)").click();
  await page.getByLabel("Exact text").fill("in a wee");
  await page.getByRole("button", { name: "Show what would be removed" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("No revision contains that text");
  await page.getByLabel("Exact text").fill("within a week");
  await page.getByRole("button", { name: "Show what would be removed" }).click();
  const preview = page.getByRole("region", { name: "5 places in 5 revisions would be emptied" });
  const [newest, oldest] = [preview.getByRole("listitem").first(), preview.getByRole("listitem").last()];
  await expect(newest).toContainText("And they answered within a week, which is quick.");
  await expect(newest).toContainText(/places?, revisions|revision 5/);
  await expect(oldest).toContainText("revision");
  await axe(page);
  const redact = preview.getByRole("button", { name: "Redact 5 places for good" });
  await preview.getByLabel("Reason").fill("within a week is private");
  await preview.getByLabel("Type “within a week” to confirm").fill("within a week");
  await redact.click();
  await expect(preview.getByRole("alert")).toContainText("must not hold the text itself");
  await preview.getByLabel("Reason").fill("A promise of privacy");
  await preview.getByLabel("to confirm").fill("within a month");
  await redact.click();
  await expect(preview.getByRole("alert")).toContainText("Type the text again, exactly as it stands");
  await expect(preview.getByLabel("Reason")).toHaveValue("A promise of privacy");
  await preview.getByLabel("to confirm").fill("within a week");
  await redact.click();
  await expect(page.getByText(`Redacted from 5 revisions on`)).toContainText("A promise of privacy");
  await page.goto(`/${REVIEWED}/1`);
  await expect(page.getByText("And they answered [redacted], which is quick.")).toBeVisible();

  // A comment of a megabyte is refused as too long, and decides nothing.
  const id = await sendIn(db, { documentId, from: "Nearly all", to: "Most" });
  const answer = await page.request.post("/review/decide", {
    form: { decision: "accept", id: String(id), version: "1", comment: "x".repeat(1_000_000) },
    headers: { Accept: "application/json" },
  });
  expect(await answer.json()).toMatchObject({ ok: false, code: "long-comment" });
  expect(await db.contribution.findUnique({ where: { id } })).toMatchObject({ status: "open" });

  // Three months of history, so that the charts have lines.
  await db.$executeRaw`UPDATE contributions SET created_at = decided_at - interval '5 hours' WHERE decided_at IS NOT NULL`;
  await page.goto(`/${REVIEWED}`);
  await page.getByRole("link", { name: "Progress" }).click();
  await expect(page.getByRole("heading", { name: "Progress of REVIEWED" })).toBeVisible();
  await expect(page.getByText("Median time to review: 5 hours (2 contributions).")).toBeVisible();
  await page.goto("/figures/state");
  await axe(page);
  await db.$disconnect();
});
