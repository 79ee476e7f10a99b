import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { handlers } from "../../../scripts/jobs/handlers";
import { openPool, type Pool } from "../../../server/db";
import { fetchRepository } from "../../../server/doors/clones/fetch-repository";
import {
  bringRepository,
  handleImportRepository,
  readRepositoryImport,
} from "../../../server/doors/clones/import-repository-job";
import { previewRepository } from "../../../server/doors/clones/preview-repository";
import { installQueues } from "../../../server/jobs/install-queues";
import { startWorkers, type Workers } from "../../../server/jobs/start-workers";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { stateOfRows } from "../../support/state-of-rows";
import { person } from "../contributions/stage";

let database: TestDatabase;
let pool: Pool;
let workers: Workers | undefined;
let host: Server;
let root: string;
let url: string;
const environment = { ...readEnvironment({}), fetchInternal: true };

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", ...args], {
    cwd: join(root, "transcripts"),
    encoding: "utf8",
  });

/** A repository of two shows with three commits, served as any host of static files serves one. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "onrecord-repository-"));
  const work = join(root, "transcripts");
  await mkdir(join(work, "bread"), { recursive: true });
  git("init", "--quiet", "--initial-branch=main");
  const write = async (name: string, text: string) => {
    await mkdir(join(work, name, ".."), { recursive: true });
    await writeFile(join(work, name), text);
    git("add", "-A");
    git("commit", "--quiet", "-m", `Write ${name}`);
  };
  await write("bread/bread-1.md", "**Ann:** Flour and water.\n");
  await write("bread/bread-1.md", "**Ann:** Flour, water and salt.\n");
  await write("rye/rye-1.md", "**Bo:** Rye.\n");
  await symlink("/etc/passwd", join(work, "rye/rye-2.md"));
  git("add", "-A");
  git("commit", "--quiet", "-m", "Link");
  git("clone", "--quiet", "--bare", ".", join(root, "transcripts.git"));
  execFileSync("git", ["update-server-info"], { cwd: join(root, "transcripts.git") });
  host = createServer(async (request, response) => {
    const path = decodeURIComponent((request.url ?? "").split("?")[0] ?? "");
    if (path.startsWith("/moved")) return void response.writeHead(302, { location: path.slice(6) }).end();
    const bytes = await readFile(join(root, path)).catch(() => null);
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await new Promise<void>((done) => host.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(host.address() as AddressInfo).port}/transcripts.git`;
  database = await createTestDatabase();
  pool = openPool(database.url);
  const jobs = handlers(environment).map(({ job }) => job);
  expect(await installQueues(pool, jobs)).toEqual({ ok: true });
});
afterEach(async () => {
  await workers?.stop();
  workers = undefined;
});
afterAll(async () => {
  await pool.close();
  await database.drop();
  host.close();
  await rm(root, { recursive: true, force: true });
});

async function ended(id: string) {
  workers = await startWorkers({ pool, handlers: [handleImportRepository(environment)] });
  await expect
    .poll(async () => (await readRepositoryImport(database.db, id))?.state, { timeout: 30_000 })
    .not.toMatch(/waiting|running/);
  return readRepositoryImport(database.db, id);
}

test("a repository's shows come with their history, and a link in it reads nothing of the server's", async () => {
  const { db } = database;
  const admin = await person(db, "boss", true);
  const brought = await bringRepository(db, { url, show: null, personId: admin.id });
  if (!brought.ok) throw new Error(brought.message);
  const done = await ended(brought.id);
  expect(done).toMatchObject({ state: "done", url, show: null, error: null });
  expect(done?.progress?.message).toContain("(/bread): 1 episode");
  const documents = await db.document.findMany({
    orderBy: { path: "asc" },
    include: { revisions: { orderBy: { number: "asc" } } },
  });
  expect(documents.map(({ path, revisions }) => [path, revisions.length])).toEqual(
    expect.arrayContaining([
      ["bread/bread-1.md", 2],
      ["rye/rye-1.md", 1],
    ]),
  );
  expect(documents[0]?.revisions.map(({ authorName }) => authorName)).toEqual(["Ann", "Ann"]);
  expect(JSON.stringify(documents)).not.toContain("root:");
});

test("a look says what it would bring, and writes nothing", async () => {
  const { db } = database;
  const before = await stateOfRows(database.url);
  const look = (change = {}) => previewRepository(db, { url, allowInternal: true, ...change });
  expect(await look()).toMatchObject({
    ok: true,
    preview: {
      url,
      shows: [
        { slug: "bread", transcripts: 1, notes: 0, here: 1 },
        { slug: "rye", transcripts: 2, here: 2 },
      ],
    },
  });
  for (const change of [
    { url: "/etc" },
    { url: url.replace("transcripts", "none") },
    { allowInternal: false },
  ])
    expect(await look(change)).toMatchObject({ ok: false, message: expect.any(String) });
  expect(await stateOfRows(database.url)).toEqual(before);
});

test("only an administrator imports one, when it is asked for and when it runs", async () => {
  const { db } = database;
  const eve = await person(db, "eve");
  const brought = await bringRepository(db, { url, show: "bread", personId: eve.id });
  if (!brought.ok) throw new Error(brought.message);
  workers = await startWorkers({ pool, handlers: [handleImportRepository(environment)] });
  await expect
    .poll(async () => (await readRepositoryImport(db, brought.id))?.error, { timeout: 30_000 })
    .toMatch(/Only an administrator/);
  for (const bad of ["/etc", "file:///etc", "ssh://git@host/x", "git://host/x", "ext::sh -c id", ""])
    expect(await bringRepository(db, { url: bad, show: null, personId: eve.id }), bad).toMatchObject({
      ok: false,
    });
  expect(await bringRepository(db, { url, show: "../x", personId: eve.id })).toMatchObject({ ok: false });
});

test("no internal address, redirect, missing or large repository is fetched", async () => {
  const folder = await mkdtemp(join(tmpdir(), "onrecord-fetch-"));
  const fetch = (change = {}) => fetchRepository({ url, folder, allowInternal: true, ...change });
  try {
    expect(await fetch({ allowInternal: false })).toMatchObject({ ok: false });
    expect(await fetch({ url: url.replace("/transcripts", "/moved/transcripts") })).toMatchObject({
      ok: false,
    });
    expect(await fetch({ url: url.replace("transcripts", "none") })).toMatchObject({
      ok: false,
      message: expect.stringContaining("git says"),
    });
    expect(await fetch({ limits: { seconds: 60, bytes: 10 } })).toMatchObject({
      ok: false,
      message: expect.stringContaining("larger than"),
    });
    expect((await readdir(folder)).filter((name) => name !== ".git")).toEqual([]);
    expect(await fetch()).toEqual({ ok: true, name: "transcripts", head: git("rev-parse", "HEAD").trim() });
    expect((await readdir(folder)).sort()).toEqual([".git", "bread", "rye"]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
