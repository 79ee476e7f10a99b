import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { run } from "./run.mjs";

const ROOT = join(import.meta.dirname, "../..");
const OLDEST = [20, 19];
const at = (...parts) => join(ROOT, ...parts);

/**
 * Makes sure that the packages of package-lock.json are installed in the versions it names. A check takes
 * milliseconds; npm runs only if something is missing. It fetches packages and nothing else: an install
 * script runs only if `allowScripts` in package.json says true, whatever the version of npm.
 *
 * @throws Error that says what to do if Node is too old; CommandFailed with npm's output if npm fails
 */
export async function ensureInstalled({ say }) {
  const problem = nodeProblem(process.versions.node);
  if (problem) throw new Error(problem);
  const reason = whyInstall();
  if (!reason) return;
  await say.during(`Installing packages (${reason})`, async () => {
    // Not `npm ci`: it refuses a lock file without an optional package for another kind of machine, which is
    // what npm writes if the registry lacks that package. `npm install` keeps to the lock file too. npm 10
    // ignores allowScripts, so no scripts run here; the allowed ones run afterwards.
    await npm(["install", "--no-save", "--include=dev", "--no-audit", "--no-fund", "--ignore-scripts"]);
    const allowed = scriptedPackages();
    if (allowed.length > 0) await npm(["rebuild", "--ignore-scripts=false", ...allowed]);
    return `${Object.keys(readJson("node_modules/.package-lock.json").packages).length} of them`;
  });
}

/** What is wrong with a version of Node, as a sentence; undefined if nothing is. */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `On Record needs Node ${OLDEST.join(".")} or later, and this is ${version}. See https://nodejs.org/en/download.`;
}

/** Generates the database client if the schema or Prisma has changed since the last time. */
export async function ensureGenerated({ say }) {
  const folder = at("server/generated/prisma");
  const mark = join(folder, "schema.sha256");
  const hash = createHash("sha256")
    .update(readFileSync(at("prisma/schema.prisma")))
    .update(readJson("node_modules/prisma/package.json").version)
    .digest("hex");
  if (existsSync(join(folder, "client.ts")) && existsSync(mark) && readFileSync(mark, "utf8") === hash)
    return;
  await say.during("Generating the database client", async () => {
    await run(process.execPath, [at("node_modules/prisma/build/index.js"), "generate", "--no-hints"], {
      quiet: true,
      cwd: ROOT,
      env: {
        // The command looks for a schema engine, which it does not use, and downloads one unless a path is
        // set: any existing file will do.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
    });
    writeFileSync(mark, hash);
  });
}

/** Why the packages have to be installed, in a few words; undefined if everything matches the lock file. */
export function whyInstall(root = ROOT) {
  const installedFile = join(root, "node_modules/.package-lock.json");
  if (!existsSync(installedFile)) return "none yet";
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
  for (const [path, { version, optional, link }] of Object.entries(wanted)) {
    // An optional package may be missing because it is for another kind of machine, but an installed one must
    // have the locked version.
    const found = installed[path];
    if (path === "" || link || (optional && !found)) continue;
    if (found?.version !== version) return "the lock file has changed";
    if (!existsSync(join(root, path, "package.json"))) return "some are missing";
  }
  // A folder copied from another machine, for example into a container, holds programs for that machine.
  const foreign = Object.values(installed).some(
    ({ os, cpu }) => !fits(os, process.platform) || !fits(cpu, process.arch),
  );
  return foreign ? "these are another machine's" : undefined;
}

function fits(allowed, actual) {
  if (!allowed) return true;
  if (allowed.includes(`!${actual}`)) return false;
  return allowed.every((name) => name.startsWith("!")) || allowed.includes(actual);
}

function scriptedPackages() {
  const { allowScripts = {} } = readJson("package.json");
  return Object.keys(allowScripts).filter(
    (name) => allowScripts[name] && existsSync(at("node_modules", name)),
  );
}

function npm(args) {
  const own = process.env.npm_execpath;
  const [program, first] =
    own && basename(own) === "npm-cli.js"
      ? [process.execPath, [own]]
      : [process.platform === "win32" ? "npm.cmd" : "npm", []];
  // `npm --silent` would make this npm silent too, and a failure would print nothing.
  return run(program, [...first, ...args, "--loglevel=error"], { quiet: true, cwd: ROOT });
}

function readJson(path) {
  return JSON.parse(readFileSync(at(path), "utf8"));
}
