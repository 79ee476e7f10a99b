import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { encode } from "next-auth/jwt";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { createSay } from "../scripts/bootstrap/report.mjs";
import { type Database, openDatabase } from "../server/db";
import { makeToken } from "../server/people/accounts/make-token";
import { accept } from "../server/work/contributions/accept";
import { propose } from "../server/work/contributions/propose";
import { corpusFolder, corpusMissing, corpusText } from "../tests/support/corpus";
import { startMailbox } from "../tests/support/mailbox";
import { startSite } from "../tests/support/site";
import { asker, KINDS, type Target } from "./hostile/kinds";
import { addLongEpisode } from "./reader/add-long-episode";
import { median, percentile } from "./reader/statistics";
import { reportFigure } from "./report-figure";

// What readers notice of hostile clients: twenty read an episode and five search, by turns alone and beside one client
// of each kind of attack that was found. `npx tsx bench/hostile.ts crawler exports` takes these kinds alone.

const { values, positionals } = parseArgs({
  options: { seconds: { type: "string", default: "20" }, rounds: { type: "string", default: "3" } },
  allowPositionals: true,
});
const LONGEST = "podcast/the-changelog-594.md";
const READERS = 20;
const SEARCHERS = 5;
const ROUNDS = Number(values.rounds);
const SECONDS = Number(values.seconds);
/** Before anything is measured: slots fill, caches too. */
const SETTLE_SECONDS = 5;
const MOST_TIMES = 2;
const SECRET = "a secret of the bench's own, as long as one has to be";

if (!corpusFolder) {
  console.error(corpusMissing);
  process.exit(1);
}
const kinds = positionals.length > 0 ? positionals : Object.keys(KINDS);
const unknown = kinds.filter((kind) => !(kind in KINDS));
if (unknown.length > 0) {
  console.error(`There is no kind ${unknown.join(", ")}. There are: ${Object.keys(KINDS).join(", ")}`);
  process.exit(1);
}
const text = corpusText(corpusFolder, LONGEST);
const words = [...new Set(text.match(/[a-z]{5,}/g))].slice(0, 2000);
await ensureBuilt({ say: createSay() });
const mailbox = await startMailbox();
const site = await startSite({
  fill: (db) =>
    addLongEpisode(db, text, {
      url: "https://example.org/1.mp3",
      bytes: 1,
      seconds: 7000,
      stop: async () => {},
    }),
  env: {
    ...{ NEXTAUTH_SECRET: SECRET, SMTP_URL: mailbox.url, MAIL_FROM: "site@example.org" },
    // Each client has an address of its own, as behind a proxy.
    TRUSTED_PROXIES: "loopback",
  },
});
try {
  const target = await prepare();
  await read(SETTLE_SECONDS);
  const alone: Times[] = [];
  const beside: Times[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await read(SECONDS));
    const attack = spawn(
      process.execPath,
      ["--import", "tsx", join(import.meta.dirname, "hostile/attack.ts")],
      { stdio: ["pipe", "inherit", "inherit"] },
    );
    attack.stdin.end(JSON.stringify({ target, kinds }));
    try {
      await sleep(SETTLE_SECONDS * 1000);
      beside.push(await read(SECONDS));
    } finally {
      attack.kill("SIGTERM");
      await once(attack, "close");
    }
    console.log(`round ${round + 1}: alone ${inWords(alone.at(-1))}; beside ${inWords(beside.at(-1))}`);
  }
  const p95 = (rounds: readonly Times[], who: keyof Times) =>
    median(rounds.map((times) => percentile(times[who], 0.95)));
  for (const who of ["readers", "searchers"] as const) {
    const [without, withThem] = [p95(alone, who), p95(beside, who)];
    const times = withThem / without;
    reportFigure({
      what: `${who === "readers" ? "reading an episode" : "searching"} beside ${kinds.length} hostile clients, p95`,
      figure: `${withThem.toFixed(0)} ms, ${times.toFixed(2)} times`,
      bar: `at most ${MOST_TIMES} times`,
      against: `${without.toFixed(0)} ms without them`,
      reached: times <= MOST_TIMES,
    });
  }
} finally {
  await site.stop();
  await mailbox.stop();
}
// The schema engine leaves a timer of ten seconds behind.
process.exit();

/** Milliseconds of each request. */
interface Times {
  readonly readers: readonly number[];
  readonly searchers: readonly number[];
}

function inWords(times: Times | undefined): string {
  if (!times) return "";
  const of = (all: readonly number[]) =>
    `${all.length}, ${percentile(all, 0.5).toFixed(0)} ms (p50), ${percentile(all, 0.95).toFixed(0)} ms (p95)`;
  return `${of(times.readers)}; search ${of(times.searchers)}`;
}

/** Readers open the episode again and again, with a pause as people make; others search for a word each time. */
async function read(seconds: number): Promise<Times> {
  const until = performance.now() + seconds * 1000;
  const [readers, searchers]: [number[], number[]] = [[], []];
  const person = async (i: number, times: number[], path: () => string) => {
    const agent = new Agent({ keepAlive: true });
    const ask = asker(Number(new URL(site.url).port), agent);
    const headers = { "accept-encoding": "br, gzip", "x-forwarded-for": `192.0.2.${i + 1}` };
    await sleep(Math.random() * 1000);
    while (performance.now() < until) {
      const began = performance.now();
      const status = await ask(path(), { headers });
      times.push(performance.now() - began);
      if (status !== 200) throw new Error(`A reader was answered by ${status}`);
      await sleep(500 + Math.random() * 500);
    }
    agent.destroy();
  };
  const word = () => words[Math.floor(Math.random() * words.length)] ?? "people";
  await Promise.all([
    ...Array.from({ length: READERS }, (_, i) => person(i, readers, () => "/long/1")),
    ...Array.from({ length: SEARCHERS }, (_, i) =>
      person(READERS + i, searchers, () => `/search?q=${word()}`),
    ),
  ]);
  return { readers, searchers };
}

/** An account without rights, and what it sent before. */
async function prepare(): Promise<Target> {
  const db: Database = openDatabase(site.databaseUrl);
  try {
    const person = await db.user.create({ data: { handle: "mallory", name: "Mallory" } });
    const author = { id: person.id, name: "Mallory" };
    const made = await makeToken(db, {
      userId: person.id,
      name: "x",
      scopes: ["read", "contribute", "review"],
    });
    if (!made.ok) throw new Error(made.reason);
    const document = await db.document.findFirstOrThrow({
      where: { kind: "transcript", episode: { show: { slug: "long" } } },
    });
    const send = async (sent: string): Promise<number> => {
      const proposed = await propose(db, {
        ...{ author, documentId: document.id, base: 1, text: sent, channel: "document", agreed: true },
      });
      if (!proposed.ok) throw new Error(proposed.reason);
      return proposed.contribution.id;
    };
    // Revisions to compare.
    const { id } = await db.user.create({ data: { handle: "reviewer", name: "Reviewer", admin: true } });
    const paragraphs = text.split("\n\n");
    for (const place of [100, 200, 300]) {
      const changed = paragraphs.map((paragraph, i) => (i === place ? `${paragraph} So.` : paragraph));
      const accepted = await accept(db, {
        ...{ id: await send(changed.join("\n\n")), version: 1, reviewer: { id, name: "Reviewer" } },
      });
      if (!accepted.ok) throw new Error(accepted.reason);
    }
    const session = await encode({
      token: { sub: person.id, handle: person.handle, name: author.name },
      secret: SECRET,
    });
    const large = `${text}\n\n${"Yes. ".repeat(300_000)}\n`;
    return {
      port: Number(new URL(site.url).port),
      cookie: `next-auth.session-token=${session}`,
      token: made.token,
      blanks: await send(`${text}\n\nword${" ".repeat(40_000)}word\n`),
      large: await send(large),
      document: "long/1",
      text: large,
    };
  } finally {
    await db.$disconnect();
  }
}
