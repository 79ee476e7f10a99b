import type { APIRequestContext } from "@playwright/test";
import { openDatabase } from "../../server/db";
import { DEMO_CONTRIBUTOR } from "../../server/people/accounts/demo-people";
import { grant, makeShow } from "../server/contributions/stage";
import { ROLES } from "../support/roles";
import { makeReviewedShow, personOf, REVIEWED, sendIn } from "./support/review-show";
import { asContributor, expect, test } from "./support/test";

/** The answer to each role, in the order of `ROLES`, for a page or an action; "in" redirects to the sign-in page. */
const TABLE: Record<string, readonly (string | number)[]> = {
  [`GET /${REVIEWED}`]: [200, 200, 200, 200, 200, 200, 200],
  [`GET /${REVIEWED}/1/history`]: [200, 200, 200, 200, 200, 200, 200],
  [`GET /${REVIEWED}/1/history/1`]: [200, 200, 200, 200, 200, 200, 200],
  [`GET /${REVIEWED}/1/history/credit`]: [200, 200, 200, 200, 200, 200, 200],
  [`GET /${REVIEWED}/state`]: [200, 200, 200, 200, 200, 200, 200],
  [`GET /${REVIEWED}/1/edit`]: [200, 200, 200, 200, 200, 200, 200],
  "GET /contributions/1": [200, 200, 200, 200, 200, 200, 200],
  "GET /notices": ["in", 200, 200, 200, 200, 200, 200],
  "GET /settings": ["in", 200, 200, 200, 200, 200, 200],
  "GET /settings/tokens": ["in", 200, 200, 200, 200, 200, 200],
  [`GET /${REVIEWED}/settings/webhooks`]: ["in", 404, 404, 404, 404, 200, 200],
  "GET /review": ["in", "none", "none", 200, 200, 200, 200],
  [`GET /${REVIEWED}/settings`]: ["in", 404, 404, 404, "people", "rules", "rules"],
  [`GET /${REVIEWED}/settings/audit`]: ["in", 404, 404, 404, 200, 200, 200],
  "GET /review/items/1": [401, 403, 403, 403, 200, 200, 200],
  accept: [
    "signed-out",
    "not-allowed",
    "not-allowed",
    "not-allowed",
    "older-version",
    "older-version",
    "older-version",
  ],
  reject: [
    "signed-out",
    "not-allowed",
    "not-allowed",
    "not-allowed",
    "older-version",
    "older-version",
    "older-version",
  ],
  request_changes: [
    ...["signed-out", "not-allowed", "not-allowed", "not-allowed"],
    ...["older-version", "older-version", "older-version"],
  ],
  reopen: ["signed-out", "not-allowed", "not-allowed", "not-allowed", "undecided", "undecided", "undecided"],
};

async function ask(request: APIRequestContext, what: string): Promise<string | number> {
  if (!what.startsWith("GET ")) {
    // A version that does not exist, so that even those with the right change nothing.
    const form = { decision: what, id: "1", version: "9", comment: "Why" };
    const answer = await request.post("/review/decide", { form, headers: { Accept: "application/json" } });
    return ((await answer.json()) as { code: string }).code;
  }
  const answer = await request.get(what.slice(4));
  if (answer.url().includes("/sign-in")) return "in";
  const body = await answer.text();
  if (body.includes("You maintain no show yet")) return "none";
  if (answer.status() === 200 && what === `GET /${REVIEWED}/settings`)
    return body.includes("Who may contribute") ? "rules" : "people";
  return answer.status();
}

test("each page and action is for whom it is @once", async ({ page, request, site }) => {
  const db = openDatabase(site.databaseUrl);
  const { showId, documentId } = await makeReviewedShow(db);
  expect(await sendIn(db, { documentId, from: "four", to: "five" })).toBe(1);
  const other = await makeShow(db, { slug: "elsewhere" });
  const who = await personOf(db, DEMO_CONTRIBUTOR.handle);
  await asContributor(page);
  const found: Record<string, (string | number)[]> = {};
  for (const role of ROLES) {
    await db.showRole.deleteMany({ where: { userId: who.id } });
    await db.user.update({ where: { id: who.id }, data: { admin: role === "administrator" } });
    if (role === "elsewhere") await grant(db, who, other.id, "maintainer");
    else if (role !== "nobody" && role !== "administrator") await grant(db, who, showId, role);
    // None of them changes anything, so that all can be asked at once.
    const answers = Object.keys(TABLE).map(async (what) => {
      found[what] ??= [];
      found[what].push(await ask(role === "nobody" ? request : page.request, what));
    });
    await Promise.all(answers);
  }
  expect(found).toEqual(TABLE);
  await db.$disconnect();
});
