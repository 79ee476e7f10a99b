import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { openDatabase } from "../../server/db";
import { DEMONSTRATION, startSite } from "../support/site";
import {
  type Address,
  type Answer,
  answersOf,
  ask,
  cookieOf,
  type Request,
} from "../support/upgrade/addresses";
import { fillIn } from "../support/upgrade/record";
import { createUpgraded, pathOf, RELEASES, readExpected } from "../support/upgrade/upgraded";

const MOST_REDIRECTS = 5;
const AT_ONCE = 6;

/** A site's final answer: a redirect counts as the answer it leads to. */
async function answerOf(site: string, request: Request, cookie: string | undefined): Promise<Answer> {
  let address = request.address;
  for (let redirects = 0; ; redirects += 1) {
    const { location, ...answer } = await ask(site, { ...request, address }, cookie);
    const to = location === null ? null : new URL(location, `${site}${address}`);
    const get = request.method === undefined || request.method === "GET";
    if (!get || to === null || to.origin !== site || redirects === MOST_REDIRECTS) return answer;
    address = `${to.pathname}${to.search}`;
  }
}

/** Where something can be begun since that was not there: show notes. */
const BEGINS = /^\/[^/]+\/[^/]+\/notes\/edit$/;

/** The differences between two answers. A changed ETag is no difference; a missing one is. */
function differences(then: Answer, now: Answer): string[] {
  return [
    ...(now.status === then.status ? [] : [`status ${now.status}, was ${then.status}`]),
    ...(now.type === then.type ? [] : [`${now.type}, was ${then.type}`]),
    ...(then.etag && !now.etag ? ["no ETag any more"] : []),
  ];
}

for (const release of RELEASES) {
  test(`every address that ${release} served answers the same, or redirects to what does`, {
    tag: "@once",
  }, async () => {
    test.setTimeout(300_000);
    const server = process.env[DEMONSTRATION];
    if (!server) throw new Error("There is no database server: tests/e2e/support/demonstration.ts starts it");
    const addresses: Address[] = JSON.parse(await readFile(pathOf(release, "addresses"), "utf8"));
    expect(addresses.length).toBeGreaterThan(100);
    const known = await readExpected(release);
    const database = await createUpgraded(server, release);
    const site = await startSite({ env: { DATABASE_URL: database.url, NEXTAUTH_SECRET: known.secret } });
    const db = openDatabase(database.url);
    try {
      const cookies: Record<string, string> = {};
      for (const person of await db.user.findMany({ where: { handle: { in: ["ada", "carl"] } } }))
        cookies[person.handle] = await cookieOf(person, known.secret);
      const found: string[] = [];
      const check = async (each: Address) => {
        const { address, method = "GET" } = each;
        const request: Request = { ...each, address: fillIn(address, site.url, known) };
        for (const [by, then] of answersOf(each)) {
          const redirected = then.status >= 300 && then.status < 400;
          const now = redirected
            ? await ask(site.url, request, cookies[by])
            : await answerOf(site.url, request, cookies[by]);
          // The redirect may lead elsewhere by now.
          if (redirected && now.status >= 300 && now.status < 400) continue;
          if (then.status === 404 && now.status === 200 && BEGINS.test(address)) continue;
          for (const difference of differences(then, now))
            found.push(`${method} ${address} by ${by}: ${difference}`);
        }
      };
      // git serves few requests at a time, and a write changes data: these run in sequence, after the others.
      const alone = ({ address, method }: Address) =>
        method === "POST" || /^\/(transcripts\.git|export\.bundle)/.test(address);
      const together = addresses.filter((each) => !alone(each));
      for (let at = 0; at < together.length; at += AT_ONCE)
        await Promise.all(together.slice(at, at + AT_ONCE).map(check));
      for (const each of addresses.filter(alone)) await check(each);
      expect(found).toEqual([]);
    } finally {
      await db.$disconnect();
      await site.stop();
      await database.drop();
    }
  });
}
