import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { startEmbeddedPostgres } from "../scripts/database/embedded";
import { migrate } from "../scripts/database/migrate";
import { openDatabase } from "../server/db";
import { importFolder } from "../server/doors/import/import-folder";
import { corpusOrExit, corpusPaths } from "../tests/support/corpus";
import { reportFigure } from "./report-figure";

// How long an owner waits for an import: of 60 real transcripts, of the same unchanged, and of 2,000 made
// from them, into a PostgreSQL that writes to disk with its usual settings. `importFolder` and the whole
// command are measured separately, each for the first import and for the unchanged one. Every first import
// has an empty database and its own process; every figure is a median.

const MANY = 2000;
const RUNS = 3;
// V8 does not collect garbage while there is room, up to 4 GB. This limit makes the figure the memory that is
// needed.
const HEAP = "--max-old-space-size=128";
const run = promisify(execFile);
const self = fileURLToPath(import.meta.url);
const tsx = ["--import", "tsx"];

interface Measured extends Times {
  readonly files: number;
  readonly peakMegabytes: number;
}

/** In milliseconds. */
interface Times {
  readonly first: number;
  readonly again: number;
}

/** In the child process: imports a folder twice into an empty database and prints the times. */
async function measureHere(url: string, folder: string): Promise<void> {
  const db = openDatabase(url);
  await db.$queryRaw`SELECT 1`;
  const times: number[] = [];
  let files = 0;
  for (let round = 0; round < 2; round++) {
    const begin = performance.now();
    const imported = await importFolder({ db, folder });
    times.push(performance.now() - begin);
    if (!imported.ok) throw new Error(imported.message);
    files = imported.report.shows.reduce((sum, show) => sum + show.episodes, 0);
  }
  await db.$disconnect();
  const [first = 0, again = 0] = times;
  const peakMegabytes = process.resourceUsage().maxRSS / 1000;
  console.log(JSON.stringify({ files, first, again, peakMegabytes } satisfies Measured));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Runs something several times in sequence and returns the median of each of its numbers. */
async function medians<T extends { [Key in keyof T]: number }>(runs: number, run: () => Promise<T>) {
  const results: T[] = [];
  for (let i = 0; i < runs; i++) results.push(await run());
  const keys = Object.keys(results[0] ?? {}) as (keyof T)[];
  return Object.fromEntries(keys.map((key) => [key, median(results.map((r) => r[key]))])) as T;
}

/** Makes files with the corpus' lengths and habits, no two alike. */
async function makeMany(corpus: string, folder: string): Promise<void> {
  const paths = corpusPaths(corpus);
  for (let i = 0; i < MANY; i++) {
    const path = paths[i % paths.length] ?? "";
    const copy = join(folder, dirname(path), `${basename(path, ".md")}-copy-${i}.md`);
    await mkdir(dirname(copy), { recursive: true });
    await writeFile(copy, `${await readFile(join(corpus, path), "utf8")}\n**Ana:** This is copy ${i}.\n`);
  }
}

async function bench(): Promise<void> {
  const corpus = corpusOrExit();
  const home = await mkdtemp(join(tmpdir(), "onrecord-bench-"));
  const postgres = await startEmbeddedPostgres({ home });
  let databases = 0;
  const emptyDatabase = async () => {
    const url = new URL(postgres.url);
    const name = `bench_${++databases}`;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    url.pathname = `/${name}`;
    await migrate(url.href);
    return url.href;
  };
  const measure = async (folder: string): Promise<Measured> => {
    const { stdout } = await run(process.execPath, [HEAP, ...tsx, self, await emptyDatabase(), folder]);
    return JSON.parse(stdout);
  };
  const once = async (folder: string, into: string) => {
    const begin = performance.now();
    const script = join(dirname(self), "../scripts/import.ts");
    const env = { ...process.env, DATABASE_URL: "", ONRECORD_HOME: into };
    const options = { env, cwd: join(dirname(self), "..") };
    // 1 says that some of what was imported is worth a look.
    await run(process.execPath, [...tsx, script, folder], options).catch((error: { code?: unknown }) => {
      if (error.code !== 1) throw error;
    });
    return performance.now() - begin;
  };
  let homes = 0;
  const command = async (folder: string): Promise<Times> => {
    const into = join(home, `command-${++homes}`);
    try {
      return { first: await once(folder, into), again: await once(folder, into) };
    } finally {
      // The command's data may be in `home` or elsewhere (for root); starting the cluster again finds and
      // deletes it.
      await (await startEmbeddedPostgres({ home: into })).discard();
    }
  };
  try {
    const few = await medians(RUNS, () => measure(corpus));
    row(`${few.files} files, the import alone`, few);
    // The same command with a one-line import gives the fixed cost; in turns, since others use the machine.
    const line = join(home, "line/show");
    await mkdir(line, { recursive: true });
    await writeFile(join(line, "show-1.md"), "**Ana:** One line.\n");
    const commands = await medians(RUNS, async () => {
      const { first, again } = await command(corpus);
      const besides = await command(dirname(line));
      return { first, again, fixedFirst: besides.first, fixedAgain: besides.again };
    });
    row(`${few.files} files, the whole command`, commands);
    const fixed: Times = { first: commands.fixedFirst, again: commands.fixedAgain };
    row("of which fixed: Node, PostgreSQL (made and) started, migrations", fixed);
    const folder = join(home, "many");
    await makeMany(corpus, folder);
    const many = await medians(RUNS, () => measure(folder));
    row(`${many.files} files, the import alone`, many);
    report(few, many, commands, fixed);
  } finally {
    await postgres.discard();
    await rm(home, { recursive: true, force: true });
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

function row(what: string, { first, again }: Times): void {
  console.log(`${what}: ${seconds(first)}; again, with nothing changed: ${seconds(again)}`);
}

function report(few: Measured, many: Measured, whole: Times, fixed: Times): void {
  const perFile = (m: Measured) => m.first / m.files;
  const growth = perFile(many) / perFile(few);
  const memory = many.peakMegabytes / few.peakMegabytes;
  reportFigure({
    what: `import of ${few.files} transcripts, the whole command`,
    figure: seconds(whole.first),
    bar: "under 5 s",
    against: `${seconds(fixed.first)} of it fixed, and ${seconds(few.first)} for the import alone`,
    reached: whole.first < 5000,
  });
  reportFigure({
    what: "import again, nothing changed, without the command's fixed costs",
    figure: `${((100 * few.again) / few.first).toFixed(1)} %`,
    bar: "under 10 %",
    against: `the first import: ${few.again.toFixed(0)} ms and ${few.first.toFixed(0)} ms; the whole command: ${seconds(whole.again)} and ${seconds(whole.first)}`,
    reached: few.again < few.first / 10,
  });
  reportFigure({
    what: `time per file at ${many.files} files`,
    figure: `${growth.toFixed(2)} times`,
    // Constant, with a margin for other programs on the machine.
    bar: "under 1.25 times",
    against: `that at ${few.files}: ${perFile(many).toFixed(1)} ms and ${perFile(few).toFixed(1)} ms`,
    reached: growth < 1.25,
  });
  reportFigure({
    what: `peak memory at ${many.files} files`,
    figure: `${memory.toFixed(2)} times`,
    // Flat: keeping a tenth more of the corpus in memory would make it three times.
    bar: "under 1.25 times",
    against: `that at ${few.files}: ${many.peakMegabytes.toFixed(0)} MB and ${few.peakMegabytes.toFixed(0)} MB, V8 held to 128 MB`,
    reached: memory < 1.25,
  });
}

const [url, folder] = process.argv.slice(2);
if (url && folder) await measureHere(url, folder);
else await bench();
// The schema engine leaves a timer of ten seconds behind.
process.exit();
