import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { type Site, startSite } from "../support/site";

// The process that sends, and the one that makes: server/web/README.md.

let site: Site;
test.beforeAll(async () => {
  site = await startSite();
});
test.afterAll(() => site.stop());

/** The processes that a process has started. */
const childrenOf = (pid: number) =>
  execFileSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" })
    .split("\n")
    .map(Number)
    .filter((child) => child > 0);

const lives = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Git and others may run too for a moment: the maker is the one that Node runs with its socket. */
const makerOf = (pid: number) =>
  childrenOf(pid).filter((child) =>
    execFileSync("ps", ["-o", "args=", "-p", String(child)], { encoding: "utf8" }).includes("--make"),
  );

test("what is kept is sent while the maker starts again; when the front ends, the maker ends too", async () => {
  test.skip(process.platform === "win32", "ps tells who started whom");
  const status = async (path: string) => (await fetch(`${site.url}${path}`)).status;
  // Whoever opens it first asks for the shape of its sound, which changes the page once more.
  for (let n = 0; n < 3; n += 1) {
    expect(await status("/figures/1")).toBe(200);
    await sleep(300);
  }
  const [maker = 0, ...more] = makerOf(site.pid);
  expect(maker).toBeGreaterThan(0);
  expect(more).toEqual([]);

  process.kill(maker, "SIGKILL");
  await expect.poll(() => status("/people")).toBe(503);
  expect(await status("/figures/1"), "kept").toBe(200);
  await expect.poll(() => status("/api/health"), { timeout: 30_000 }).toBe(200);
  expect(await status("/figures/1")).toBe(200);
  expect(await status("/sign-in")).toBe(200);
  expect(site.output()).toContain("The process that makes pages ended (SIGKILL). It is started again.");

  const [second = 0] = makerOf(site.pid);
  expect(second).not.toBe(maker);
  process.kill(site.pid, "SIGKILL");
  await expect.poll(() => lives(second), { timeout: 10_000 }).toBe(false);
});
