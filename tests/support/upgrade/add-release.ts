import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { getConstructionPlans, PgBoss } from "pg-boss";
import packageJson from "../../../package.json" with { type: "json" };
import { startEmbeddedPostgres } from "../../../scripts/database/embedded";
import { startSite } from "../site";
import { missingIn } from "./missing-in";
import { record } from "./record";
import { createUpgraded, pathOf, RELEASES, readExpected } from "./upgraded";

const USAGE = `Writes what a release leaves behind for the tests of upgrades: see docs/releasing.md.

  node scripts/run.mjs tests/support/upgrade/add-release.ts [<version>]

The version is that of package.json where none is given.`;

// The schema of pg-boss's jobs.
const JOBS = "jobs";

/**
 * Takes the newest release's database, migrates it, and adds the rows of more.sql in the new release's
 * folder, which are examples of everything new.
 */
async function addRelease(release: string): Promise<void> {
  const before = RELEASES.filter((each) => each !== release).at(-1);
  if (before === undefined) throw new Error("There is no earlier release to begin with.");
  if (existsSync(pathOf(release, "dump"))) throw new Error(`${release} has left its pair already.`);
  const home = await mkdtemp(join(tmpdir(), "onrecord-release-"));
  // PostgreSQL may run as another user, who has to reach its data.
  await chmod(home, 0o711);
  const postgres = await startEmbeddedPostgres({ home, throwaway: true });
  try {
    const { url } = await createUpgraded(postgres.url, before);
    await addRows(url, join(pathOf(release, "dump"), "../more.sql"));
    await migrateJobs(url);
    const missing = await missingIn(url);
    if (missing.length > 0)
      throw new Error(`The database has no example of:\n${missing.join("\n")}\nAdd rows in more.sql.`);
    const { secret, tokens, invitation } = await readExpected(before);
    await record({
      ...{ url, release, known: { secret, tokens, invitation }, preparations: [getConstructionPlans(JOBS)] },
      serve: (databaseUrl, ofSite) =>
        startSite({ env: { DATABASE_URL: databaseUrl, NEXTAUTH_SECRET: ofSite } }),
    });
  } finally {
    await postgres.discard();
    await rm(home, { recursive: true, force: true });
  }
}

async function addRows(url: string, file: string): Promise<void> {
  if (!existsSync(file)) return;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(await readFile(file, "utf8"));
  } finally {
    await client.end();
  }
}

/** Migrates the jobs' tables to the installed version of pg-boss. */
async function migrateJobs(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: JOBS, supervise: false, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  await boss.stop({ graceful: false });
}

const [release = packageJson.version, ...others] = process.argv.slice(2);
try {
  if (others.length > 0 || !/^\d+\.\d+\.\d+$/.test(release)) throw new Error(USAGE);
  await addRelease(release);
  console.log(`${release} has left its pair in ${join(pathOf(release, "dump"), "..")}.`);
  process.exit(0);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
