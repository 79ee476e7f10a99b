import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";

/** git's output and exit code; `missing` if git is not installed. */
export interface Ended {
  readonly code: number | null;
  readonly out: Buffer;
  readonly said: string;
  readonly missing: boolean;
}

// More than any of our commands outputs; longer output is streamed.
const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * The environment of the platform's git processes. They see no settings of the user or machine, so their
 * output does not depend on who runs the platform.
 */
export function gitEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  return {
    ...(Object.fromEntries(others) as NodeJS.ProcessEnv),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: process.platform === "win32" ? "NUL" : "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    LC_ALL: "C",
    TZ: "UTC",
    ...more,
  };
}

/** The program that is run as git; tests set another. */
export const gitProgram = () => process.env.ONRECORD_GIT || "git";

interface Options {
  readonly folder: string;
  readonly input?: string | Buffer;
  readonly env?: Record<string, string>;
  readonly signal?: AbortSignal | undefined;
}

/** Starts git in a folder, in its own process group, so that `endGroup` can stop all of it. */
export function spawnGit(args: readonly string[], { folder, env }: Options): ChildProcessWithoutNullStreams {
  // git belongs to the machine; a build must not try to bundle it.
  return spawn(/* turbopackIgnore: true */ gitProgram(), args, {
    cwd: folder,
    env: gitEnvironment(env),
    stdio: "pipe",
    detached: process.platform !== "win32",
  });
}

/** Stops a process and everything it started. */
export function endGroup(child: { readonly pid?: number | undefined }): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    // The process has already exited.
  }
}

/** Runs git to its end. A failure of git does not throw; `code` tells. */
export async function runGit(args: readonly string[], options: Options): Promise<Ended> {
  const child = spawnGit(args, options);
  const out: Buffer[] = [];
  let length = 0;
  let said = "";
  let missing = false;
  const stop = () => endGroup(child);
  options.signal?.addEventListener("abort", stop);
  if (options.signal?.aborted) stop();
  child.stdout.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > MOST_OUTPUT) stop();
    else out.push(chunk);
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-8000);
  });
  child.on("error", (error: NodeJS.ErrnoException) => {
    missing = error.code === "ENOENT";
    said ||= error.message;
  });
  // git may exit before it has read its input.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const [code] = (await once(child, "close").catch(() => [null])) as [number | null];
  options.signal?.removeEventListener("abort", stop);
  return { code, out: Buffer.concat(out), said: said.trim(), missing };
}

let found: string | undefined;

/** The version of the installed git, cached; null if there is none. */
export async function gitVersion(): Promise<string | null> {
  if (found !== undefined) return found;
  const { code, out } = await runGit(["version"], { folder: process.cwd() });
  if (code !== 0) return null;
  found = out
    .toString("utf8")
    .trim()
    .replace(/^git version /, "");
  return found;
}
