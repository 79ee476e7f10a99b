import { type ConstructorOptions, PgBoss } from "pg-boss";
import type { Pool } from "@/server/db";

/** The schema in the database that belongs to pg-boss. `send_job` in the migrations and the queries here name it too. */
export const SCHEMA = "jobs";

// What is not asked for costs nothing: on an idle site each of these is a query that finds nothing.
const QUIET: ConstructorOptions = {
  supervise: false,
  schedule: false,
  migrate: false,
  registerInstance: false,
};

/**
 * Makes a pg-boss over a pool that others use too. It listens to no notifications and holds no connection of its own,
 * so it works behind PgBouncer, whichever way that pools.
 */
export function openBoss(pool: Pool, options: ConstructorOptions = {}): PgBoss {
  return new PgBoss({ ...QUIET, schema: SCHEMA, ...options, db: { executeSql: pool.executeSql } });
}
