import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../bootstrap/run.mjs";

interface Options {
  /** Stops waiting. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which a message says which process it waits for. */
  readonly notice?: number;
  /** Milliseconds after which waiting fails. */
  readonly patience?: number;
  readonly tell?: (message: string) => void;
}

/**
 * Runs `work` while no other process, and no other part of this one, holds the same lock file. Takes over a
 * lock whose owner has ended.
 *
 * @throws Error that says what to do if a living owner keeps the lock for longer than a minute
 */
export async function withStartingLock<T>(
  file: string,
  work: () => Promise<T>,
  options: Options = {},
): Promise<T> {
  const content = `${process.pid} ${await born(process.pid)} ${randomUUID()}`;
  await acquire(file, content, options);
  try {
    return await work();
  } finally {
    await release(file, content);
  }
}

async function acquire(file: string, content: string, options: Options): Promise<void> {
  const { signal, notice = 2_000, patience = 60_000, tell = console.error } = options;
  const began = performance.now();
  let told = false;
  while (!(await place(file, content))) {
    signal?.throwIfAborted();
    const holder = await readFile(file, "utf8").catch(() => undefined);
    if (holder === undefined) continue;
    if (await isGone(holder)) {
      await removeAfter(file, holder, options);
      continue;
    }
    const waited = performance.now() - began;
    const [pid] = holder.split(" ");
    if (waited > patience) {
      throw new Error(
        `Process ${pid} has been starting or stopping PostgreSQL for more than ` +
          `${Math.round(patience / 1000)} s. If that process is not On Record, remove ${file} and try again.`,
      );
    }
    if (!told && waited > notice) {
      told = true;
      tell(`Waiting for process ${pid}, which is starting or stopping PostgreSQL (${file}) …`);
    }
    await sleep(50);
  }
}

/** Creates a file with all its content at once, unless it exists. */
async function place(file: string, content: string): Promise<boolean> {
  await mkdir(dirname(file), { recursive: true });
  const whole = `${file}.${randomUUID()}`;
  try {
    await writeFile(whole, content);
    await link(whole, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(whole, { force: true });
  }
}

async function release(file: string, content: string): Promise<void> {
  const found = await readFile(file, "utf8").catch(() => undefined);
  if (found === content) await rm(file, { force: true });
}

/**
 * Removes the lock of an owner that has ended. Only one of all who saw it may do so: the one that holds a
 * second lock named after that lock's content. Otherwise the second to remove would delete the new lock of
 * the first.
 */
async function removeAfter(file: string, holder: string, options: Options): Promise<void> {
  const name = createHash("sha256").update(holder).digest("hex").slice(0, 12);
  const first = file.split(".after-")[0] ?? file;
  await withStartingLock(`${first}.after-${name}`, () => release(file, holder), options);
}

/**
 * Whether the owner of a lock has ended. A lock without a process number was left by a process that ended
 * while writing it.
 */
async function isGone(holder: string): Promise<boolean> {
  const [pid, birth] = holder.split(" ");
  if (!(Number(pid) > 0) || !isAlive(Number(pid))) return true;
  // Another process may have the number by now.
  const now = await born(Number(pid));
  return Boolean(birth && now) && birth !== now;
}

/** When a process was started, by the kernel's count; "" if unknown. */
async function born(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The program's name is the second field, in parentheses, and may itself contain spaces and parentheses.
  return status.slice(status.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
