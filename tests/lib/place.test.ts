import { chmod, chown, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asideFolder, copiedNative } from "@/scripts/database/place";

let parent: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "onrecord-aside-"));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test("the same folder for the same thing, another for another", async () => {
  const one = await asideFolder("a 1.0.0", parent);
  expect(await asideFolder("a 1.0.0", parent)).toBe(one);
  expect(await asideFolder("a 1.0.1", parent)).not.toBe(one);
});

test("a folder that others could write to is passed over, and so is what is no folder", async () => {
  const expected = await asideFolder("a", parent);
  await chmod(expected, 0o777);
  const second = await asideFolder("a", parent);
  expect(second).not.toBe(expected);
  expect(await asideFolder("a", parent)).toBe(second);

  await rm(second, { recursive: true });
  const elsewhere = join(parent, "elsewhere");
  await mkdir(elsewhere);
  await symlink(elsewhere, second);
  expect([expected, second, elsewhere]).not.toContain(await asideFolder("a", parent));
});

test("one's own folder stays in use when another that is one's own could be made", async () => {
  const expected = await asideFolder("a", parent);
  await chmod(expected, 0o777);
  const second = await asideFolder("a", parent);
  await rm(expected, { recursive: true });
  expect(await asideFolder("a", parent)).toBe(second);
});

test.runIf(process.getuid?.() === 0)("a folder of another user is passed over", async () => {
  const expected = await asideFolder("a", parent);
  await chown(expected, 65_534, 65_534);
  expect(await asideFolder("a", parent)).not.toBe(expected);
});

test("the programs of a new version are copied, those of a known one are not", async () => {
  const install = async (version: string, program: string) => {
    await mkdir(join(parent, "package/native/bin"), { recursive: true });
    await writeFile(join(parent, "package/package.json"), JSON.stringify({ version }));
    await writeFile(join(parent, "package/native/bin/pg_ctl"), program);
    return readFile(join(await copiedNative(join(parent, "package/native"), parent), "bin/pg_ctl"), "utf8");
  };
  expect(await install("18.4.0", "first")).toBe("first");
  expect(await install("18.4.0", "changed in place")).toBe("first");
  expect(await install("18.5.0", "second")).toBe("second");
});
