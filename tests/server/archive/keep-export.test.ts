import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CLIENT_ADDRESS } from "../../../lib/http/client-headers";
import { exportPlatform } from "../../../server/doors/archive/export-platform";
import { keepExport } from "../../../server/doors/archive/keep-export";
import { sendExport } from "../../../server/doors/archive/send-export";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { type Folder, imported, makeFolder, transcript } from "../import/folder";
import { edit, git, makePlace } from "../repository/support";

const SITE = "https://onrecord.example";

let files: Folder;
let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;
beforeAll(async () => {
  files = await makeFolder({ "x/x-1.md": transcript("one"), "y/y-1.md": transcript("two") });
  database = await createTestDatabase();
  place = await makePlace();
  await imported(database.db, files.path);
});
afterAll(async () => {
  await place[Symbol.asyncDispose]();
  await database.drop();
  await files.remove();
});

const keep = async (show?: string) => {
  const kept = await keepExport({ db: database.db, folder: place.path, siteUrl: SITE, show });
  if (!kept.ok) throw new Error(kept.message);
  return kept;
};

const keptNames = async (file: string) => (await readdir(join(file, ".."))).sort();

test("twelve who ask at once get one export, made once", async () => {
  const all = await Promise.all(Array.from({ length: 12 }, () => keep()));
  const [first] = all;
  expect(new Set(all.map(({ file }) => file)).size).toBe(1);
  // Each build clones into a folder of its own and deletes it.
  expect(await keptNames(first?.file ?? "")).toHaveLength(1);
  await git(place.path, "clone", "--quiet", first?.file ?? "", "cloned");
  const again = await keep();
  expect(again).toEqual(first);
});

test("whoever reads only after git has ended gets the whole bundle", async () => {
  const exported = await exportPlatform({ db: database.db, folder: place.path, siteUrl: SITE });
  if (!exported.ok) throw new Error(exported.message);
  // git takes a few milliseconds for so small a bundle.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const bytes = await buffer(exported.bundle);
  await exported.done();
  const file = join(place.path, "read-late.bundle");
  await writeFile(file, bytes);
  await git(place.path, "clone", "--quiet", file, "read-late");
});

test("it is another one after anything that it holds has changed, and the older goes", async () => {
  const { db } = database;
  let before = await keep();
  const changes: readonly (() => Promise<unknown>)[] = [
    () => edit(db, "x/x-1.md", (text) => `${text}\n**Ana:** More.\n`),
    () => db.show.updateMany({ where: { slug: "x" }, data: { title: "Another" } }),
    // No page shows it, so no counter is raised.
    () => db.show.updateMany({ where: { slug: "x" }, data: { trustAccepted: 7 } }),
    () => db.survey.create({ data: { slug: "study", title: "A study" } }),
    () => db.survey.deleteMany(),
  ];
  for (const change of changes) {
    await change();
    const now = await keep();
    expect(now.file).not.toBe(before.file);
    expect(await keptNames(now.file)).toHaveLength(1);
    before = now;
  }
  const one = await keep("y");
  expect(await keptNames(one.file)).toHaveLength(2);
  expect(await keepExport({ db, folder: place.path, siteUrl: SITE, show: "none" })).toMatchObject({
    ok: false,
    reason: "no-show",
  });
});

const requestOf = (address: string) =>
  new Request(`${SITE}/export.bundle`, { headers: { [CLIENT_ADDRESS]: address } });
const send = (address: string, pace?: Parameters<typeof sendExport>[0]["pace"]) =>
  sendExport({
    ...{ db: database.db, folder: place.path, siteUrl: SITE, show: undefined, request: requestOf(address) },
    ...(pace ? { pace } : {}),
  });

test("it is sent whole, with its length, and one address reads two at a time", async () => {
  const { file } = await keep();
  const bytes = await readFile(file);
  const open = [await send("192.0.2.1"), await send("192.0.2.1")];
  const third = send("192.0.2.1");
  const fourth = send("192.0.2.1");
  // A third and a fourth wait, a fifth is told to come back, and another address is not kept waiting.
  const fifth = await send("192.0.2.1");
  expect([fifth.status, fifth.headers.get("Retry-After")]).toEqual([503, "60"]);
  expect((await send("192.0.2.2")).status).toBe(200);
  for (const response of open) {
    expect(response.headers.get("Content-Length")).toBe(String(bytes.length));
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  }
  expect((await third).status).toBe(200);
  expect((await fourth).status).toBe(200);
});

test("a reader who takes next to nothing is cut off, and gives the place up", async () => {
  const pace = { leastBytesPerSecond: 1_000_000_000, graceSeconds: 0.05, longestSeconds: 60 };
  for (let n = 0; n < 5; n += 1) {
    const response = await send("192.0.2.3", pace);
    expect(response.status).toBe(200);
    const reader = response.body?.getReader();
    const readSlowly = async () => {
      await reader?.read();
      await new Promise((resolve) => setTimeout(resolve, 200));
      await reader?.read();
    };
    // On a busy machine the first read may be too late already.
    await expect(readSlowly()).rejects.toThrow("too slow");
  }
});
