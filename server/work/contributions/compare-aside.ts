import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { COMPARE_TASKS, type CompareTasks } from "./compare-tasks";

/**
 * Characters up to which two or three texts are compared where they are: three of the longest known transcript, a base,
 * today's and a proposed one. Sending texts to a thread and back takes some milliseconds, and most are compared in fewer.
 */
export const MOST_HERE = 600_000;
/** Milliseconds that one comparison may take; the longest texts take under three seconds on a slow machine. */
const DEADLINE = 10_000;
/** Threads, so that readers keep a core; and comparisons that may wait for one. */
const MOST_THREADS = 2;
const MOST_WAITING = 20;
/** Milliseconds after which a thread without work ends. */
const IDLE = 60_000;

export type Aside<Result> =
  | { readonly ok: true; readonly result: Result }
  /** It took too long, or too many others wait. */
  | { readonly ok: false; readonly reason: "too-hard" };

type Input<Name extends keyof CompareTasks> = Parameters<CompareTasks[Name]>[0];
type Result<Name extends keyof CompareTasks> = ReturnType<CompareTasks[Name]>;

/**
 * Compares large texts in a thread beside the process that answers, with a deadline; small ones at once. The result is
 * the same.
 *
 * @param here does it where the texts are small; by default the task itself, which parses them again
 */
export async function compareAside<Name extends keyof CompareTasks>(
  name: Name,
  input: Input<Name>,
  here: () => Result<Name> = () => (COMPARE_TASKS[name] as (given: Input<Name>) => Result<Name>)(input),
): Promise<Aside<Result<Name>>> {
  const size = Object.values(input).reduce<number>(
    (sum, value) => sum + (typeof value === "string" ? value.length : 0),
    0,
  );
  if (size <= MOST_HERE) return { ok: true, result: here() };
  return runAside(name, input) as Promise<Aside<Result<Name>>>;
}

interface Waiting {
  readonly start: (thread: Thread) => void;
  readonly refuse: () => void;
}

interface Thread {
  readonly worker: Worker;
  idle?: NodeJS.Timeout;
}

interface Pool {
  threads: number;
  readonly free: Thread[];
  readonly waiting: Waiting[];
}

// The server and Next's bundles have a module each, and share the threads.
const kept = globalThis as typeof globalThis & { onRecordComparing?: Pool };
const pool = (): Pool => (kept.onRecordComparing ??= { threads: 0, free: [], waiting: [] });

async function runAside(name: string, input: unknown): Promise<Aside<unknown>> {
  const thread = await takeThread();
  if (!thread) return { ok: false, reason: "too-hard" };
  const { worker } = thread;
  worker.ref();
  return new Promise((done, fail) => {
    const settle = (then: () => void) => {
      clearTimeout(late);
      worker.off("message", answered).off("error", failed);
      then();
    };
    const answered = (result: unknown) =>
      settle(() => {
        giveBack(thread);
        done({ ok: true, result });
      });
    const failed = (error: Error & { code?: string }) =>
      settle(() => {
        end(thread);
        if (error.code === "ERR_WORKER_OUT_OF_MEMORY") done({ ok: false, reason: "too-hard" });
        else fail(error);
      });
    const late = setTimeout(
      () =>
        settle(() => {
          end(thread);
          done({ ok: false, reason: "too-hard" });
        }),
      DEADLINE,
    );
    worker.once("message", answered).once("error", failed);
    worker.postMessage({ name, input });
  });
}

async function takeThread(): Promise<Thread | null> {
  const { free, waiting } = pool();
  const thread = free.pop();
  if (thread) {
    clearTimeout(thread.idle);
    return thread;
  }
  if (pool().threads < MOST_THREADS) {
    pool().threads += 1;
    return openThread();
  }
  if (waiting.length >= MOST_WAITING) return null;
  return new Promise((done) => {
    waiting.push({ start: done, refuse: () => done(null) });
  });
}

async function openThread(): Promise<Thread> {
  const { Worker: Made } = await import("node:worker_threads");
  // Run from its source, as the server is: no bundle has it.
  const file = join(
    /* turbopackIgnore: true */ process.cwd(),
    "server/work/contributions/compare-worker.mjs",
  );
  const worker = new Made(file, {
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  worker.unref();
  return { worker };
}

function giveBack(thread: Thread): void {
  const next = pool().waiting.shift();
  if (next) {
    next.start(thread);
    return;
  }
  thread.worker.unref();
  thread.idle = setTimeout(() => {
    const { free } = pool();
    free.splice(free.indexOf(thread), 1);
    pool().threads -= 1;
    void thread.worker.terminate();
  }, IDLE);
  thread.idle.unref();
  pool().free.push(thread);
}

/** Ends a thread whose comparison took too long or failed, and opens another for whoever waits. */
function end({ worker }: Thread): void {
  void worker.terminate();
  const next = pool().waiting.shift();
  if (!next) {
    pool().threads -= 1;
    return;
  }
  openThread().then(next.start, next.refuse);
}
