import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PageScripts } from "@/server/text/pages/compose";
import { bundleScripts } from "./bundle-scripts.mjs";

/** Where the scripts of pages come from. */
export interface ScriptSource {
  /** Those that stand in pages, as they are now, and the address of the player. */
  read(): Promise<PageScripts>;
  /** The player's script at an address, where this source is who serves it. */
  fileAt(address: string): Uint8Array | undefined;
}

const BUILT = join(import.meta.dirname, "../../../.next/onrecord-scripts.json");

/** The scripts as scripts/bootstrap/build has bundled them, read once; the player is among the built files. */
export async function builtScripts(): Promise<ScriptSource> {
  const scripts: PageScripts = JSON.parse(await readFile(BUILT, "utf8"));
  return { read: async () => scripts, fileAt: () => undefined };
}

/** The scripts as they are in the sources now, bundled anew for each page: in development they change. */
export function scriptsInDevelopment(): ScriptSource {
  let latest: { address: string; contents: Uint8Array } | undefined;
  return {
    read: async () => {
      const { scripts, contents } = await bundleScripts();
      latest = { address: scripts.player, contents };
      return scripts;
    },
    fileAt: (address) => (address === latest?.address ? latest.contents : undefined),
  };
}
