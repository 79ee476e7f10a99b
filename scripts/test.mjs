// `npm test`: everything, on a machine that has Node and nothing else. `npm test -- unit|server|e2e [filter]`
// runs one part. The last line is "N passed, N failed", with ", N skipped" where there are any.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./bootstrap/build.mjs";
import { ensureGenerated, ensureInstalled } from "./bootstrap/install.mjs";
import { createSay, seconds } from "./bootstrap/report.mjs";
import { CommandFailed, run } from "./bootstrap/run.mjs";

const ROOT = join(import.meta.dirname, "..");
const RESULTS = join(ROOT, "test-results");
const PARTS = ["unit", "server", "e2e"];
const [part, ...filter] = process.argv.slice(2);
const say = createSay();
const total = { passed: 0, failed: 0, skipped: 0 };

await main();

async function main() {
  if (part && !PARTS.includes(part)) {
    console.error(`There is no part named ${part}: npm test -- [${PARTS.join(" | ")}] [filter]`);
    total.failed += 1;
  } else if (await prepared()) {
    // One stage that fails keeps none of the others from being run: whoever reads this sees everything.
    if (!part) await stage("Check", check);
    if (part !== "e2e") await stage("Unit and server tests", vitest);
    if (!part || part === "e2e") await stage("End-to-end tests", endToEnd);
  }
  if (total.passed + total.failed === 0) {
    console.error("No test was run.");
    total.failed += 1;
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
}

async function prepared() {
  try {
    await ensureInstalled({ say });
    await ensureGenerated({ say });
    rmSync(RESULTS, { recursive: true, force: true });
    mkdirSync(RESULTS, { recursive: true });
    return true;
  } catch (error) {
    fail(error);
    return false;
  }
}

/** Runs a stage under a heading, with its time; one that breaks off counts as one failed test. */
async function stage(name, work) {
  console.log(`\n── ${name}`);
  const began = performance.now();
  try {
    await work();
  } catch (error) {
    fail(error);
  }
  console.log(`── ${name} · ${seconds(performance.now() - began)}`);
}

function fail(error) {
  total.failed += 1;
  if (error instanceof CommandFailed && error.output) console.error(error.output.trim());
  console.error(error instanceof CommandFailed ? error.message : (error.stack ?? error));
}

function check() {
  return node(["scripts/check.mjs"]);
}

async function vitest() {
  const outputFile = join(RESULTS, "vitest.json");
  const projects = (part ? [part] : ["unit", "server"]).flatMap((name) => ["--project", name]);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${outputFile}`];
  const args = ["run", ...projects, "--allowOnly=false", ...reporters, ...filter];
  await counted([join(ROOT, "node_modules/vitest/vitest.mjs"), ...args], () => {
    const report = readReport(outputFile);
    // A file that cannot be loaded has failed without a test of its own that says so.
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === "failed" && !assertionResults.some((result) => result.status === "failed"),
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  });
}

async function endToEnd() {
  const { tsImport } = await import("tsx/esm/api");
  const { findBrowser } = await tsImport("./browser/find.ts", import.meta.url);
  let browser;
  await say.during("Browser", async () => {
    browser = await findBrowser();
    return browser.source;
  });
  await ensureBuilt({ say });
  const playwright = join(ROOT, "node_modules/@playwright/test/cli.js");
  await counted(
    [playwright, "test", "--forbid-only", ...filter],
    () => {
      const { stats, errors } = readReport(join(RESULTS, "e2e.json"));
      return {
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky + errors.length,
        skipped: stats.skipped,
      };
    },
    { ONRECORD_BROWSER_FOUND: JSON.stringify(browser) },
  );
}

/** Runs a test runner and adds up its report; where it fails without a failed test, that is one. */
async function counted(args, count, env) {
  let broken;
  await node(args, env).catch((error) => {
    broken = error;
  });
  const result = count();
  for (const key of Object.keys(total)) total[key] += result[key];
  if (broken && result.failed === 0) throw broken;
}

function node(args, env) {
  return run(process.execPath, args, { cwd: ROOT, env });
}

function readReport(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
