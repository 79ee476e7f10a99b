import { defineConfig, devices } from "@playwright/test";

// Which browser is for tests/e2e/support/test.ts to say: tools read this file too, and must not bring one by it.
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  // What is kept is the same for every system and width, or says in its name which.
  snapshotPathTemplate: "{testDir}/snapshots/{arg}{ext}",
  globalSetup: "tests/e2e/support/demonstration.ts",
  // Each worker has a site of its own, and each file the unchanged demonstration (docs/decisions/0029), so that files can
  // run side by side; a file's tests run in order. Half of a test is waiting, so that two cores have time for four files.
  workers: 4,
  // A test that passes only the second time has failed.
  retries: 0,
  // Twice what the slowest takes where two other programs keep both cores busy.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    screenshot: "only-on-failure",
    // To record them takes a sixth of the time of all tests: ONRECORD_TRACE=1 where something is to be looked into.
    trace: process.env.ONRECORD_TRACE ? "retain-on-failure" : "off",
    // Light and still unless a test says otherwise, whatever the machine prefers.
    colorScheme: "light",
    contextOptions: { reducedMotion: "reduce" },
    // What goes through one cannot be answered by a test in the network's place; tests/e2e/offline.spec.ts has them.
    serviceWorkers: "block",
  },
  projects: [
    { name: "wide", use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } } },
    {
      name: "phone",
      // What does not depend on the width of the screen is tagged @once, and asked once.
      grepInvert: /@once/,
      // One pixel to a CSS pixel: nothing here looks at dots, and to draw seven for each takes as many times the time.
      use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 },
    },
  ],
});
