import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";

/** What git said and with which code it ended; `missing` where there is no git on this machine. */
export interface Ended {
  readonly code: number | null;
  readonly out: Buffer;
  readonly said: string;
  readonly missing: boolean;
}

// More than any of our questions is answered with; what is longer is read as a stream.
const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * The environment of the platform's own git processes: they know the repository they are given and nobody's settings,
 * so that what comes out does not depend on who runs the platform.
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

/** Which program is run as git; a test names another. */
export const gitProgram = () => process.env.ONRECORD_GIT || "git";

interface Options {
  readonly folder: string;
  readonly input?: string | Buffer;
  readonly env?: Record<string, string>;
  readonly signal?: AbortSignal | undefined;
}

/** Starts git in a folder, in a process group of its own that `endGroup` ends whole. */
export function spawnGit(args: readonly string[], { folder, env }: Options): ChildProcessWithoutNullStreams {
  // A program of the machine, which no build can take along.
  return spawn(/* turbopackIgnore: true */ gitProgram(), args, {
    cwd: folder,
    env: gitEnvironment(env),
    stdio: "pipe",
    detached: process.platform !== "win32",
  });
}

/** Ends a process and all it has started. */
export function endGroup(child: { readonly pid?: number | undefined }): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** Runs git to its end. Never throws for what git says; `code` tells. */
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
  // It may end before it has read what it is given.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const [code] = (await once(child, "close").catch(() => [null])) as [number | null];
  options.signal?.removeEventListener("abort", stop);
  return { code, out: Buffer.concat(out), said: said.trim(), missing };
}

let found: string | undefined;

/** The version of the machine's git; null where it has none. What was found is remembered. */
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
