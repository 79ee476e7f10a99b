import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds before a process that ended is started again: the second number where it served for less than `WELL`. */
const [SOON, LATER] = [200, 5_000];
/** A process that served for so many milliseconds was well. */
const WELL = 60_000;

interface Options {
  /** The program; it is started with `--make` and the socket behind its arguments. */
  readonly program: string;
  readonly args: readonly string[];
}

/** The process that makes answers, as the one that sends them knows it. */
export interface Maker {
  readonly socketPath: string;
  /** Ends it, once nothing is asked any more. */
  stop(): Promise<void>;
}

/**
 * Starts the process that makes answers, and starts it again whenever it ends: what is kept is sent meanwhile, and the
 * rest is answered by 503.
 *
 * @throws Error where it ends before it answers for the first time
 */
export async function startMaker({ program, args }: Options): Promise<Maker> {
  // A folder that this user alone can enter: whoever reaches the socket can say who they are.
  const folder = await mkdtemp(join(tmpdir(), "onrecord-"));
  const socketPath =
    process.platform === "win32" ? `\\\\.\\pipe\\${folder.replaceAll("\\", "-")}` : join(folder, "make.sock");
  let stopping = false;
  let child: ChildProcess | undefined;

  const begin = () => {
    const begun = fork(program, [...args, "--make", socketPath]);
    child = begun;
    // It could not be started, or was gone when it was told to stop. Without a listener, the error would end this process.
    begun.on("error", (error) => console.error("The process that makes pages:", error.message));
    return begun;
  };
  const ready = (begun: ChildProcess) =>
    new Promise<void>((done, fail) => {
      begun.once("message", () => done());
      begun.once("error", fail);
      begun.once("exit", (code, signal) =>
        fail(new Error(`The process that makes pages ended (${signal ?? code}).`)),
      );
    });

  const keep = async (first: ChildProcess) => {
    let begun = first;
    for (;;) {
      const since = Date.now();
      const [code, signal] = await ended(begun);
      if (stopping) return;
      console.error(
        `The process that makes pages ended (${signal ?? code ?? "not begun"}). It is started again.`,
      );
      await sleep(Date.now() - since > WELL ? SOON : LATER);
      if (stopping) return;
      begun = begin();
    }
  };

  const first = begin();
  await ready(first).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const over = keep(first);
  return {
    socketPath,
    stop: async () => {
      stopping = true;
      if (child?.connected) child.send("stop");
      await over;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The exit code, or the signal that ended it; neither of one that could not begin. */
const ended = (child: ChildProcess) =>
  new Promise<[number | null, NodeJS.Signals | null]>((done) => {
    const { pid, exitCode, signalCode } = child;
    if (pid === undefined || exitCode !== null || signalCode !== null) done([exitCode, signalCode]);
    else child.once("exit", (code, signal) => done([code, signal]));
  });
