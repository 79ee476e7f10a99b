import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seconds } from "../scripts/bootstrap/report.mjs";
import type { Figure } from "./report-figure";

// `npm run bench` runs all of them in sequence, `npm run bench -- reader` one. Each runs in its own process,
// so that the memory of one does not affect the next.

const BENCHES: Record<string, string> = {
  "parse-and-timeline": "From a transcript's text to its words and their times",
  "timeline-accuracy": "The timeline against the real audio",
  align: "Word times from the sound, against times that are known",
  "align-edit": "Times of the words of an accepted edit, and what the sound says of typed words",
  captions: "Captions of the whole collection, by each rule of subtitling",
  readers: "Files of 200 episodes, read by programs of others",
  evidence: "Quantities and questions found in the founding episode",
  claims: "Drafts of claims beside 100,000 statistics, and the pages of a survey of 15,000 rows",
  respondents: "A survey of 100,000 respondents, computed from one row each",
  "claims-page": "A page with sixty claims, beside the same without",
  import: "Import of 60 transcripts, and of 2,000",
  refresh: "500 feeds fetched again, of which none has changed",
  feed: "Import of a feed of 2,000 episodes and 12 MB",
  projection: "10,000 revisions into a repository",
  clone: "Clones of 2,000 transcripts, and fetches",
  chaos: "Fifty processes accepting, one killed every second",
  propose: "Proposing on a long transcript, with few and with many revisions behind it",
  accept: "Accepting on a long transcript, many at once, and a queue of 5,000",
  desk: "From the key to the next contribution, with 5,000 waiting",
  jobs: "How soon jobs begin, straight and through PgBouncer, and what idle processes cost",
  "merge-laws": "The laws of the three-way merge, 10,000 cases each",
  search: "Search over ten million words",
  reader: "An episode of 29,000 words in a real browser",
  editor: "The whole text of 29,000 words in its editor, in a real browser",
  peer: "The same episode in a player with an element for each word",
  size: "The script of an episode's page, over an empty one",
  lighthouse: "Lighthouse on home, show, episode and search",
  hostile: "Readers beside hostile clients of every kind that was found",
  serving: "What was made before, from the server: beside nginx, and all beside an episode's page",
};

const ROOT = join(import.meta.dirname, "..");
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(
    `There is no bench named ${unknown.join(", ")}. There are: ${Object.keys(BENCHES).join(", ")}`,
  );
  process.exit(1);
}

const folder = await mkdtemp(join(tmpdir(), "onrecord-bench-figures-"));
const found: Figure[] = [];
const failed: string[] = [];
try {
  for (const [name, title] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n── ${name}: ${title}`);
    const began = performance.now();
    const rows = join(folder, name);
    const code = await run(name, rows);
    const figures = readRows(rows);
    found.push(...figures);
    // A bench that prints no figure has measured nothing, whatever its exit code.
    if (code !== 0 || figures.length === 0) failed.push(name);
    console.log(`── ${name} · ${seconds(performance.now() - began)}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
printTable(found);
if (failed.length > 0) {
  console.log(`\nMissed a bar, or not measured: ${failed.join(", ")}`);
  process.exitCode = 1;
}

function run(name: string, rows: string): Promise<number | null> {
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, `${name}.ts`)], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, ONRECORD_BENCH_FIGURES: rows },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
}

function readRows(path: string): Figure[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Figure);
}

/** Prints Markdown, to be pasted into a note. */
function printTable(figures: readonly Figure[]): void {
  if (figures.length === 0) return;
  const rows = [
    ["what", "figure", "bar", "measured against", "reached"],
    ...figures.map(({ what, figure, bar, against, reached }) => [
      what,
      figure,
      bar,
      against,
      reached ? "yes" : "NO",
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows.map(line);
  console.log(`\n${head}\n${line(widths.map((width) => "-".repeat(width)))}\n${body.join("\n")}`);
}
