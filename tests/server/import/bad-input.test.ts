import { execFileSync } from "node:child_process";
import { chmod, type FileHandle, mkdir, open, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findFiles } from "../../../server/doors/import/find-files";
import { importFolder } from "../../../server/doors/import/import-folder";
import { documentPath, misfit } from "../../../server/doors/import/misfit";
import { readText } from "../../../server/doors/import/read-text";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { type Folder, imported, makeFolder, transcript } from "./folder";

let database: TestDatabase;
let folder: Folder;
beforeEach(async () => {
  database = await createTestDatabase();
  folder = await makeFolder({ "x/x-1.md": transcript("a good one") });
});
afterEach(async () => {
  await database.drop();
  await folder.remove();
});

/** Imports, and expects that the good file was imported and this one was not. Returns the reason. */
async function reasonFor(path: string): Promise<string> {
  const report = await imported(database.db, folder.path);
  expect(report.refused.map((problem) => problem.path)).toEqual([path]);
  expect((await database.db.document.findMany()).map((document) => document.path)).toEqual(["x/x-1.md"]);
  expect(await database.db.show.count()).toBe(1);
  expect(await database.db.episode.count()).toBe(1);
  return report.refused[0]?.reason ?? "";
}

describe("one bad file is reported, and the rest goes on:", () => {
  test.each<[string, (number | string)[], string]>([
    ["a byte that begins nothing", ["One.\n", "two ", 0xff, " three"], "byte 10, in line 2"],
    ["a character cut short", ["é", 0xe2, 0x82, "x"], "byte 3, in line 1"],
    ["a character cut short by the end", ["a\n\n€", 0xf0, 0x9f, 0x8e], "byte 7, in line 3"],
    ["a byte that only goes on", ["ab", 0x80, "c"], "byte 3, in line 1"],
    ["half of a surrogate pair", ["a", 0xed, 0xa0, 0x80], "byte 2, in line 1"],
  ])("not UTF-8, with its place: %s", async (_, parts, place) => {
    const bytes = Buffer.concat(
      parts.map((part) => (typeof part === "number" ? Buffer.from([part]) : Buffer.from(part))),
    );
    await folder.write({ "x/x-2.md": bytes });
    expect(await reasonFor("x/x-2.md")).toBe(`not UTF-8: ${place}`);
  });

  test("a NUL character", async () => {
    await folder.write({ "x/x-2.md": "One.\n\nTwo\u0000 three.\n" });
    expect(await reasonFor("x/x-2.md")).toBe("it contains a NUL character: byte 10, in line 3");
  });

  test("a line of 200 MB, without reading it", async () => {
    const file = await open(join(folder.path, "x/x-2.md"), "w");
    const handles: FileHandle = Object.getPrototypeOf(file);
    await file.truncate(200_000_000);
    await file.close();
    const reason = "larger than 5 MB, the limit for a transcript";
    expect(await reasonFor("x/x-2.md")).toBe(reason);
    const reads = [vi.spyOn(handles, "read"), vi.spyOn(handles, "readFile")];
    try {
      expect(await readText(join(folder.path, "x/x-2.md"), folder.path)).toEqual({ ok: false, reason });
      for (const read of reads) expect(read).not.toHaveBeenCalled();
      // Reading a transcript is noticed, so the spies work.
      await readText(join(folder.path, "x/x-1.md"), folder.path);
      expect(reads[0]).toHaveBeenCalled();
    } finally {
      for (const read of reads) read.mockRestore();
    }
  });

  test("more lines than a transcript has", async () => {
    await folder.write({ "x/x-2.md": "a\n\n".repeat(60_000) });
    expect(await reasonFor("x/x-2.md")).toBe("more than 100,000 lines, the limit for a transcript");
  });

  test("an empty file", async () => {
    await folder.write({ "x/x-2.md": "" });
    expect(await reasonFor("x/x-2.md")).toBe("empty");
  });

  test("a folder named like a transcript", async () => {
    await mkdir(join(folder.path, "x/x-2.md"));
    expect(await reasonFor("x/x-2.md")).toBe("a folder, not a file");
  });

  test.skipIf(process.platform === "win32")("a pipe, without waiting for it", async () => {
    execFileSync("mkfifo", [join(folder.path, "x/x-2.md")]);
    expect(await reasonFor("x/x-2.md")).toBe("not a regular file");
  });

  test("an episode that a page of its show would hide", async () => {
    await folder.write({ "x/x-settings.md": transcript("b") });
    expect(await reasonFor("x/x-settings.md")).toBe(
      'no episode can be named "settings": every show has its own page of that name: rename the file',
    );
  });

  test("a file that may not be read", async () => {
    await folder.write({ "x/x-2.md": transcript("b") });
    await chmod(folder.path, 0o755);
    await chmod(join(folder.path, "x/x-2.md"), 0);
    // Root may read everything, so this import runs as nobody.
    const root = process.getuid?.() === 0;
    if (root) process.seteuid?.("nobody");
    try {
      expect(await reasonFor("x/x-2.md")).toBe("cannot be read: permission denied");
    } finally {
      if (root) process.seteuid?.(0);
    }
  });

  test.skipIf(process.platform === "win32")(
    "a symbolic link out of the folder, in a circle, or to nowhere",
    async () => {
      await using outside = await makeFolder({ "secret.md": "A secret." });
      await symlink(join(outside.path, "secret.md"), join(folder.path, "x/x-2.md"));
      await symlink("x-3.md", join(folder.path, "x/x-3.md"));
      await symlink("nowhere", join(folder.path, "x/x-4.md"));
      await symlink("x-1.md", join(folder.path, "x/x-5.md"));
      await symlink(outside.path, join(folder.path, "y"));
      const report = await imported(database.db, folder.path);
      expect(Object.fromEntries(report.refused.map(({ path, reason }) => [path, reason]))).toEqual({
        "x/x-2.md": "a symbolic link that leads out of the folder",
        "x/x-3.md": "a symbolic link that leads back to itself",
        "x/x-4.md": "a symbolic link whose target is missing",
        "y/": expect.stringMatching(/^a symbolic link to another folder/),
      });
      // A link within the folder works like the file.
      expect((await database.db.document.findMany()).map(({ path }) => path).sort()).toEqual([
        "x/x-1.md",
        "x/x-5.md",
      ]);
    },
  );

  test.skipIf(process.platform === "win32")("a link to a folder, whatever its name", async () => {
    await using outside = await makeFolder({ "z-1.md": transcript("z"), "notes.txt": "A file." });
    for (const name of ["y", "y.2021", "z.md"]) await symlink(outside.path, join(folder.path, name));
    await symlink(join(outside.path, "notes.txt"), join(folder.path, "notes"));
    await symlink("nowhere", join(folder.path, "old"));
    const elsewhere = "a symbolic link to another folder: import that folder itself";
    const report = await imported(database.db, folder.path);
    expect(report.refused).toEqual([
      { path: "old/", reason: "a symbolic link whose target is missing" },
      { path: "y/", reason: elsewhere },
      { path: "y.2021/", reason: elsewhere },
      { path: "z.md/", reason: elsewhere },
    ]);
    expect(report.shows.map(({ slug }) => slug)).toEqual(["x"]);
    expect((await imported(database.db, folder.path, "y")).refused).toEqual([
      { path: "y/", reason: elsewhere },
    ]);
    // A folder with such a link is still recognised as the folder of one show.
    await using single = await makeFolder({ "one.md": transcript("a") });
    await symlink(outside.path, join(single.path, "v1.0"));
    const found = await findFiles(single.path, undefined, "chat");
    expect(found).toMatchObject({
      shows: [{ show: "chat", names: ["one.md"] }],
      problems: [{ path: "v1.0/", reason: elsewhere }],
    });
  });

  test("a file that is gone when its turn comes, which is no link", async () => {
    expect(await readText(join(folder.path, "x/x-2.md"), folder.path)).toEqual({
      ok: false,
      reason: "it was deleted or renamed during the import",
    });
  });

  test("a name that cannot be an address, which is not mangled into one", async () => {
    await folder.write({ "x/x-1.5.md": transcript("b") });
    expect(await reasonFor("x/x-1.5.md")).toMatch(/^no episode can be named "1\.5": it cannot be an address/);
  });

  test("a second file that comes to the same episode, also when it is imported later", async () => {
    await imported(database.db, folder.path);
    await folder.write({ "x/1.md": transcript("b") });
    expect(await reasonFor("x/1.md")).toBe("it has the same episode as x/x-1.md: x/1");
    await folder.write({ "y/1.md": transcript("c"), "y/y-1.md": transcript("d") });
    const report = await imported(database.db, folder.path);
    expect(report.refused.map(({ path }) => path)).toEqual(["x/1.md", "y/y-1.md"]);
  });

  test("show notes of no transcript", async () => {
    await folder.write({ "x/x-2.notes.md": "Notes." });
    expect(await reasonFor("x/x-2.notes.md")).toBe("show notes of x/2, which has no transcript");
  });

  test("a label of 4,000 characters, which is nobody's name", async () => {
    await folder.write({ "x/x-2.md": `**${"na ".repeat(1333)}:** Hello.\n` });
    expect((await imported(database.db, folder.path)).refused).toEqual([]);
    expect(await database.db.person.count()).toBe(2);
  });

  test.each(["api", "gaps", "_next", "demo", "Upper", "a b", "ä"])("a show named %s", async (name) => {
    await folder.write({ [`${name}/${name}-1.md`]: transcript("b") });
    expect(await reasonFor(`${name}/`)).toContain(`no show can be named "${name}"`);
  });

  test("transcripts deeper than a show's folder", async () => {
    await folder.write({ "x/2021/x-2.md": transcript("b") });
    expect(await reasonFor("x/2021/")).toMatch(/too deep/);
  });
});

describe("there is nothing to begin with where", () => {
  const refusal = async (path: string, show?: string) => {
    const result = await importFolder({ db: database.db, folder: path, show });
    expect(await database.db.show.count()).toBe(0);
    return result.ok ? "imported" : `${result.reason}: ${result.message}`;
  };

  test("the folder is not there, or is a file", async () => {
    expect(await refusal(join(folder.path, "nope"))).toMatch(/^not-found: There is no folder .*nope/);
    expect(await refusal(join(folder.path, "x/x-1.md"))).toMatch(/^not-a-folder: .*x-1\.md is a file/);
  });

  test("it holds no transcripts", async () => {
    await using empty = await makeFolder();
    expect(await refusal(empty.path)).toMatch(/^no-transcripts: /);
    await empty.write({ "README.md": "read me", "src/code.ts": "" });
    expect(await refusal(empty.path)).toMatch(/^no-transcripts: /);
    expect(await refusal(folder.path, "elsewhere")).toMatch(
      /^not-found: There is no show "elsewhere" in .*\. There is: x\.$/,
    );
  });

  test("no show can have that name", async () => {
    for (const show of ["..", "../x", "api", "", "Upper", "a/b", "transcripts.git", "-x"])
      expect(await refusal(folder.path, show)).toMatch(/^bad-show: /);
  });
});

test("a path that leads elsewhere is none of a document's", () => {
  for (const path of [
    "../x.md",
    "x/../y.md",
    "x/..md",
    "/x.md",
    "x.md",
    "x\\y/z.md",
    "a/b/c.md",
    "x/\u0000.md",
    "x/y.txt",
  ])
    expect(misfit(documentPath, path), path).not.toBeNull();
  expect(misfit(documentPath, "friends/changelog--friends-4.md")).toBeNull();
});
