import { join } from "node:path";
import { ensureGenerated, ensureInstalled } from "./bootstrap/install.mjs";
import { createSay } from "./bootstrap/report.mjs";
import { CommandFailed, run } from "./bootstrap/run.mjs";

// `npm run check`: format, types, boundaries, unused code, patterns. All run to the end, side by side, so that one run
// shows everything there is to fix. What they keep for the next run is in node_modules/.cache, which a build leaves
// alone.
const ROOT = join(import.meta.dirname, "..");
const bin = (path) => join(ROOT, "node_modules", path);
const node = (...args) => run(process.execPath, args, { quiet: true, cwd: ROOT, env: { FORCE_COLOR: "0" } });

const CHECKS = {
  "Format and lint (biome)": () =>
    node(bin("@biomejs/biome/bin/biome"), "check", "--max-diagnostics=200", "."),
  "Types (next typegen, tsc)": async () => {
    await node(bin("next/dist/bin/next"), "typegen");
    await node(bin("typescript/bin/tsc"));
  },
  "Boundaries (the rooms)": () =>
    node(
      bin("dependency-cruiser/bin/dependency-cruise.mjs"),
      ...[".", "--config", ".dependency-cruiser.cjs", "--cache", "--cache-strategy", "content"],
    ),
  "Unused code (knip)": () => node(bin("knip/bin/knip.js"), "--no-progress", "--cache"),
  "Patterns (recheck)": () => node(join(ROOT, "scripts/check-patterns.mjs")),
};

const say = createSay();
// Otherwise the checks would report packages or a client left behind by an older checkout.
await ensureInstalled({ say });
await ensureGenerated({ say });
const failures = [];
const began = performance.now();
await Promise.all(
  Object.entries(CHECKS).map(async ([name, check]) => {
    const started = performance.now();
    try {
      await check();
      say(name, `${((performance.now() - started) / 1000).toFixed(1)} s`);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      console.log(`✗ ${name}`);
      failures.push([name, error.output.trim()]);
    }
  }),
);
for (const [name, output] of failures) console.error(`\n── ${name}\n${output}`);
const time = `${((performance.now() - began) / 1000).toFixed(1)} s`;
console.log(
  failures.length > 0
    ? `\n${failures.length} of ${Object.keys(CHECKS).length} checks failed · ${time}`
    : `All checks pass · ${time}`,
);
process.exitCode = failures.length > 0 ? 1 : 0;
