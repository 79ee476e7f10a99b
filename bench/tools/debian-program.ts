import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A program of this machine, or one unpacked from Debian's packages for one bench. */
export interface Program extends AsyncDisposable {
  readonly path: string;
  /** The environment it needs. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Finds a program on the PATH. Otherwise, if apt-get exists, it unpacks the packages that contain it into a
 * temporary folder, which changes nothing else on the machine.
 *
 * @param packages the program's own, and those it needs besides what every Debian has
 * @throws Error that says what to install
 */
export async function debianProgram(name: string, packages: readonly string[]): Promise<Program> {
  const nothing = async () => {};
  const version = name === "nginx" ? "-v" : "--version";
  const there = await run(name, [version]).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== "ENOENT",
  );
  if (there) return { path: name, env: process.env, [Symbol.asyncDispose]: nothing };
  const folder = await mkdtemp(join(tmpdir(), `onrecord-bench-${name}-`));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await run("apt-get", ["download", ...packages], { cwd: folder });
    for (const file of (await readdir(folder)).filter((each) => each.endsWith(".deb")))
      await run("dpkg", ["-x", file, "."], { cwd: folder });
    const { stdout } = await run("find", [folder, "-type", "f", "-perm", "-100", "-path", `*bin/${name}`]);
    const path = stdout.trim().split("\n")[0];
    if (!path) throw new Error(`${packages.join(", ")} hold no ${name}`);
    const { stdout: libraries } = await run("find", [folder, "-name", "*.so.*", "-printf", "%h\n"]);
    const LD_LIBRARY_PATH = [...new Set(libraries.trim().split("\n"))].join(":");
    return { path, env: { ...process.env, LD_LIBRARY_PATH }, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw new Error(
      `This bench needs ${name}, which is not here: apt-get install ${packages[0]}. (${(error as Error).message.split("\n")[0]})`,
    );
  }
}
