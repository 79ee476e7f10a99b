import { spawn } from "node:child_process";
import { constants, setPriority } from "node:os";

/** A program of the operator's, and its arguments, in which names in braces stand for files and words: `{audio}`. */
export type Command = readonly [program: string, ...args: string[]];

export type Ran =
  | {
      readonly ok: true;
      readonly output: Buffer;
      /** What it wrote beside its output, at the end. */
      readonly detail: string;
    }
  | {
      readonly ok: false;
      /** There is no such program; it failed; it took too long; it printed too much. */
      readonly problem: "command-missing" | "command-failed" | "command-late" | "command-words";
      /** What it complained of, at the end. */
      readonly detail: string;
    };

interface Running {
  readonly command: Command;
  /** The folder that it runs in. */
  readonly cwd: string;
  /** Seconds after which it is ended. */
  readonly longest: number;
  readonly signal?: AbortSignal | undefined;
}

// A recogniser on an ordinary processor takes as long as the sound, or twice. Where nothing is known, an hour of sound.
const LEAST_SECONDS = 600;
const TIMES_AS_LONG = 4;
const USUAL_SECONDS = 3600;
// A feed may say that an episode is years long: no timer counts so far, and no job lasts longer than this.
const MOST_SECONDS = 12 * 3600;
// A day of speech with a time for each word, as JSON with all that programs add.
export const MOST_OUTPUT = 128 * 1024 * 1024;
const MOST_COMPLAINT = 500;
// What a program needs to run. The site's own secrets are none of its business.
const PASSED_ON = /^(?:PATH|HOME|LANG|LC_ALL|TMPDIR|LD_LIBRARY_PATH|CUDA_VISIBLE_DEVICES|ALIGN_\w+|ASR_\w+)$/;

/** Seconds that a recogniser may take for audio of that length in seconds. */
export const longestFor = (duration: number | null): number =>
  Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, TIMES_AS_LONG * (duration ?? USUAL_SECONDS)));

/**
 * Runs a program of the operator's that listens to a sound. It runs without a shell, after everything else, and ends with
 * all that it started when it takes too long or prints more than `MOST_OUTPUT` bytes.
 *
 * @throws the signal's reason, if that ends it
 */
export async function runProgram({ command, cwd, longest, signal }: Running): Promise<Ran> {
  signal?.throwIfAborted();
  const [program, ...args] = command;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_ON.test(name)));
  // A group of its own, so that what it starts ends with it.
  const child = spawn(program, args, {
    ...{ cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] },
    env: env as NodeJS.ProcessEnv,
  });
  let isLate = false;
  const end = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  const late = setTimeout(() => {
    isLate = true;
    end();
  }, 1000 * longest);
  signal?.addEventListener("abort", end, { once: true });
  const output: Buffer[] = [];
  let [size, complaint] = [0, ""];
  child.stdout.on("data", (bytes: Buffer) => {
    size += bytes.length;
    if (size > MOST_OUTPUT) end();
    else output.push(bytes);
  });
  child.stderr.setEncoding("utf8").on("data", (said: string) => {
    complaint = (complaint + said).slice(-MOST_COMPLAINT);
  });
  try {
    if (child.pid !== undefined) lower(child.pid);
    const code = await new Promise<number | "missing" | null>((done) => {
      child.once("error", () => done("missing"));
      child.once("close", done);
    });
    signal?.throwIfAborted();
    const detail = complaint.trim();
    if (code === "missing") return { ok: false, problem: "command-missing", detail: program };
    if (isLate) return { ok: false, problem: "command-late", detail };
    if (size > MOST_OUTPUT) return { ok: false, problem: "command-words", detail };
    if (code !== 0)
      return { ok: false, problem: "command-failed", detail: detail || `${code ?? "a signal"}` };
    return { ok: true, output: Buffer.concat(output), detail };
  } finally {
    clearTimeout(late);
    signal?.removeEventListener("abort", end);
    end();
  }
}

function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Where the system does not allow it, the work is done all the same.
  }
}
