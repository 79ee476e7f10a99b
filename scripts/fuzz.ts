import { readFileSync } from "node:fs";
import { request as call } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "../server/db";
import { describeApi } from "../server/doors/api/describe-api";
import { ENDPOINTS } from "../server/doors/api/endpoints";
import { findWaysIn } from "../tests/support/find-ways-in";
import { startSite } from "../tests/support/site";
import { findHalves } from "./fuzz/find-halves";
import { runFuzz } from "./fuzz/run-fuzz";
import { type Ask, targetsOf } from "./fuzz/targets";

// `npm run fuzz`: sends to a site of its own, with the demonstration, what nobody sends by hand, and says what broke.

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "100000" },
    chosen: { type: "string", default: "1000" },
    only: { type: "string", multiple: true },
  },
});
const FIXTURES = join(import.meta.dirname, "../tests/fixtures/fuzz");

const site = await startSite();
const { port } = new URL(site.url);
const ask: Ask = ({ method, path, headers, body }) =>
  new Promise((done, fail) => {
    // As it stands: a client that knows better would mend the address first.
    const sent = call(
      {
        host: "127.0.0.1",
        port,
        method,
        path,
        headers: { host: `localhost:${port}`, ...headers },
        agent: false,
      },
      (answer) =>
        answer
          .resume()
          .once("end", () => done({ status: answer.statusCode ?? 0 }))
          .once("error", fail),
    );
    sent.setTimeout(60_000, () => sent.destroy(new Error("there was no answer within a minute")));
    sent.once("error", fail).end(body);
  });

/** Linux counts in hundredths of a second, in the fields behind the program's name. */
const cpu = () => {
  try {
    const fields = readFileSync(`/proc/${site.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
};

try {
  const pages = findWaysIn().flatMap((way) => /^(?:page|GET) (\/.*)$/.exec(way)?.[1] ?? []);
  const all = targetsOf(describeApi(ENDPOINTS, site.url), pages);
  const wanted = values.only ?? Object.keys(all);
  const targets = Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
  const result = await runFuzz({
    ...{ targets, ask, cpu, folder: FIXTURES, say: console.log },
    ...{ seed: Number(values.seed), count: Number(values.count), chosen: Number(values.chosen) },
  });
  const db = openDatabase(site.databaseUrl);
  const halves = await findHalves(db).finally(() => db.$disconnect());
  const { generated, chosen, failures, slowest } = result;
  console.log(
    `\n${generated} generated and ${chosen} chosen, seed ${values.seed}: ${failures.length} failed`,
  );
  if (slowest) console.log(`The most CPU for one: ${slowest.seconds.toFixed(2)} s, ${slowest.target}`);
  for (const half of halves) console.log(`✗ half-written: ${half}`);
  process.exitCode = failures.length + halves.length > 0 ? 1 : 0;
} finally {
  await site.stop();
}
