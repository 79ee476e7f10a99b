import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../scripts/database/embedded";
import { migrate } from "../scripts/database/migrate";
import { openDatabase } from "../server/db";
import { importFeed } from "../server/doors/feeds/import-feed";
import { refreshFeed } from "../server/doors/feeds/refresh-feed";
import { stateOfRows } from "../tests/support/state-of-rows";
import { reportFigure } from "./report-figure";

// What it costs to fetch 500 feeds again of which none has changed: in requests to their host, in rows that are written,
// and in processor time.

const FEEDS = 500;
const EPISODES = 20;

const feed = (n: number) =>
  `<rss version="2.0"><channel><title>Feed ${n}</title>${Array.from(
    { length: EPISODES },
    (_, i) =>
      `<item><title>Episode ${i}</title><guid>${n}-${i}</guid><pubDate>${new Date(Date.UTC(2025, 0, 1 + i)).toUTCString()}</pubDate>
       <enclosure url="https://cdn.example/${n}/${i}.mp3" type="audio/mpeg" length="1"/></item>`,
  ).join("")}</channel></rss>`;

let whole = 0;
let conditional = 0;
const server = createServer((request, response) => {
  const n = Number(request.url?.slice(1));
  const etag = `"${n}"`;
  if (request.headers["if-none-match"] === etag) {
    conditional += 1;
    response.writeHead(304).end();
    return;
  }
  whole += 1;
  response.writeHead(200, { etag, "content-type": "application/rss+xml" }).end(feed(n));
});

const home = await mkdtemp(join(tmpdir(), "onrecord-bench-"));
const postgres = await startEmbeddedPostgres({ home });
try {
  await migrate(postgres.url);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const site = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const db = openDatabase(postgres.url);
  const fetch = { allowInternal: true };
  for (let n = 0; n < FEEDS; n++) {
    const made = await importFeed({
      ...{ db, source: `${site}/${n}`, show: `feed-${n}`, makeEpisodes: true, fetch },
    });
    if (!made.ok) throw new Error(made.message);
  }
  const shows = await db.show.findMany({ select: { id: true } });
  const before = JSON.stringify(await stateOfRows(postgres.url));
  whole = 0;
  const cpu = process.cpuUsage();
  for (const { id } of shows) {
    const refreshed = await refreshFeed({ db, showId: id, fetch });
    if (refreshed.status !== "unchanged") throw new Error(`Feed of show ${id}: ${refreshed.status}`);
  }
  const { user, system } = process.cpuUsage(cpu);
  const isSame = JSON.stringify(await stateOfRows(postgres.url)) === before;
  await db.$disconnect();
  console.log(
    `${FEEDS} feeds: ${((user + system) / 1000 / FEEDS).toFixed(1)} ms of processor time each, server included`,
  );
  reportFigure({
    what: `Requests to fetch ${FEEDS} unchanged feeds again`,
    figure: `${conditional} conditional, ${whole} others`,
    bar: `${FEEDS} conditional, 0 others`,
    against: "a loopback host that knows ETags",
    reached: conditional === FEEDS && whole === 0,
  });
  reportFigure({
    what: "Rows of shows, episodes, documents, log and counters that this writes",
    figure: isSame ? "0" : "some",
    bar: "0",
    against: "the transaction that wrote each row, before and after",
    reached: isSame,
  });
} finally {
  server.closeAllConnections();
  server.close();
  await postgres.discard();
  await rm(home, { recursive: true, force: true });
}
// The schema engine leaves a timer of ten seconds behind.
process.exit();
