import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withStartingLock } from "@/scripts/database/starting-lock";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "onrecord-lock-"));
  file = join(folder, "starting.lock");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The id of a process that has ended. */
const ended = () => spawnSync(process.execPath, ["--version"]).pid;

/** How many of `count` runs overlapped at most. */
async function most(count: number): Promise<number> {
  let now = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++now);
    await sleep(5);
    now -= 1;
  };
  await Promise.all(Array.from({ length: count }, () => withStartingLock(file, work)));
  return most;
}

test("one at a time, and nothing is left behind", async () => {
  expect(await most(6)).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test("work that fails gives the lock back", async () => {
  const failing = withStartingLock(file, () => Promise.reject(new Error("broken")));
  await expect(failing).rejects.toThrow("broken");
  expect(await withStartingLock(file, async () => "done")).toBe("done");
});

test.each<[string, () => string]>([
  ["that nothing was written into", () => ""],
  ["of a process that has ended", () => `${ended()}`],
  ["that makes no sense", () => "what is this"],
])("a lock %s is taken over, by one at a time", async (_, content) => {
  for (let round = 0; round < 2; round++) {
    await writeFile(file, content());
    expect(await most(6)).toBe(1);
  }
  expect(await readdir(folder)).toEqual([]);
});

test.runIf(process.platform === "linux")(
  "a process that only has the owner's number is not waited for",
  async () => {
    await writeFile(file, `${process.pid} 1 an-owner-before-the-restart`);
    expect(await withStartingLock(file, async () => "done", { patience: 0 })).toBe("done");
  },
);

test("whom it waits for is said, and the wait has an end", async () => {
  const owner = spawn("sleep", ["60"]);
  try {
    await writeFile(file, String(owner.pid));
    const told: string[] = [];
    const waiting = withStartingLock(file, async () => "done", {
      notice: 100,
      patience: 500,
      tell: (message) => told.push(message),
    });
    await expect(waiting).rejects.toThrow(new RegExp(`Process ${owner.pid} .*remove ${file}`));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`process ${owner.pid}`);
  } finally {
    owner.kill();
  }
});

test("an interrupt ends the wait", async () => {
  const interrupt = new AbortController();
  await withStartingLock(file, async () => {
    const waiting = withStartingLock(file, async () => "done", { signal: interrupt.signal });
    interrupt.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
  });
});
