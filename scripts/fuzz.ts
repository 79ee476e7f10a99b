import { readdirSync, readFileSync } from "node:fs";
import { Agent } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Database, openDatabase } from "../server/db";
import { describeApi } from "../server/doors/api/describe-api";
import { ENDPOINTS } from "../server/doors/api/endpoints";
import { findWaysIn } from "../tests/support/find-ways-in";
import { startSite } from "../tests/support/site";
import { askSite } from "./fuzz/ask-site";
import { findHalves } from "./fuzz/find-halves";
import { prepareSite } from "./fuzz/prepare-site";
import { runFuzz, type Tried, WORTH_A_LOOK } from "./fuzz/run-fuzz";
import { STEADY, siteTargets } from "./fuzz/site-targets";
import { type Ask, targetsOf } from "./fuzz/targets";

// `npm run fuzz`: sends to a site of its own, with the demonstration, what nobody sends by hand, and says what broke.

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "100000" },
    chosen: { type: "string", default: "1000" },
    part: { type: "string", default: "1/1" },
    only: { type: "string", multiple: true },
  },
});
const FIXTURES = join(import.meta.dirname, "../tests/fixtures/fuzz");
/** Requests side by side, so that what one leaves behind meets another. */
const TOGETHER = 4;
/** Requests after which all limits begin anew: what is limited is refused at the door, and shows nothing more. */
const LIMITED_FOR = 20;

const [number = 1, of = 1] = values.part.split("/").map(Number);
const secret = "a secret of the fuzzer's own, as long as one has to be";
const site = await startSite({ env: { NEXTAUTH_SECRET: secret } });
const db = openDatabase(site.databaseUrl);
const agent = new Agent({ keepAlive: true, maxSockets: 2 * TOGETHER });
let asked = 0;
let heard = 0;
/** A line, and what the site has printed since the last one. */
const say = (line: string) => {
  console.log(line);
  const said = site.output().slice(heard);
  heard += said.length;
  if (line.startsWith("✗") && said !== "") console.log(said.slice(-1500).replace(/^/gm, "    "));
};
const statuses = new Map<string, number>();
const ask: Ask = async (request) => {
  asked += 1;
  if (asked % LIMITED_FOR === 0) await db.$executeRaw`DELETE FROM limits`;
  const answered = await send(request);
  const kind = answered.status === 503 ? "503 with Retry-After" : `${answered.status}`;
  statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
  return answered;
};

/** Linux counts in hundredths of a second, in the fields behind the program's name. */
const cpu = () => {
  try {
    const fields = readFileSync(`/proc/${site.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
};

const known = await prepareSite({ db, url: site.url, secret });
const send = askSite({ url: site.url, sign: known.sign, agent });
try {
  const pages = findWaysIn().flatMap((way) => /^(?:page|GET) (\/.*)$/.exec(way)?.[1] ?? []);
  const all = { ...targetsOf(describeApi(ENDPOINTS, site.url), pages), ...siteTargets(known) };
  const wanted = values.only ?? Object.keys(all);
  const targets = Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
  const before = readdirSync(FIXTURES)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(FIXTURES, name), "utf8")) as Tried);
  console.log(
    `${known.forms.length} forms, ${known.actions.length} server actions, ${before.length} cases kept`,
  );
  const [countsBefore, steadyBefore] = [await countRows(db), await askSteady()];
  const result = await runFuzz({
    ...{ targets, ask, cpu, before, folder: FIXTURES, say, together: TOGETHER },
    ...{ seed: Number(values.seed), count: Number(values.count), chosen: Number(values.chosen) },
    part: { number, of },
  });
  const halves = await findHalves(db);
  const [countsAfter, steadyAfter] = [await countRows(db), await askSteady()];
  const { generated, chosen, failures, slowest, spent } = result;
  console.log(
    `\n${generated} generated and ${chosen} chosen, seed ${values.seed}, part ${values.part}: ${failures.length} failed`,
  );
  console.log(
    `Answers: ${[...statuses]
      .sort()
      .map(([status, times]) => `${times} × ${status}`)
      .join(", ")}`,
  );
  console.log(
    `Rows before and after: ${countsBefore.map(({ table, rows }, i) => `${table} ${rows} ${countsAfter[i]?.rows}`).join(", ")}`,
  );
  console.log(
    slowest
      ? `The most CPU for one: ${slowest.seconds.toFixed(2)} s, ${slowest.target}: ${JSON.stringify(slowest.made).slice(0, 500)}`
      : `None took more than ${WORTH_A_LOOK} s of CPU`,
  );
  console.log(
    `Seconds by target: ${Object.entries(spent)
      .map(([target, seconds]) => `${target} ${seconds.toFixed(0)}`)
      .join(", ")}`,
  );
  for (const half of halves) console.log(`✗ half-written: ${half}`);
  const lost = STEADY.filter((_, i) => steadyBefore[i] !== steadyAfter[i]);
  for (const path of lost) console.log(`✗ ${path} is answered in another way than before`);
  process.exitCode = failures.length + halves.length + lost.length > 0 ? 1 : 0;
} finally {
  agent.destroy();
  await db.$disconnect();
  await site.stop();
}
// The schema engine leaves a timer of ten seconds behind.
process.exit();

async function askSteady(): Promise<number[]> {
  const found = [];
  for (const path of STEADY) found.push((await ask({ method: "GET", path, headers: {} })).status);
  return found;
}

async function countRows(database: Database): Promise<{ readonly table: string; readonly rows: bigint }[]> {
  return database.$queryRaw`
    SELECT 'contributions' AS table, count(*) AS rows FROM contributions
    UNION ALL SELECT 'versions', count(*) FROM contribution_versions
    UNION ALL SELECT 'reviews', count(*) FROM reviews
    UNION ALL SELECT 'revisions', count(*) FROM revisions
    UNION ALL SELECT 'log', count(*) FROM log`;
}
