import { createHash } from "node:crypto";
import { join } from "node:path";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "../../..");

/** Those that stand in pages, by what server/text/pages/compose calls them. */
const IN_PAGES = {
  first: "components/layout/first.ts",
  early: "components/player/early.ts",
  later: "components/player/start-later.ts",
};
const PLAYER = "components/player/start-player.ts";

/**
 * Bundles the scripts that need neither React nor Next, and do not wait for them: docs/decisions/0030-one-reading-room.md.
 *
 * @returns what stands in pages, as text, and the player: its address, named by what is in it, and its bytes
 */
export async function bundleScripts() {
  const { outputFiles } = await build({
    entryPoints: [...Object.values(IN_PAGES), PLAYER].map((file) => join(ROOT, file)),
    ...{
      bundle: true,
      minify: true,
      write: false,
      format: "iife",
      target: "es2022",
      outdir: "/",
      outbase: ROOT,
      tsconfig: join(ROOT, "tsconfig.json"),
    },
  });
  const bundled = (file) => outputFiles.find(({ path }) => path.endsWith(file.replace(".ts", ".js")));
  const texts = Object.entries(IN_PAGES).map(([name, file]) => [name, bundled(file).text.trim()]);
  const { contents } = bundled(PLAYER);
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 16);
  const player = `/_next/static/player-${hash}.js`;
  return { scripts: { ...Object.fromEntries(texts), player }, contents };
}
