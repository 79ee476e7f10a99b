import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { createSay } from "../scripts/bootstrap/report.mjs";
import { openDatabase } from "../server/db";
import { catchUp } from "../server/doors/repository/catch-up";
import { tidyRepository } from "../server/doors/repository/tidy-repository";
import { edit } from "../tests/server/repository/support";
import { corpusOrExit } from "../tests/support/corpus";
import { startSite } from "../tests/support/site";
import { median, percentile } from "./reader/statistics";
import { reportFigure } from "./report-figure";
import { fillLog } from "./repository/fill-log";

// How long a reader waits for a clone of 2,000 transcripts from the built site, compared in turns with git's
// own clone of the same repository from the same disk; how much memory the site uses meanwhile; and how soon
// a fetch gets an accepted change. Between clones nothing is cached except files, by the operating system.

const FILES = 2000;
const RUNS = 5;
const AT_ONCE = 20;
const CHANGES = 20;
const run = promisify(execFile);

await ensureBuilt({ say: createSay() });
const home = await mkdtemp(join(tmpdir(), "onrecord-bench-"));
const site = await startSite({ fill: (db) => fillLog(db, corpusOrExit(), { files: FILES, revisions: 1 }) });
const url = `${site.url}/transcripts.git`;
let clones = 0;

async function clone(from: string): Promise<{ milliseconds: number; folder: string }> {
  const folder = join(home, `clone-${++clones}`);
  const begin = performance.now();
  await run("git", ["clone", "--quiet", from, folder], {
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
  });
  return { milliseconds: performance.now() - begin, folder };
}

const remove = (folder: string) => rm(folder, { recursive: true, force: true });

/** The site's memory in megabytes, as the operating system counts it. */
async function residentMegabytes(): Promise<number> {
  const status = await readFile(`/proc/${site.pid}/status`, "utf8");
  return Number(status.match(/VmRSS:\s+(\d+) kB/)?.[1]) / 1000;
}

/** The highest memory of the site during an operation. */
async function peak(use: () => Promise<unknown>): Promise<number> {
  let highest = await residentMegabytes();
  const timer = setInterval(async () => {
    highest = Math.max(highest, await residentMegabytes());
  }, 50);
  await use();
  clearInterval(timer);
  return Math.max(highest, await residentMegabytes());
}

const db = openDatabase(site.databaseUrl);
try {
  const caught = await catchUp({ db, folder: join(site.home, "repository") });
  if (!caught.ok) throw new Error(caught.message);
  // As `keep-projected` does beside a site that `npm start` started.
  await tidyRepository(caught.repository);
  const fromDisk = `file://${caught.repository.path}`;
  await remove((await clone(url)).folder);
  await remove((await clone(fromDisk)).folder);

  const [served, local]: [number[], number[]] = [[], []];
  const one = await peak(async () => {
    for (let n = 0; n < RUNS; n++) {
      for (const [from, times] of [
        [url, served],
        [fromDisk, local],
      ] as const) {
        const { milliseconds, folder } = await clone(from);
        times.push(milliseconds);
        await remove(folder);
      }
      console.log(`served ${served.at(-1)?.toFixed(0)} ms, from the disk ${local.at(-1)?.toFixed(0)} ms`);
    }
  });
  const ratio = median(served) / median(local);
  reportFigure({
    what: `a clone of ${FILES} transcripts`,
    figure: `${ratio.toFixed(2)} times`,
    bar: "under 1.3 times",
    against: `git clone file:// of the same repository: ${median(served).toFixed(0)} ms and ${median(local).toFixed(0)} ms`,
    reached: ratio < 1.3,
  });

  const begin = performance.now();
  const many = await peak(async () => {
    const all = await Promise.all(Array.from({ length: AT_ONCE }, () => clone(url)));
    for (const { folder } of all) {
      await run("git", ["fsck", "--strict"], { cwd: folder });
      await remove(folder);
    }
  });
  reportFigure({
    what: `memory of the site with ${AT_ONCE} clones at once`,
    figure: `${(many - one).toFixed(0)} MB more`,
    // Twenty pipes with their buffers. Whole packs in memory would be twenty times thirty megabytes.
    bar: "under 150 MB more",
    against: `${one.toFixed(0)} MB with one after the other; all ${AT_ONCE} served completely in ${((performance.now() - begin) / 1000).toFixed(1)} s`,
    reached: many - one < 150,
  });

  const { folder } = await clone(url);
  const waits: number[] = [];
  for (let n = 1; n <= CHANGES; n++) {
    await edit(db, `bench/bench-${n}.md`, (text) => `${text}\n**Ana:** Accepted ${n}.\n`);
    const from = performance.now();
    await run("git", ["fetch", "--quiet"], { cwd: folder });
    waits.push(performance.now() - from);
    const { stdout } = await run("git", ["show", `origin/main:bench/bench-${n}.md`], {
      cwd: folder,
      maxBuffer: 1 << 24,
    });
    if (!stdout.endsWith(`Accepted ${n}.\n`))
      throw new Error("A fetch did not contain what was accepted before it.");
  }
  reportFigure({
    what: "from acceptance to fetch",
    figure: `${median(waits).toFixed(0)} ms; 95 of 100 within ${percentile(waits, 0.95).toFixed(0)} ms`,
    bar: "under 300 ms",
    against: "includes git's own process and the checks of its fetch",
    reached: percentile(waits, 0.95) < 300,
  });
} finally {
  await db.$disconnect();
  await site.stop();
  await remove(home);
}
process.exit();
