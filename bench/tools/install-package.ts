import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** A package that only a bench needs, in its own folder. */
export interface InstalledPackage extends AsyncDisposable {
  /** The folder of the package itself. */
  readonly folder: string;
}

/**
 * Installs one version of a package from npm into a temporary folder, without running its install scripts.
 *
 * @throws Error if npm fails
 */
export async function installPackage(name: string, version: string): Promise<InstalledPackage> {
  const folder = await mkdtemp(join(tmpdir(), "onrecord-bench-npm-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await writeFile(join(folder, "package.json"), "{}");
    const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--no-update-notifier", "--loglevel=error"];
    await promisify(execFile)("npm", ["install", ...quiet, `${name}@${version}`], { cwd: folder });
    return { folder: join(folder, "node_modules", name), [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
