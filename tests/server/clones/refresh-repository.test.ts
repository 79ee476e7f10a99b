import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { handlers } from "../../../scripts/jobs/handlers";
import { openPool, type Pool } from "../../../server/db";
import { readFollowedRepository } from "../../../server/doors/clones/read-followed-repository";
import { refreshRepository } from "../../../server/doors/clones/refresh-repository";
import {
  askForRepository,
  findDueRepositories,
  setRepository,
} from "../../../server/doors/clones/refresh-repository-job";
import { importFolder } from "../../../server/doors/import/import-folder";
import { installQueues } from "../../../server/jobs/install-queues";
import { beginDocument } from "../../../server/work/first-texts/begin-document";
import { decideFirst } from "../../../server/work/first-texts/decide-first";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, makeDocument, person } from "../contributions/stage";
import { imported, transcript } from "../import/folder";
import { edit } from "../repository/support";

let database: TestDatabase;
let pool: Pool;
let root: string;
let work: string;
let host: Server;
let url: string;
let asked: string[] = [];

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", ...args], {
    cwd: work,
    encoding: "utf8",
  });

/** Commits files there, and publishes them as a host of static files does. */
async function commit(message: string, files: Record<string, string> = {}) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(work, name, ".."), { recursive: true });
    await writeFile(join(work, name), text);
  }
  git("add", "-A");
  git("commit", "--quiet", "-m", message);
  git("push", "--quiet", "../transcripts.git", "main");
  execFileSync("git", ["update-server-info"], { cwd: join(root, "transcripts.git") });
}

beforeAll(async () => {
  host = createServer(async (request, response) => {
    const path = decodeURIComponent((request.url ?? "").split("?")[0] ?? "");
    asked.push(path);
    const bytes = await readFile(join(root, path)).catch(() => null);
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await new Promise<void>((done) => host.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(host.address() as AddressInfo).port}/transcripts.git`;
});
afterAll(() => host.close());

let showId: number;
let owner: { id: string; name: string };
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "onrecord-follows-"));
  work = join(root, "transcripts");
  await mkdir(work);
  git("init", "--quiet", "--initial-branch=main");
  execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", join(root, "transcripts.git")]);
  await commit("Begin", {
    "bread/bread-1.md": transcript("one"),
    "bread/bread-2.md": transcript("two"),
    "rye/rye-1.md": transcript("rye"),
  });
  database = await createTestDatabase();
  pool = openPool(database.url);
  const jobs = handlers(readEnvironment({})).map(({ job }) => job);
  expect(await installQueues(pool, jobs)).toEqual({ ok: true });
  await imported(database.db, work, "bread");
  showId = (await database.db.show.findUniqueOrThrow({ where: { slug: "bread" } })).id;
  owner = await person(database.db, "olga");
  await grant(database.db, owner, showId, "owner");
  asked = [];
  return async () => {
    await pool.close();
    await database.drop();
    await rm(root, { recursive: true, force: true });
  };
});

const follow = (more = {}) =>
  setRepository(database.db, {
    ...{ showId, person: owner, url, trusted: false, allowInternal: true },
    ...more,
  });
const refresh = () => refreshRepository({ db: database.db, url, allowInternal: true });
const stateNow = async () => (await readFollowedRepository(database.db, showId)).follow;

test("a repository without news costs one look, and is looked at again after its interval", async () => {
  expect(await follow()).toEqual({ ok: true });
  expect(await findDueRepositories(database.db)).toEqual([url]);
  expect(await refresh()).toBe("imported");
  expect(await stateNow()).toMatchObject({ problem: null, report: { files: 2, changed: 0, proposed: 0 } });
  expect(await findDueRepositories(database.db)).toEqual([]);
  asked = [];
  expect(await refresh()).toBe("unchanged");
  expect(
    asked.every((path) => /info\/refs|HEAD/.test(path)),
    asked.join(" "),
  ).toBe(true);
});

test("what changes there comes here, beside what was edited here, and a new file is proposed and credited", async () => {
  const { db } = database;
  await follow();
  await refresh();
  const three = await db.episode.create({
    data: { showId, slug: "the-third", sortKey: "the-third", title: "Three", number: 3 },
  });
  await edit(db, "bread/bread-2.md", (text) => `${text}\n**Ana:** Here.\n`);
  await commit("More bread", {
    "bread/bread-1.md": transcript("one").replace("said by", "told by"),
    "bread/bread-2.md": transcript("two").replace("said by", "told by"),
    "bread/bread-3.md": transcript("three"),
  });
  expect(await refresh()).toBe("imported");
  const one = await db.document.findUniqueOrThrow({ where: { path: "bread/bread-1.md" } });
  expect(await headText(db, one.id)).toContain("told by");
  expect(await db.contribution.findMany({ include: { document: true } })).toMatchObject([
    { channel: "import", document: { path: "bread/bread-2.md" } },
  ]);
  const [first, ...others] = await db.firstText.findMany();
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    ...{ channel: "repository", authorName: "Ann", message: "More bread", status: "open" },
    ...{ path: "bread/bread-3.md", episodeId: three.id },
  });
  expect(await stateNow()).toMatchObject({ report: { proposed: 1, changed: 1 } });
  expect(await refresh()).toBe("unchanged");
  await commit("Something else", { "rye/rye-1.md": transcript("rye again") });
  await refresh();
  expect(await db.firstText.count(), "proposed once").toBe(1);

  const decided = await decideFirst(db, { id: first?.id ?? 0, decision: "accept", person: owner });
  expect(decided).toEqual({ ok: true, show: "bread", slug: "the-third" });
  await commit("Mend it", { "bread/bread-3.md": transcript("three").replace("said by", "told by") });
  await refresh();
  const document = await db.document.findUniqueOrThrow({ where: { path: "bread/bread-3.md" } });
  expect(document.episodeId).toBe(three.id);
});

test("a new file is taken over at once where the show's owner says so", async () => {
  await follow({ trusted: true });
  await refresh();
  await commit("One more", { "bread/bread-4.md": transcript("four") });
  await refresh();
  const document = await database.db.document.findUniqueOrThrow({
    where: { path: "bread/bread-4.md" },
    include: { episode: true, revisions: true },
  });
  expect(document.episode.slug).toBe("4");
  expect(document.revisions).toMatchObject([{ authorName: "Ann", reviewerName: "Repository rule" }]);
});

test("a file that got another name stays the episode that it is, with its history and its address", async () => {
  const { db } = database;
  await follow();
  await refresh();
  git("mv", "bread/bread-1.md", "bread/bread-first.md");
  await commit("A better name");
  await refresh();
  expect(await db.firstText.count()).toBe(0);
  expect(await db.document.count()).toBe(2);
  await commit("Mend it", { "bread/bread-first.md": transcript("one").replace("said by", "told by") });
  await refresh();
  const one = await db.document.findUniqueOrThrow({
    where: { path: "bread/bread-1.md" },
    include: { episode: true },
  });
  expect(one).toMatchObject({ head: 2, episode: { slug: "1" } });
  expect(await headText(db, one.id)).toContain("told by");
  // A document that begins here does not get the name that the other one has there.
  const episode = await db.episode.create({
    data: { showId, slug: "first", sortKey: "first", title: "First" },
  });
  await db.show.update({ where: { id: showId }, data: { filePrefix: "bread" } });
  const begun = await beginDocument(db, {
    ...{ showId, episodeId: episode.id, kind: "transcript", text: transcript("begun"), author: owner },
  });
  if (!begun.ok) throw new Error(begun.reason);
  expect(await db.document.findUnique({ where: { id: begun.documentId } })).toMatchObject({
    path: "bread/bread-first-2.md",
  });
});

test("what is said of a new file is kept as far as anybody reads it", async () => {
  await follow();
  await refresh();
  await commit("x".repeat(100_000), { "bread/bread-7.md": transcript("seven") });
  await refresh();
  expect(await database.db.firstText.findMany()).toMatchObject([
    { path: "bread/bread-7.md", authorName: "Ann", message: "x".repeat(200) },
  ]);
});

test("one that is away is tried again, later and later, and says why", async () => {
  await follow();
  await refresh();
  await rm(join(root, "transcripts.git"), { recursive: true });
  expect(await refresh()).toBe("failed");
  const first = await stateNow();
  expect(first).toMatchObject({ failures: 1, problem: expect.stringContaining("git says") });
  await refresh();
  expect((await stateNow())?.nextAt?.getTime()).toBeGreaterThan(first?.nextAt?.getTime() ?? 0);
});

test("only an owner sets it, to a public address, and not beside a mirror", async () => {
  const { db } = database;
  const maintainer = await person(db, "mia");
  await grant(db, maintainer, showId, "maintainer");
  expect(await follow({ person: maintainer })).toEqual({ ok: false, reason: "not-allowed" });
  expect(await askForRepository(db, { showId, person: maintainer })).toMatchObject({ reason: "not-allowed" });
  expect(await askForRepository(db, { showId, person: owner })).toMatchObject({ reason: "no-repository" });
  expect(await follow({ allowInternal: false })).toEqual({ ok: false, reason: "bad-address" });
  for (const bad of ["/etc", "file:///etc", "ext::sh -c id", "https://a b/"])
    expect(await follow({ url: bad }), bad).toEqual({ ok: false, reason: "bad-address" });
  expect(await follow()).toEqual({ ok: true });
  expect(await askForRepository(db, { showId, person: owner })).toEqual({ ok: true });
  expect(await askForRepository(db, { showId, person: owner })).toMatchObject({ reason: "asked-already" });
  expect(await follow({ url: "" })).toEqual({ ok: true });
  expect(await stateNow()).toBe(null);
  await db.mirror.create({ data: { showId, url: "https://example.org/x.git", token: Buffer.from("x") } });
  expect(await follow()).toEqual({ ok: false, reason: "has-mirror" });
});

test("an import beside a feed's episodes finds them by number and title, and makes no second ones", async () => {
  const { db } = database;
  await commit("Rye", { "rye/rye-2.md": transcript("rye two") });
  const rye = await db.show.create({ data: { slug: "rye", title: "Rye", filePrefix: "rye" } });
  for (const [slug, title, number] of [
    ["on-flour", "On flour", 1],
    ["on-water", "On water", 2],
  ] as const)
    await db.episode.create({ data: { showId: rye.id, slug, sortKey: slug, title, number } });
  await makeDocument(db, { showId, slug: "other", text: "**Ann:** Other.\n" });
  expect(await importFolder({ db, folder: work, show: "rye", history: true })).toMatchObject({ ok: true });
  const episodes = await db.episode.findMany({
    where: { showId: rye.id },
    orderBy: { slug: "asc" },
    include: { documents: true },
  });
  expect(episodes.map(({ slug, documents }) => [slug, documents[0]?.path])).toEqual([
    ["on-flour", "rye/rye-1.md"],
    ["on-water", "rye/rye-2.md"],
  ]);
});
