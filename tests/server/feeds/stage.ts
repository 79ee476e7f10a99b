import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { handlers } from "../../../scripts/jobs/handlers";
import { type Database, openPool, type Pool } from "../../../server/db";
import type { Handler } from "../../../server/jobs/handle-job";
import { installQueues } from "../../../server/jobs/install-queues";
import { startWorkers } from "../../../server/jobs/start-workers";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { type Served, serve } from "./serve";

/** What a file of tests on feeds has: a database with queues, and a web server anew for each test. */
export interface FeedStage {
  readonly db: Database;
  /** The database's address. */
  readonly url: string;
  readonly server: Served;
  /** Runs these jobs until the test ends. */
  readonly run: (...jobs: readonly Handler[]) => Promise<void>;
}

/** Settings by which feeds may be fetched from this machine. */
export const environment = { ...readEnvironment({}), fetchInternal: true };
/** The same for a single fetch. */
export const fetch = { allowInternal: true };

/** Sets the stage for all tests of the file that calls it. Its parts are there while a test runs. */
export function stageFeeds(): FeedStage {
  let database: TestDatabase;
  let pool: Pool;
  let server: Served;
  const running: { stop(): Promise<void> }[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = openPool(database.url);
    const jobs = handlers(environment).map(({ job }) => job);
    expect(await installQueues(pool, jobs)).toEqual({ ok: true });
  });
  afterAll(async () => {
    await pool.close();
    await database.drop();
  });
  beforeEach(async () => {
    server = await serve();
  });
  afterEach(async () => {
    for (const workers of running.splice(0)) await workers.stop();
    await server[Symbol.asyncDispose]();
  });
  return {
    get db() {
      return database.db;
    },
    get url() {
      return database.url;
    },
    get server() {
      return server;
    },
    run: async (...jobs) => {
      running.push(await startWorkers({ pool, handlers: jobs }));
    },
  };
}
