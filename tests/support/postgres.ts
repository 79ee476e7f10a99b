import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../scripts/database/embedded";
import { migrate } from "../../scripts/database/migrate";
import { compilePrograms } from "./programs";

declare module "vitest" {
  interface ProvidedContext {
    /** An empty, migrated database that each test file copies. */
    postgresUrl: string;
  }
}

/** Starts one real PostgreSQL for all server tests, in its own folder, and deletes it afterwards. */
export default async function setup(project: TestProject) {
  const home = await mkdtemp(join(tmpdir(), "onrecord-tests-"));
  // PostgreSQL may run as another user; if that user cannot get in here, its data would go elsewhere.
  await chmod(home, 0o711);
  const postgres = await startEmbeddedPostgres({ home, throwaway: true });
  await migrate(postgres.url);
  const forget = await compilePrograms();
  project.provide("postgresUrl", postgres.url);
  return async () => {
    await forget();
    await postgres.discard();
    await rm(home, { recursive: true, force: true });
  };
}
