import { parseArgs } from "node:util";
import { openPool } from "../server/db";
import { type JobLine, listJobs } from "../server/jobs/list-jobs";
import { retryJob } from "../server/jobs/retry-job";
import { Refusal, withDatabaseUrl } from "./database/with-database";

const USAGE = `Lists the jobs that run, wait or were given up.

  npm run jobs                   all of them
  npm run jobs -- --failed       those that were given up after their last attempt
  npm run jobs -- --retry <id>   tries one of those once more`;

const options = {
  failed: { type: "boolean" },
  retry: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

function readArguments() {
  try {
    const { values } = parseArgs({ options });
    if (!values.help) return values;
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${USAGE}`);
  }
  console.log(USAGE);
  process.exit(0);
}

const LONGEST_ERROR = 120;

/** Jobs as a table for a terminal: a line each, and what went wrong under it. */
function printJobs(jobs: readonly JobLine[]): void {
  const time = (at: Date) => at.toISOString().slice(0, 19).replace("T", " ");
  const head = ["state", "job", "key", "attempts", "since (UTC)", "progress", "id"];
  const rows = jobs.map(({ state, name, key, attempts, since, progress, id }) => [
    ...[state, name, key ?? "", String(attempts), time(since), progress ?? "", id],
  ]);
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  console.log(line(head));
  for (const [i, row] of rows.entries()) {
    console.log(line(row));
    const error = jobs[i]?.error?.split("\n")[0];
    if (error)
      console.log(`  ↳ ${error.length > LONGEST_ERROR ? `${error.slice(0, LONGEST_ERROR)}…` : error}`);
  }
}

async function main(): Promise<void> {
  const { failed = false, retry } = readArguments();
  await withDatabaseUrl(async (url) => {
    const pool = openPool(url);
    try {
      if (retry !== undefined) {
        if (!(await retryJob(pool, retry))) throw new Refusal(`There is no failed job with the id ${retry}.`);
        console.log("It is tried again, as soon as the site runs.");
        return;
      }
      const jobs = await listJobs(pool.db, { failed });
      if (jobs.length > 0) printJobs(jobs);
      else console.log(failed ? "No job has failed." : "No job runs, waits or has failed.");
    } finally {
      await pool.close();
    }
  });
}

try {
  await main();
  // The schema engine leaves a timer of ten seconds behind.
  process.exit(0);
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}
