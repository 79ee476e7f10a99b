import { readdirSync, readFileSync } from "node:fs";
import { Agent } from "node:http";
import { join } from "node:path";
import { askSite } from "../../scripts/fuzz/ask-site";
import { prepareSite } from "../../scripts/fuzz/prepare-site";
import { runFuzz, type Tried } from "../../scripts/fuzz/run-fuzz";
import { siteTargets } from "../../scripts/fuzz/site-targets";
import { targetsOf } from "../../scripts/fuzz/targets";
import { openDatabase } from "../../server/db";
import { describeApi } from "../../server/doors/api/describe-api";
import { ENDPOINTS } from "../../server/doors/api/endpoints";
import { startSite } from "../support/site";
import { expect, test } from "./support/test";

const FIXTURES = join(import.meta.dirname, "../fixtures/fuzz");

test("what once broke the site breaks it no more", { tag: "@once" }, async () => {
  test.setTimeout(180_000);
  const before = readdirSync(FIXTURES)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(FIXTURES, name), "utf8")) as Tried);
  expect(before.length).toBeGreaterThan(0);
  const secret = "a secret of the fuzzer's own, as long as one has to be";
  const site = await startSite({ env: { NEXTAUTH_SECRET: secret } });
  const db = openDatabase(site.databaseUrl);
  const agent = new Agent({ keepAlive: true });
  try {
    const forms = before
      .filter(({ target }) => target === "actions")
      .map(({ made }) => made as { page: string; as: string | null });
    const known = await prepareSite({ db, url: site.url, secret, forms });
    const targets = { ...targetsOf(describeApi(ENDPOINTS, site.url), []), ...siteTargets(known) };
    expect(before.filter(({ target }) => !(target in targets))).toEqual([]);
    const ask = askSite({ url: site.url, sign: known.sign, agent });
    const { failures } = await runFuzz({ targets, ask, before, seed: 1, count: 0, chosen: 0 });
    expect(failures).toEqual([]);
  } finally {
    agent.destroy();
    await db.$disconnect();
    await site.stop();
  }
});
