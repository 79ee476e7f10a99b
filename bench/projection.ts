import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { startEmbeddedPostgres } from "../scripts/database/embedded";
import { migrate } from "../scripts/database/migrate";
import { openDatabase } from "../server/db";
import { catchUp } from "../server/doors/repository/catch-up";
import { readCommits } from "../server/doors/repository/read-commits";
import { runGit, spawnGit } from "../server/doors/repository/run-git";
import { commitCommand } from "../server/doors/repository/write-commits";
import { corpusOrExit } from "../tests/support/corpus";
import { median } from "./reader/statistics";
import { reportFigure } from "./report-figure";
import { fillLog } from "./repository/fill-log";

// How long a machine that lost its disk takes to make the repository of a platform's whole history again:
// 10,000 revisions of 2,000 files from PostgreSQL. It is compared with `git fast-import` reading the same
// stream from a file: in turns, since others use the machine, each into an empty folder, the projection in
// its own process.

const FILES = 2000;
const REVISIONS = 5;
// Each takes minutes, and the two of a run follow each other on the same machine.
const RUNS = 2;
// As in the import bench: this makes the figure the memory that is needed, without uncollected garbage.
const HEAP = "--max-old-space-size=128";
const self = fileURLToPath(import.meta.url);

/** In the child process: projects once and prints time and memory. */
async function measureHere(url: string, folder: string): Promise<void> {
  const db = openDatabase(url);
  await db.$queryRaw`SELECT 1`;
  const begin = performance.now();
  const caught = await catchUp({ db, folder });
  const milliseconds = performance.now() - begin;
  await db.$disconnect();
  if (!caught.ok) throw new Error(caught.message);
  console.log(
    JSON.stringify({
      milliseconds,
      megabytes: process.resourceUsage().maxRSS / 1000,
      path: caught.repository.path,
    }),
  );
}

interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly path: string;
}

async function project(url: string, folder: string): Promise<Measured> {
  const child = spawn(process.execPath, [HEAP, "--import", "tsx", self, url, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  const [code] = (await once(child, "close")) as [number];
  if (code !== 0) throw new Error(`The projection ended with ${code}`);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

/** Writes the projection's stream to a file. */
async function writeStream(url: string, last: bigint, file: string): Promise<void> {
  const db = openDatabase(url);
  async function* commands() {
    for await (const rows of readCommits(db, 0n, last))
      for (const row of rows) yield commitCommand(row, null);
    yield "done\n";
  }
  await pipeline(Readable.from(commands(), { objectMode: true }), createWriteStream(file));
  await db.$disconnect();
}

async function importFile(file: string, folder: string): Promise<number> {
  await runGit(["init", "--quiet", "--bare", "--template=", folder], { folder: tmpdir() });
  const begin = performance.now();
  const git = spawnGit(["fast-import", "--quiet", "--done", "--date-format=raw"], { folder });
  git.stdout.resume();
  git.stderr.resume();
  const ended = once(git, "close");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), git.stdin);
  const [code] = (await ended) as [number];
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
  return performance.now() - begin;
}

async function bench(): Promise<void> {
  const corpus = corpusOrExit();
  const home = await mkdtemp(join(tmpdir(), "onrecord-bench-"));
  const postgres = await startEmbeddedPostgres({ home });
  try {
    await migrate(postgres.url);
    const db = openDatabase(postgres.url);
    await fillLog(db, corpus, { files: FILES, revisions: REVISIONS });
    await db.$disconnect();
    const last = BigInt(FILES * REVISIONS);
    const file = join(home, "stream");
    const projections: Measured[] = [];
    const imports: number[] = [];
    const ids = new Set<string>();
    for (let run = 0; run < RUNS; run++) {
      const folder = join(home, `projected-${run}`);
      const measured = await project(postgres.url, folder);
      projections.push(measured);
      const main = await runGit(["rev-parse", "main"], { folder: measured.path });
      ids.add(main.out.toString("utf8"));
      await rm(folder, { recursive: true, force: true });
      if (run === 0) {
        await writeStream(postgres.url, last, file);
        console.log(`the stream: ${((await stat(file)).size / 1e6).toFixed(0)} MB`);
      }
      const imported = join(home, `imported-${run}`);
      imports.push(await importFile(file, imported));
      ids.add((await runGit(["rev-parse", "main"], { folder: imported })).out.toString("utf8"));
      await rm(imported, { recursive: true, force: true });
      console.log(
        `projected in ${measured.milliseconds.toFixed(0)} ms, imported in ${imports.at(-1)?.toFixed(0)} ms`,
      );
    }
    if (ids.size !== 1) throw new Error("The projections and the imports produced different commits.");
    // The first projection also records the commits.
    const first = (projections[0]?.milliseconds ?? Number.NaN) / (imports[0] ?? Number.NaN);
    const later = median(projections.map(({ milliseconds }) => milliseconds)) / median(imports);
    const what = `projection of ${FILES * REVISIONS} revisions over ${FILES} files`;
    reportFigure({
      what,
      figure: `${later.toFixed(2)} times (the first, which also records the commits: ${first.toFixed(2)})`,
      bar: "under 2 times",
      against: `git fast-import of the same stream from a file: ${(median(imports) / 1000).toFixed(1)} s`,
      reached: Math.max(first, later) < 2,
    });
    const megabytes = Math.max(...projections.map((each) => each.megabytes));
    reportFigure({
      what: `peak memory of the projecting process`,
      figure: `${megabytes.toFixed(0)} MB`,
      bar: "under 300 MB",
      against: "V8 held to 128 MB; the stream is many times as long",
      reached: megabytes < 300,
    });
  } finally {
    await postgres.discard();
    await rm(home, { recursive: true, force: true });
  }
}

const [url, folder] = process.argv.slice(2);
if (url && folder) await measureHere(url, folder);
else await bench();
// The schema engine leaves a timer of ten seconds behind.
process.exit();
