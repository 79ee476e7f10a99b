import { defineConfig, devices } from "@playwright/test";

// Which browser is for tests/e2e/support/test.ts to say: tools read this file too, and must not bring one by it.
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  // One site and one database at a time; a test that passes only the second time has failed.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    // Light and still unless a test says otherwise, whatever the machine prefers.
    colorScheme: "light",
    contextOptions: { reducedMotion: "reduce" },
    // What goes through one cannot be answered by a test in the network's place; tests/e2e/offline.spec.ts has them.
    serviceWorkers: "block",
  },
  projects: [
    { name: "wide", use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } } },
    { name: "phone", use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } } },
  ],
});
