import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Two projects, because only one needs a database: `npx vitest run --project unit` starts at once.
export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    // Left to itself Vitest spares one core. But a third of a test is waiting, for PostgreSQL, git and other programs:
    // two cores have time for three files.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/{align,transcript,evidence,lib,demo,components}/**/*.test.{ts,tsx}"],
          // Pure functions keep nothing that a second file could meet: a process need not be made for each.
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "server",
          include: ["tests/server/**/*.test.ts"],
          // To load the packages takes a second, so that a process is not made for each file: setupFiles say what is.
          isolate: false,
          setupFiles: ["tests/support/fresh-modules.ts"],
          globalSetup: ["tests/support/postgres.ts"],
          // A site that a test starts aligns nothing by itself.
          env: { ONRECORD_ALIGN: "0" },
          // The longest take ten seconds; what else a machine does may make that a minute and more.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
