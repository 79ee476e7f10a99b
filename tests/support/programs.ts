import { readFile, rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const ROOT = join(import.meta.dirname, "../..");

/** The variable that passes the folder of compiled programs to the processes of a test run. */
const COMPILED = "ONRECORD_TEST_PROGRAMS";

/** Every program that a test starts as a separate process. */
const PROGRAMS = [
  "scripts/align.ts",
  "scripts/export.ts",
  "scripts/grant.ts",
  "scripts/import.ts",
  "scripts/restore.ts",
  "scripts/sign-in-link.ts",
  "scripts/token.ts",
  "server/web/main.ts",
  "tests/server/drafts/hear-with-pocketsphinx.ts",
  "tests/server/import/import-and-tell.ts",
  "tests/server/jobs/send-and-die.ts",
  "tests/server/repository/catch-up-and-tell.ts",
  "tests/support/chaos-worker.ts",
];

/**
 * Compiles the programs that tests start, once per test run. It takes half a second, as much as tsx takes at
 * each start.
 *
 * @returns a function that removes the compiled programs
 */
export async function compilePrograms(): Promise<() => Promise<void>> {
  // From here Node finds the packages; from the system's folder for temporary files it would not.
  const folder = join(ROOT, "test-results/programs", String(process.pid));
  await build({
    absWorkingDir: ROOT,
    entryPoints: PROGRAMS,
    outdir: folder,
    outbase: ROOT,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    outExtension: { ".js": ".mjs" },
    plugins: [keepPlaces],
    logLevel: "warning",
  });
  process.env[COMPILED] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** A compiled module still finds the files that are beside its source. */
const keepPlaces: Plugin = {
  name: "keep-places",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (!source.includes("import.meta.")) return undefined;
      const contents = source
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)))
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: path.endsWith(".ts") ? "ts" : "js" };
    });
  },
};

/**
 * The arguments for Node to run a TypeScript program of the project: the compiled one within a test run;
 * otherwise, for example in a bench, the source through tsx.
 */
export function program(path: string): string[] {
  const source = relative(ROOT, path);
  const folder = process.env[COMPILED];
  if (!folder) return ["--import", "tsx", path];
  if (!PROGRAMS.includes(source)) throw new Error(`${source} is not compiled: tests/support/programs.ts`);
  return [join(folder, source.replace(/\.ts$/, ".mjs"))];
}
