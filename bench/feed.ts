import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { readEnvironment } from "../lib/read-environment";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { createSay } from "../scripts/bootstrap/report.mjs";
import { startEmbeddedPostgres } from "../scripts/database/embedded";
import { migrate } from "../scripts/database/migrate";
import { runJobs } from "../scripts/jobs/run-jobs";
import { openDatabase } from "../server/db";
import { importFeed } from "../server/doors/feeds/import-feed";
import { bringShow, readFeedImport } from "../server/doors/feeds/import-feed-job";
import { previewFeed } from "../server/doors/feeds/preview-feed";
import { startSite } from "../tests/support/site";
import { median, percentile } from "./reader/statistics";
import { reportFigure } from "./report-figure";

// What the import of a feed of 2,000 episodes and 12 MB costs, and whether that grows with the square of the episodes: in
// processor time, since other programs share the machine. Every import has an empty database and a process of its own. Then
// the same feed is brought to a site: how long its preview takes, what memory the job needs from its first batch to its last,
// and what readers of an episode notice meanwhile.

const [FEW, MANY] = [500, 2000];
const RUNS = 3;
const run = promisify(execFile);
const self = fileURLToPath(import.meta.url);

interface Measured {
  readonly episodes: number;
  /** User and system, in milliseconds. */
  readonly cpu: number;
  readonly peakMegabytes: number;
}

/** In the child process: imports a feed into an empty database and prints what it took. */
async function measureHere(url: string, source: string): Promise<void> {
  const db = openDatabase(url);
  await db.$queryRaw`SELECT 1`;
  const before = process.cpuUsage();
  const imported = await importFeed({ db, source, makeEpisodes: true });
  if (!imported.ok) throw new Error(imported.message);
  const { user, system } = process.cpuUsage(before);
  const peakMegabytes = process.resourceUsage().maxRSS / 1000;
  console.log(
    JSON.stringify({ episodes: imported.report.fresh, cpu: (user + system) / 1000, peakMegabytes }),
  );
  await db.$disconnect();
}

/** A feed as hosts write it: notes in HTML, people, chapters, six kilobytes an episode. */
function makeFeed(count: number): string {
  const item = (i: number) =>
    `<item><title>Episode ${i}: of tides &amp; tables</title><guid isPermaLink="false">tide-${i}</guid>` +
    `<link>https://tides.example/tides/${i}</link><pubDate>${new Date(Date.UTC(2010, 0, 1 + i)).toUTCString()}</pubDate>` +
    `<enclosure url="https://cdn.example/tides/${i}.mp3?a=1&amp;b=2" type="audio/mpeg" length="${1_000_000 + i}"/>` +
    `<itunes:duration>${3000 + (i % 900)}</itunes:duration><itunes:episode>${i}</itunes:episode>` +
    `<podcast:person role="host">Ann Lee</podcast:person><podcast:person role="guest">Guest ${i % 300}</podcast:person>` +
    `<psc:chapters version="1.2">${[0, 1, 2, 3].map((n) => `<psc:chapter start="00:${String(n * 10).padStart(2, "0")}:00" title="Part ${n}"/>`).join("")}</psc:chapters>` +
    `<content:encoded><![CDATA[${`<p>Notes of <a href="https://tides.example/${i}">episode ${i}</a>, with words &amp; more words.</p>\n`.repeat(58)}]]></content:encoded></item>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ' +
    'xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:psc="http://podlove.org/simple-chapters" ' +
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Tides</title><link>https://tides.example</link>' +
    `<language>en</language><description>Of water</description>${Array.from({ length: count }, (_, i) => item(i + 1)).join("\n")}</channel></rss>`
  );
}

const PREVIEW_SECONDS = 5;
const MOST_TIMES = 2;
/** How much more memory the job may need in its last third than in its first. */
const FLAT = 1.25;
const READS = 200;

/** In the child process: runs the site's jobs until it is told to end, and prints its memory twice a second. */
async function runJobsHere(databaseUrl: string, home: string): Promise<void> {
  const settings = { ONRECORD_FETCH_INTERNAL: "1", ONRECORD_HOME: home, ONRECORD_ALIGN: "0" };
  const stop = new AbortController();
  process.on("SIGTERM", () => stop.abort());
  const telling = setInterval(() => console.log(process.memoryUsage.rss()), 500);
  await runJobs(databaseUrl, readEnvironment(settings), stop.signal);
  clearInterval(telling);
}

/** Brings the feed to a built site with readers. */
async function benchSite(): Promise<void> {
  await ensureBuilt({ say: createSay() });
  const body = makeFeed(MANY);
  const host = createServer((_request, response) => void response.end(body));
  await new Promise<void>((done) => host.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}/feed.xml`;
  const site = await startSite({ env: { ONRECORD_FETCH_INTERNAL: "1" } });
  const db = openDatabase(site.databaseUrl);
  const jobs = spawn(process.execPath, ["--import", "tsx", self, "jobs", site.databaseUrl, site.home], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const memory: number[] = [];
  jobs.stdout.setEncoding("utf8").on("data", (said: string) => {
    memory.push(...said.split("\n").filter(Boolean).map(Number));
  });
  try {
    const previews: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const began = performance.now();
      const previewed = await previewFeed({ db, url, fetch: { allowInternal: true } });
      if (!previewed.ok) throw new Error(previewed.message);
      previews.push((performance.now() - began) / 1000);
    }
    reportFigure({
      what: `the preview of a feed of ${MANY} episodes`,
      figure: `${median(previews).toFixed(1)} s`,
      bar: `under ${PREVIEW_SECONDS} s`,
      against: "an address that is pasted",
      reached: median(previews) < PREVIEW_SECONDS,
    });
    const read = async () => {
      const began = performance.now();
      const answer = await fetch(`${site.url}/figures/1`);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`An episode's page answered ${answer.status}.`);
      return performance.now() - began;
    };
    for (let i = 0; i < READS / 4; i++) await read();
    const alone: number[] = [];
    for (let i = 0; i < READS; i++) alone.push(await read());
    const { id: personId } = await db.user.create({ data: { handle: "boss", name: "Boss", admin: true } });
    const brought = await bringShow(db, { url, show: "tides", personId });
    if (!brought.ok) throw new Error(brought.message);
    const isRunning = async () => {
      const now = await readFeedImport(db, brought.id);
      if (now?.error) throw new Error(now.error);
      return now?.state === "running" || now?.state === "waiting";
    };
    while ((await readFeedImport(db, brought.id))?.state === "waiting") await sleep(50);
    const from = memory.length;
    const beside: number[] = [];
    for (let i = 0; i % 20 > 0 || (await isRunning()); i++) beside.push(await read());
    const during = memory.slice(from);
    const third = Math.max(1, Math.floor(during.length / 3));
    // The feed is held whole while it is imported: what must not grow is what comes on top with each batch.
    const [first, last] = [Math.max(...during.slice(0, third)), Math.max(...during.slice(-third))];
    reportFigure({
      what: "memory of the job that imports it, in its last third",
      figure: `${(last / 1e6).toFixed(0)} MB`,
      bar: `at most ${FLAT} times its first third`,
      against: `${(first / 1e6).toFixed(0)} MB in its first third, ${during.length} looks`,
      reached: last <= FLAT * first,
    });
    const [without, withIt] = [percentile(alone, 0.95), percentile(beside, 0.95)];
    reportFigure({
      what: `an episode's page beside the import, p95 of ${beside.length}`,
      figure: `${withIt.toFixed(1)} ms, ${(withIt / without).toFixed(2)} times`,
      bar: `at most ${MOST_TIMES} times`,
      against: `${without.toFixed(1)} ms without it`,
      reached: withIt <= MOST_TIMES * without,
    });
    const episodes = await db.episode.count({ where: { show: { slug: "tides" } } });
    if (episodes !== MANY) throw new Error(`${episodes} episodes were imported.`);
  } finally {
    jobs.kill("SIGTERM");
    await once(jobs, "close");
    await db.$disconnect();
    await site.stop();
    host.close();
  }
}

async function bench(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "onrecord-bench-"));
  const postgres = await startEmbeddedPostgres({ home });
  let databases = 0;
  const measure = async (count: number): Promise<Measured> => {
    const url = new URL(postgres.url);
    const name = `bench_${++databases}`;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    url.pathname = `/${name}`;
    await migrate(url.href);
    const feed = join(home, `${count}.xml`);
    await writeFile(feed, makeFeed(count));
    const { stdout } = await run(process.execPath, ["--import", "tsx", self, url.href, feed]);
    return JSON.parse(stdout);
  };
  try {
    const [few, many]: [Measured[], Measured[]] = [[], []];
    for (let i = 0; i < RUNS; i++) {
      few.push(await measure(FEW));
      many.push(await measure(MANY));
    }
    const middle = (all: readonly Measured[]) => all.toSorted((a, b) => a.cpu - b.cpu)[RUNS >> 1] as Measured;
    const [a, b] = [middle(few), middle(many)];
    console.log(
      `${(makeFeed(MANY).length / 1e6).toFixed(1)} MB: ${JSON.stringify(b)}; ${FEW} episodes: ${JSON.stringify(a)}`,
    );
    const growth = b.cpu / b.episodes / (a.cpu / a.episodes);
    reportFigure({
      what: `processor time an episode at ${b.episodes} episodes`,
      figure: `${growth.toFixed(2)} times`,
      bar: "under 1.25 times",
      against: `that at ${a.episodes}: ${(b.cpu / b.episodes).toFixed(2)} ms and ${(a.cpu / a.episodes).toFixed(2)} ms`,
      reached: growth < 1.25,
    });
    reportFigure({
      what: `peak memory at ${b.episodes} episodes`,
      figure: `${b.peakMegabytes.toFixed(0)} MB`,
      // The feed is parsed whole, and no item is held twice.
      bar: "under 600 MB",
      against: `${a.peakMegabytes.toFixed(0)} MB at ${a.episodes}`,
      reached: b.peakMegabytes < 600,
    });
  } finally {
    await postgres.discard();
    await rm(home, { recursive: true, force: true });
  }
}

const [url, source, home] = process.argv.slice(2);
if (url === "jobs" && source && home) await runJobsHere(source, home);
else if (url && source) await measureHere(url, source);
else {
  await bench();
  await benchSite();
}
// The schema engine leaves a timer of ten seconds behind.
process.exit();
