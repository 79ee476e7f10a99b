import { afterAll, vi } from "vitest";
import type { Database } from "../../server/db";

// Test files run one after the other in a process that has already loaded the packages. The project's own
// modules are loaded again for each file: their caches use the ids of one database, and each file has its
// own.
vi.resetModules();

const kept = globalThis as typeof globalThis & { onRecordDatabase?: Database };

// The app's own pool outlives its module, and the next file has another database.
afterAll(async () => {
  const pool = kept.onRecordDatabase;
  delete kept.onRecordDatabase;
  await pool?.$disconnect();
});
