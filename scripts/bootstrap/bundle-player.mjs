import { createHash } from "node:crypto";
import { join } from "node:path";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "../..");

/**
 * Bundles the player as a script of its own, which needs neither React nor Next: docs/decisions/0027-the-player-first.md.
 *
 * @returns its address, named by what is in it, and its text
 */
export async function bundlePlayer() {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, "components/player/start-player.ts")],
    ...{
      bundle: true,
      minify: true,
      write: false,
      format: "iife",
      target: "es2022",
      tsconfig: join(ROOT, "tsconfig.json"),
    },
  });
  const [{ contents }] = outputFiles;
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 16);
  return { address: `/_next/static/player-${hash}.js`, contents };
}
