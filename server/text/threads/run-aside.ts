import { join } from "node:path";
import type { Worker } from "node:worker_threads";

/** Threads of a process, so that readers keep a core; and how many wait for one. */
const MOST_THREADS = 2;
const MOST_WAITING = 20;
/** Milliseconds after which a thread without work ends. */
const IDLE = 60_000;

export type Aside<Result> =
  | { readonly ok: true; readonly result: Result }
  /** It took too long, or too many others wait. */
  | { readonly ok: false; readonly reason: "too-hard" };

/** A task that is done in a thread. */
interface Task {
  /** The file with the tasks, from the root of the repository. */
  readonly file: string;
  /** The table of tasks that it exports, and the task's name in it. */
  readonly table: string;
  readonly name: string;
  /** What the task is given; it is copied. */
  readonly input: unknown;
  /** Milliseconds that it may take. */
  readonly deadline: number;
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
const kept = globalThis as typeof globalThis & { onRecordThreads?: Pool };
const pool = (): Pool => (kept.onRecordThreads ??= { threads: 0, free: [], waiting: [] });

/** Does a task in a thread beside the process that answers. A task that fails rejects. */
export async function runAside({ deadline, ...task }: Task): Promise<Aside<unknown>> {
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
      deadline,
    );
    worker.once("message", answered).once("error", failed);
    worker.postMessage(task);
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
  const file = join(/* turbopackIgnore: true */ process.cwd(), "server/text/threads/aside-worker.mjs");
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

/** Ends a thread whose task took too long or failed, and opens another for whoever waits. */
function end({ worker }: Thread): void {
  void worker.terminate();
  const next = pool().waiting.shift();
  if (!next) {
    pool().threads -= 1;
    return;
  }
  openThread().then(next.start, next.refuse);
}
