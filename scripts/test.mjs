// `npm test`: all tests, on a machine that has only Node. `npm test -- unit|server|e2e [filter]` runs one
// part. The last line is "N passed, N failed", with ", N skipped" if there are any.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { ensureBuilt } from "./bootstrap/build.mjs";
import { ensureGenerated, ensureInstalled } from "./bootstrap/install.mjs";
import { makeTemporaryFolder } from "./bootstrap/make-temporary-folder.mjs";
import { createSay, seconds } from "./bootstrap/report.mjs";
import { CommandFailed, run } from "./bootstrap/run.mjs";

const ROOT = join(import.meta.dirname, "..");
const RESULTS = join(ROOT, "test-results");
const PARTS = ["unit", "server", "e2e"];
const [part, ...filter] = process.argv.slice(2);
const say = createSay();
const total = { passed: 0, skipped: 0 };
// The names of failed tests, so that nobody has to search the log for what the last line counts.
const failures = [];

await main();

async function main() {
  if (part && !PARTS.includes(part)) {
    failures.push(`There is no part named ${part}: npm test -- [${PARTS.join(" | ")}] [filter]`);
  } else if (await prepared()) {
    // A failed stage does not stop the others: one run shows everything.
    // Before any test: otherwise one of the server's tests, which starts the whole site, would wait for the
    // build.
    if (part !== "unit") await stage("Build", () => ensureBuilt({ say }));
    // Beside the tests, since both leave a core idle for a part of their time. After the build, which replaces the
    // types of the pages.
    const checking = part ? undefined : check();
    if (part !== "e2e") await stage("Unit and server tests", vitest);
    if (checking) await stage("Check", async () => console.log((await checking()).trim()));
    if (!part || part === "e2e") await stage("End-to-end tests", endToEnd);
  }
  if (total.passed + failures.length === 0) {
    failures.push("No test ran.");
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  process.exitCode = failures.length > 0 ? 1 : 0;
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((name) => `- ${name}`).join("\n")}\n`);
  console.log(`${total.passed} passed, ${failures.length} failed${skipped}`);
}

async function prepared() {
  try {
    await ensureInstalled({ say });
    await ensureGenerated({ say });
    rmSync(RESULTS, { recursive: true, force: true });
    mkdirSync(RESULTS, { recursive: true });
    const folder = makeTemporaryFolder();
    if (folder) process.env.TMPDIR = folder;
    return true;
  } catch (error) {
    fail("Preparing the tests", error);
    return false;
  }
}

/** Runs a stage under a heading, with its time. A stage that throws counts as one failed test. */
async function stage(name, work) {
  console.log(`\n── ${name}`);
  const began = performance.now();
  try {
    await work();
  } catch (error) {
    fail(name, error);
  }
  console.log(`── ${name} · ${seconds(performance.now() - began)}`);
}

function fail(name, error) {
  failures.push(`${name}: ${error.message}`);
  if (error instanceof CommandFailed && error.output) console.error(error.output.trim());
  console.error(error instanceof CommandFailed ? error.message : (error.stack ?? error));
}

/** Begins the checks. Returns a function that waits for what they say. */
function check() {
  const said = run(process.execPath, ["scripts/check.mjs"], { cwd: ROOT, quiet: true });
  // What is wrong is told to whoever waits for it.
  said.catch(() => {});
  return () => said;
}

async function vitest() {
  const outputFile = join(RESULTS, "vitest.json");
  const projects = (part ? [part] : ["unit", "server"]).flatMap((name) => ["--project", name]);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${outputFile}`];
  const args = ["run", ...projects, "--allowOnly=false", ...reporters, ...filter];
  await counted([join(ROOT, "node_modules/vitest/vitest.mjs"), ...args], () => {
    const report = readReport(outputFile);
    const failed = report.testResults.flatMap(({ name: path, status, message, assertionResults }) => {
      const file = relative(ROOT, path);
      const tests = assertionResults.filter((result) => result.status === "failed");
      // A file that cannot be loaded counts as a failure, though it has no failed test.
      if (status === "failed" && tests.length === 0) return [`${file}: ${message}`];
      return tests.map(({ fullName }) => `${file} › ${fullName}`);
    });
    return {
      passed: report.numPassedTests,
      failed,
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
      const { stats, errors, suites } = readReport(join(RESULTS, "e2e.json"));
      return {
        passed: stats.expected,
        failed: [...failedIn(suites), ...errors.map(({ message }) => String(message).split("\n")[0])],
        skipped: stats.skipped,
      };
    },
    {
      ONRECORD_BROWSER_FOUND: JSON.stringify(browser),
      // Playwright's compiled tests are kept for the next run; the folder for temporary files is not.
      PWTEST_CACHE_DIR: join(ROOT, "node_modules/.cache/playwright"),
    },
  );
}

/** The tests that did not pass at the first try, from Playwright's nested suites. */
function failedIn(suites) {
  return suites.flatMap(({ file, specs, suites: inner = [] }) => [
    ...specs.flatMap(({ title, line, tests }) =>
      tests
        .filter(({ status }) => status === "unexpected" || status === "flaky")
        .map(({ projectName }) => `${file}:${line} › ${title} (${projectName})`),
    ),
    ...failedIn(inner),
  ]);
}

/** Runs a test runner and adds up its report. If it fails without a failed test, that counts as one. */
async function counted(args, count, env) {
  let broken;
  await node(args, env).catch((error) => {
    broken = error;
  });
  const result = count();
  for (const key of Object.keys(total)) total[key] += result[key];
  failures.push(...result.failed);
  if (broken && result.failed.length === 0) throw broken;
}

function node(args, env) {
  return run(process.execPath, args, { cwd: ROOT, env });
}

function readReport(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
