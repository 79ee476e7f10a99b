import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../../../scripts/database/embedded";
import { compilePrograms } from "../../support/programs";
import { DEMONSTRATION, prepareDemonstration } from "../../support/site";
import { keepSites } from "./site-keeper";

/**
 * Playwright's global setup: one real PostgreSQL for the whole run, with the demonstration in a database that
 * every site copies, and the sites of the workers. The workers get their addresses from their environment.
 */
export default async function demonstration() {
  const home = await mkdtemp(join(tmpdir(), "onrecord-e2e-"));
  // PostgreSQL may run as another user, who has to reach its data.
  await chmod(home, 0o711);
  const postgres = await startEmbeddedPostgres({ home, throwaway: true });
  await prepareDemonstration(postgres.url);
  const forget = await compilePrograms();
  process.env[DEMONSTRATION] = postgres.url;
  const endSites = await keepSites();
  return async () => {
    await endSites();
    await forget();
    await postgres.discard();
    await rm(home, { recursive: true, force: true });
  };
}
