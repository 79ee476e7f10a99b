import { expect, test } from "@playwright/test";
import { openDatabase } from "../../server/db";
import { CLAIM_TABLES, DOCUMENTS, TABLES } from "../../server/doors/archive/tables";
import { canariesIn, plantCanaries } from "../support/plant-canaries";
import { DEMONSTRATION, startSite } from "../support/site";
import { listAddresses } from "../support/upgrade/addresses";
import { fillIn } from "../support/upgrade/record";
import { createUpgraded, readExpected } from "../support/upgrade/upgraded";

/** What pages, feeds and files say besides what an export holds: who proposed what, and what came of it. */
const ON_PAGES = [
  ...["text", "summary", "author_name", "reviewer_name"].map((column) => `revisions.${column}`),
  ...["message", "author_name", "author_email", "committer_name", "committer_email", "readme", "licence"].map(
    (column) => `commits.${column}`,
  ),
  ...["contributions.author_name", "contributions.licence", "contribution_versions.summary"],
  ...["reviews.reviewer_name", "reviews.comment", "comments.author_name", "comments.text"],
  ...["passages.speaker", "passages.text", "spoken_words.word"],
  ...["redactions.reason", "redactions.redactor_name"],
  ...["users.name", "people.name"],
  // An invitation says who made it to whoever has its link.
  "invitations.inviter_name",
];

const NAMED = [...TABLES, DOCUMENTS, ...CLAIM_TABLES].flatMap(({ name, columns }) =>
  columns.map((column) => `${name}.${column}`),
);

test("nobody who is not signed in reads a column that is not named, at any address", {
  tag: "@once",
}, async () => {
  test.setTimeout(300_000);
  const server = process.env[DEMONSTRATION];
  if (!server) throw new Error("There is no database server: tests/e2e/support/demonstration.ts starts it");
  const known = await readExpected("0.1.0");
  const database = await createUpgraded(server, "0.1.0");
  const planted = await plantCanaries(database.url);
  const site = await startSite({ env: { DATABASE_URL: database.url, NEXTAUTH_SECRET: known.secret } });
  const db = openDatabase(database.url);
  try {
    const found = new Map<string, string>();
    const asked = listAddresses(process.cwd()).filter(({ method = "GET" }) => method === "GET");
    expect(asked.length).toBeGreaterThan(100);
    for (const { address, headers } of asked) {
      const answer = await fetch(site.url + fillIn(address, site.url, known), {
        headers: { ...headers },
        redirect: "manual",
      });
      const said = `${[...answer.headers].flat().join("\n")}\n${Buffer.from(await answer.arrayBuffer()).toString("latin1")}`;
      for (const column of canariesIn(said, planted)) found.set(column, found.get(column) ?? address);
    }
    expect([...found.keys()]).toContain("shows.title");
    const others = [...found].filter(([column]) => ![...NAMED, ...ON_PAGES].includes(column));
    expect(others).toEqual([]);
  } finally {
    await db.$disconnect();
    await site.stop();
    await database.drop();
  }
});
