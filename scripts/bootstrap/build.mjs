import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compressTexts } from "./compress.mjs";
import { isAlive, run } from "./run.mjs";

const ROOT = join(import.meta.dirname, "../..");
const MARK = join(ROOT, ".next/onrecord-sources");
const SERVING = join(ROOT, ".next/onrecord-serving");

// What the pages are made of: everything that app/ may import (see .dependency-cruiser.cjs), and what
// configures the build.
const ROOMS = ["app", "components", "server", "transcript", "evidence", "lib", "public"];
const FILES = [
  "instrumentation.ts",
  "scripts/bootstrap/build.mjs",
  "scripts/bootstrap/compress.mjs",
  "next.config.js",
  "package-lock.json",
  "package.json",
  "prisma/schema.prisma",
  "proxy.ts",
  "tsconfig.json",
];
// The database client follows from the schema and the lock file, which are hashed already.
const NEVER = /^\.|\.md$|^generated$/;

/**
 * Builds the site if its sources have changed since the last build, and reports it; otherwise returns at
 * once.
 *
 * @returns whether it was built now
 * @throws CommandFailed with the output of `next build`; Error if a site is running from the last build,
 * whose files a new build would remove
 */
export async function ensureBuilt({ say }) {
  const hash = sourcesHash();
  if (existsSync(join(ROOT, ".next/BUILD_ID")) && existsSync(MARK) && readFileSync(MARK, "utf8") === hash) {
    return false;
  }
  const site = servedBy();
  if (site !== undefined) {
    throw new Error(
      `The sources have changed, but process ${site} still serves the site from the last build. Stop it, then try ` +
        `again. If that process is not On Record, remove ${join(SERVING, String(site))}.`,
    );
  }
  await say.during("Building the site", async () => {
    rmSync(MARK, { force: true });
    // It needs packages, which are not there yet where this file is first read.
    const { bundleScripts } = await import("../../server/web/making/bundle-scripts.mjs");
    const { scripts, contents } = await bundleScripts();
    await run(process.execPath, [join(ROOT, "node_modules/next/dist/bin/next"), "build"], {
      quiet: true,
      cwd: ROOT,
      env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
    writeFileSync(join(ROOT, scripts.player.replace("/_next", ".next")), contents);
    writeFileSync(join(ROOT, ".next/onrecord-scripts.json"), JSON.stringify(scripts));
    await compressTexts(join(ROOT, ".next/static"));
    // This build may or may not contain a source that changed meanwhile: storing the earlier hash makes the
    // next build include it.
    writeFileSync(MARK, hash);
  });
  return true;
}

/**
 * Records that this process serves a site from the build, which must not change until then.
 *
 * @returns a function that removes the record
 */
export function markServing(folder = SERVING) {
  const mark = join(folder, String(process.pid));
  mkdirSync(folder, { recursive: true });
  writeFileSync(mark, "");
  return () => rmSync(mark, { force: true });
}

/** The process that serves a site from the build, if any. */
export function servedBy(folder = SERVING) {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder).map(Number).find(isAlive);
}

/** One hash of all files that the site is built from. */
export function sourcesHash(root = ROOT) {
  const hash = createHash("sha256");
  const paths = [...ROOMS.flatMap((room) => walk(root, room)), ...FILES].sort();
  for (const path of paths) {
    const file = join(root, path);
    if (!existsSync(file) || !statSync(file).isFile()) continue;
    hash.update(path).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function walk(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NEVER.test(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? walk(root, path) : [path];
  });
}
