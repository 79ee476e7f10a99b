import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { startEmbeddedPostgres } from "../scripts/database/embedded";
import { migrate } from "../scripts/database/migrate";
import { openDatabase } from "../server/db";
import { importFeed } from "../server/doors/feeds/import-feed";
import { reportFigure } from "./report-figure";

// What the import of a feed of 2,000 episodes and 12 MB costs, and whether that grows with the square of the episodes: in
// processor time, since other programs share the machine. Every import has an empty database and a process of its own.

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

const [url, source] = process.argv.slice(2);
if (url && source) await measureHere(url, source);
else await bench();
// The schema engine leaves a timer of ten seconds behind.
process.exit();
