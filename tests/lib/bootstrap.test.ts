import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { markServing, servedBy, sourcesHash } from "@/scripts/bootstrap/build.mjs";
import { nodeProblem, whyInstall } from "@/scripts/bootstrap/install.mjs";

type Packages = Record<string, { version: string; optional?: boolean; os?: string[] }>;

/** The reason to install, for a folder with this lock file and these packages. */
function reason(locked: Packages, installed: Packages | undefined, present = Object.keys(installed ?? {})) {
  const root = mkdtempSync(join(tmpdir(), "onrecord-install-"));
  const write = (path: string, content: object) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(content));
  };
  try {
    write("package-lock.json", { packages: { "": { version: "1.0.0" }, ...locked } });
    if (installed) write("node_modules/.package-lock.json", { packages: installed });
    for (const path of present) write(`${path}/package.json`, {});
    return whyInstall(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const A = { "node_modules/a": { version: "1.0.0" } };
const OTHER = process.platform === "win32" ? "linux" : "win32";

test("packages are installed where they are not as the lock file says, and only there", () => {
  expect(reason(A, undefined)).toBe("none yet");
  expect(reason(A, A)).toBeUndefined();
  expect(reason(A, {})).toBe("the lock file has changed");
  expect(reason({ "node_modules/a": { version: "1.0.1" } }, A)).toBe("the lock file has changed");
  expect(reason(A, A, [])).toBe("some are missing");
});

test("an optional package may be absent, but not be of another version", () => {
  const optional = { "node_modules/o": { version: "2.0.0", optional: true, os: [OTHER] } };
  expect(reason({ ...A, ...optional }, A)).toBeUndefined();
  expect(reason({ "node_modules/a": { version: "2.0.0", optional: true } }, A)).toBe(
    "the lock file has changed",
  );
});

test("a folder of packages brought from another kind of machine is not taken", () => {
  const foreign = { "node_modules/o": { version: "2.0.0", optional: true, os: [OTHER] } };
  expect(reason(foreign, foreign)).toBe("these are another machine's");
});

test.each([
  ["20.19.0", true],
  ["20.20.2", true],
  ["22.0.0", true],
  ["20.18.3", false],
  ["18.20.0", false],
])("Node %s will do: %s", (version, will) => {
  expect(nodeProblem(version) === undefined).toBe(will);
});

/** An empty folder, removed after the test. */
function folder() {
  const made = mkdtempSync(join(tmpdir(), "onrecord-bootstrap-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test("the site is built anew for what it is made of, and for nothing else", () => {
  const root = folder();
  const hashWith = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    return sourcesHash(root);
  };
  let last = hashWith("app/page.tsx", "a page");
  for (const path of [
    "app/page.tsx",
    "app/new/page.tsx",
    "lib/a.ts",
    "prisma/schema.prisma",
    "package.json",
  ]) {
    const now = hashWith(path, `changed: ${path}`);
    expect(now, path).not.toBe(last);
    last = now;
  }
  for (const path of [
    "notes.txt",
    "tests/a.test.ts",
    "prisma/seed.ts",
    "scripts/a.ts",
    "lib/README.md",
    "app/.DS_Store",
  ]) {
    expect(hashWith(path, "not of a page"), path).toBe(last);
  }
});

test("a build knows of a site that is served from the last one, and not of one that was", () => {
  const marks = join(folder(), "serving");
  expect(servedBy(marks)).toBeUndefined();
  const unmark = markServing(marks);
  expect(servedBy(marks)).toBe(process.pid);
  unmark();
  expect(servedBy(marks)).toBeUndefined();
  writeFileSync(join(marks, String(spawnSync(process.execPath, ["--version"]).pid)), "");
  expect(servedBy(marks)).toBeUndefined();
});

test.skipIf(process.platform === "win32")(
  "an interrupt ends what a command has started, and leaves the farewell to who listens",
  async () => {
    const script = `
      import { run } from "./scripts/bootstrap/run.mjs";
      process.on("SIGINT", () => {});
      try {
        const long = run("sleep", ["60"], { quiet: true });
        console.log("begun");
        await long;
      } catch (error) {
        console.log(error.name);
      } finally {
        console.log("put away");
      }`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: join(import.meta.dirname, "../.."),
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      if (chunk.includes("begun")) child.kill("SIGINT");
    });
    await once(child, "close");
    expect(output).toBe("begun\nCommandFailed\nput away\n");
  },
);
