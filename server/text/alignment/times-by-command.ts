import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { readTimes, type TextWord, type TimedWord } from "@/align";

/** A program of the operator's, and its arguments: `{audio}` and `{text}` stand for the two files. */
export type AlignCommand = readonly [program: string, ...args: string[]];

export type CommandTimes =
  | { readonly ok: true; readonly words: readonly TimedWord[] }
  | {
      readonly ok: false;
      /** There is no such program; it failed; it took too long; it printed too much, or no times. */
      readonly problem: "command-missing" | "command-failed" | "command-late" | "command-words";
      /** What it complained of, at the end. */
      readonly detail: string;
    };

interface Running {
  readonly command: AlignCommand;
  /** The audio file. */
  readonly audio: string;
  readonly words: readonly TextWord[];
  /** The audio's length in seconds, if known. */
  readonly duration: number | null;
  readonly signal?: AbortSignal | undefined;
}

// A recogniser on an ordinary processor takes as long as the sound, or twice. Where nothing is known, an hour of sound.
const LEAST_SECONDS = 600;
const TIMES_AS_LONG = 4;
const USUAL_SECONDS = 3600;
// A day of speech with a time for each word, as JSON with all that programs add.
const MOST_OUTPUT = 128 * 1024 * 1024;
const MOST_COMPLAINT = 500;
// What a program needs to run. The site's own secrets are none of its business.
const PASSED_ON = /^(?:PATH|HOME|LANG|LC_ALL|TMPDIR|LD_LIBRARY_PATH|CUDA_VISIBLE_DEVICES|ALIGN_\w+|ASR_\w+)$/;

/**
 * Asks a program of the operator's for the times of words. It is given the audio file and the text, a sentence or less a line,
 * and prints times in any form that `readTimes` reads. It runs without a shell, after everything else, in a folder of its
 * own, and ends with all that it started when it takes too long or prints too much.
 *
 * @throws the signal's reason, if that ends it
 */
export async function timesByCommand(running: Running): Promise<CommandTimes> {
  const { words, signal } = running;
  signal?.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), "onrecord-align-"));
  try {
    const text = join(folder, "text.txt");
    await writeFile(text, linesOf(words));
    return await run(running, folder, text);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A line for each sentence. */
const linesOf = (words: readonly TextWord[]) =>
  `${words.map(({ text, pause }) => `${text}${pause === 2 ? "\n" : " "}`).join("")}\n`;

async function run(
  { command, audio, duration, signal }: Running,
  cwd: string,
  text: string,
): Promise<CommandTimes> {
  const [program, ...args] = filledIn(command, { audio, text });
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
  const seconds = Math.max(LEAST_SECONDS, TIMES_AS_LONG * (duration ?? USUAL_SECONDS));
  const late = setTimeout(() => {
    isLate = true;
    end();
  }, 1000 * seconds);
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
    const found = readTimes(Buffer.concat(output).toString("utf8"));
    return found ? { ok: true, words: found } : { ok: false, problem: "command-words", detail };
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

/** The command with the names of the files; at its end where it does not say where they go. */
function filledIn(command: AlignCommand, files: { audio: string; text: string }): AlignCommand {
  const [program, ...args] = command;
  const isSaid = args.some((arg) => arg.includes("{audio}"));
  const filled = args.map((arg) => arg.replaceAll("{audio}", files.audio).replaceAll("{text}", files.text));
  return isSaid ? [program, ...filled] : [program, ...filled, files.audio, files.text];
}
