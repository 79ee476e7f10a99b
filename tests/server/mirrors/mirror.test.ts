import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mirrorDue } from "../../../server/doors/mirrors/mirror-due";
import { openToken, sealToken } from "../../../server/doors/mirrors/seal-token";
import { setMirror } from "../../../server/doors/mirrors/set-mirror";
import { syncMirror } from "../../../server/doors/mirrors/sync-mirror";
import { watchFolder } from "../../../server/doors/mirrors/watch-folder";
import { decideFirst } from "../../../server/work/first-texts/decide-first";
import { redact } from "../../../server/work/history/redact";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { person } from "../contributions/stage";
import { type Folder, imported, makeFolder, transcript } from "../import/folder";
import { edit, git, makePlace } from "../repository/support";

const SECRET = "a secret of this test";
const TOKEN = "hosting_token_1";

/** A hosting service: git's own server, which requires a token. */
async function makeHost(folder: string) {
  const server = createServer((request, response) => {
    const wanted = `Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString("base64")}`;
    if (request.headers.authorization !== wanted) return void response.writeHead(401).end();
    const url = new URL(request.url ?? "", "http://host");
    const backend = spawn("git", ["http-backend"], {
      env: {
        ...process.env,
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: "1",
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method ?? "",
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        HTTP_CONTENT_ENCODING: String(request.headers["content-encoding"] ?? ""),
        GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
        REMOTE_USER: "someone",
      },
    });
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on("data", (chunk) => chunks.push(chunk));
    backend.on("close", () => {
      const all = Buffer.concat(chunks);
      const end = all.indexOf("\r\n\r\n");
      const head = all.toString("latin1", 0, end).split("\r\n");
      const status = head.find((line) => line.startsWith("Status: "))?.slice(8, 11) ?? "200";
      const headers = head
        .filter((line) => !line.startsWith("Status: "))
        .map((line) => line.split(": ") as [string, string]);
      response.writeHead(Number(status), Object.fromEntries(headers)).end(all.subarray(end + 4));
    });
  });
  let connections = 0;
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    /** The number of connections so far. */
    connections: () => connections,
    url: `http://127.0.0.1:${port}/mirror.git`,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

let files: Folder;
let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;
let host: Awaited<ReturnType<typeof makeHost>>;
let bare: string;
let showId: number;

beforeAll(async () => {
  files = await makeFolder({
    ...Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [`x/x-${i + 1}.md`, transcript(`episode ${i + 1}`)]),
    ),
    "y/y-1.md": transcript("another show"),
  });
});
afterAll(() => files.remove());

beforeEach(async () => {
  database = await createTestDatabase();
  await imported(database.db, files.path);
  showId = (await database.db.show.findUniqueOrThrow({ where: { slug: "x" } })).id;
  place = await makePlace();
  bare = join(place.path, "host/mirror.git");
  await mkdir(bare, { recursive: true });
  await git(bare, "init", "--quiet", "--bare", "-b", "main");
  await git(bare, "config", "http.receivepack", "true");
  host = await makeHost(join(place.path, "host"));
  return async () => {
    await host.close();
    await place[Symbol.asyncDispose]();
    await database.drop();
  };
});

const sync = (change = {}) =>
  syncMirror({
    ...{ db: database.db, folder: join(place.path, "repository"), token: TOKEN, allowInternal: true },
    mirror: { showId, url: host.url, branch: "main", trusted: false, ...change },
  });

/** Commits files on the hosting service, as other people do. */
async function commitThere(message: string, changed: Record<string, string>) {
  const work = join(place.path, `work-${Math.random()}`);
  await git(place.path, "clone", "--quiet", bare, work);
  for (const [path, text] of Object.entries(changed)) {
    await mkdir(join(work, path, ".."), { recursive: true });
    await writeFile(join(work, path), text);
  }
  await git(work, "checkout", "--quiet", "-B", "main");
  await git(work, "add", "--all");
  await git(work, "commit", "--quiet", "-m", message);
  await git(work, "push", "--quiet", "origin", "main");
}
const there = (path: string) => git(bare, "show", `main:${path}`);
const changed = (n: number, word: string) => transcript(`episode ${n}`).replace("said by", `${word} by`);

test("a remote that does not end is given up", async () => {
  const limited = (limits: { seconds: number; bytes: number }, url = host.url) =>
    syncMirror({
      ...{
        db: database.db,
        folder: join(place.path, "repository"),
        token: TOKEN,
        allowInternal: true,
        limits,
      },
      mirror: { showId, url, branch: "main", trusted: false },
    });
  const slow = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "application/x-git-upload-pack-advertisement" });
    // Enough to keep git's own limit for slow remotes quiet, for as long as anybody listens.
    const drip = setInterval(() => response.write("0".repeat(2000)), 100);
    response.once("close", () => clearInterval(drip));
  });
  await new Promise<void>((done) => slow.listen(0, "127.0.0.1", done));
  try {
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/mirror.git`;
    expect(await limited({ seconds: 1, bytes: 1_000_000 }, url)).toEqual({
      ok: false,
      message: "The mirror could not be read: it took longer than 1 seconds.",
    });
  } finally {
    slow.closeAllConnections();
    slow.close();
  }
});

test("a folder that grows further than it may is noticed while it does", async () => {
  const folder = join(place.path, "grows");
  await mkdir(folder);
  await writeFile(join(folder, "before"), "x".repeat(2000));
  let stopped = false;
  const unwatch = await watchFolder(folder, 1000, () => {
    stopped = true;
  });
  await writeFile(join(folder, "tmp_pack_1"), "x".repeat(900));
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(stopped).toBe(false);
  await writeFile(join(folder, "tmp_pack_2"), "x".repeat(200));
  await expect.poll(() => stopped, { timeout: 10_000 }).toBe(true);
  unwatch();
});

test("an empty remote gets the show's whole history, and then each acceptance", async () => {
  expect(await sync()).toMatchObject({ ok: true, pushed: 8, brought: 0 });
  expect((await git(bare, "ls-tree", "-r", "--name-only", "main")).trim().split("\n")).toHaveLength(8);
  expect(await there("x/x-1.md")).toBe(transcript("episode 1"));
  await edit(database.db, "x/x-1.md", () => changed(1, "heard"), { name: "Bea Berg", id: null }, "Hear it");
  expect(await sync()).toMatchObject({ ok: true, pushed: 1 });
  expect(await there("x/x-1.md")).toBe(changed(1, "heard"));
  expect((await git(bare, "log", "-1", "--format=%an %s", "main")).trim()).toBe("Bea Berg Hear it");
  expect(await sync()).toMatchObject({ ok: true, pushed: 0, brought: 0 });
});

test("what was redacted here does not come back from there, and goes there as it is now", async () => {
  const { db } = database;
  await sync();
  const admin = await person(db, "admin", true);
  const { id: documentId } = await db.document.findUniqueOrThrow({ where: { path: "x/x-1.md" } });
  expect(await redact(db, { documentId, text: "said by", reason: "By law", actor: admin })).toMatchObject({
    ok: true,
  });
  expect(await sync({ trusted: true })).toMatchObject({ ok: true, brought: 0 });
  expect(await there("x/x-1.md")).toContain("\\[redacted\\]");
  expect(await there("x/x-1.md")).not.toContain("said by");
  // An older text with a new change: the change is imported, the redacted words are not.
  await commitThere("Mend it", { "x/x-1.md": `${transcript("episode 1")}\n**Ana:** And more.\n` });
  expect(await sync()).toMatchObject({ ok: true, brought: 1 });
  const [version] = await db.contributionVersion.findMany({ where: { documentId } });
  expect(JSON.stringify(version?.splices)).toContain("And more.");
  expect(JSON.stringify(version?.splices)).not.toContain("said by");
});

test("a repository that was imported from there and goes back is an empty diff", async () => {
  await commitThere(
    "As it was",
    Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [`x/x-${i + 1}.md`, transcript(`episode ${i + 1}`)]),
    ),
  );
  const before = await git(bare, "rev-parse", "main");
  expect(await sync()).toMatchObject({ ok: true, pushed: 0, brought: 0 });
  expect(await git(bare, "rev-parse", "main")).toBe(before);
  // An accepted revision is pushed on top of existing commits.
  await edit(database.db, "x/x-2.md", () => changed(2, "told"));
  expect(await sync()).toMatchObject({ ok: true, pushed: 1 });
  expect(await git(bare, "rev-parse", "main~1")).toBe(before);
});

describe("what others commit there", () => {
  test("comes back as a contribution once, and is not written over before it is decided", async () => {
    await sync();
    await commitThere("Mend it there", {
      "x/x-3.md": changed(3, "mended"),
      "x/README.md": "no episode",
      "README.md": "theirs",
    });
    await edit(database.db, "x/x-3.md", (text) => `${text}\n**Ana:** Meanwhile here.\n`);
    await edit(database.db, "x/x-4.md", () => changed(4, "here"));
    expect(await sync()).toMatchObject({ ok: true, pushed: 1, brought: 1 });
    expect(await sync()).toMatchObject({ ok: true, pushed: 0, brought: 0 });
    expect(await there("x/x-3.md")).toBe(changed(3, "mended"));
    expect(await there("x/x-4.md")).toBe(changed(4, "here"));
    expect(await there("README.md")).toBe("theirs");
    const [made, ...others] = await database.db.contribution.findMany({
      include: { versions: true, document: true },
    });
    expect(others).toEqual([]);
    expect(made).toMatchObject({
      channel: "mirror",
      status: "open",
      authorName: "Ada",
      document: { path: "x/x-3.md" },
    });
    expect(made?.versions[0]).toMatchObject({ base: 1, summary: "Mend it there" });
  });

  test("and is new becomes a proposed episode, matched to the feed and credited, once", async () => {
    const { db } = database;
    await sync();
    const numbered = await db.episode.create({
      data: { showId, slug: "the-ninth", sortKey: "the-ninth", title: "The Ninth", number: 9 },
    });
    const front = "---\ntitle: The Tenth\ndate: 2026-03-01\n---\n\n";
    await commitThere("Two more", {
      "x/x-9.md": transcript("episode 9"),
      "x/x-10.md": `${front}${transcript("episode 10")}`,
      "y/y-2.md": transcript("another show"),
    });
    expect(await sync()).toMatchObject({ ok: true, pushed: 0, brought: 2 });
    expect(await sync()).toMatchObject({ ok: true, pushed: 0, brought: 0 });
    const firsts = await db.firstText.findMany({ orderBy: { path: "desc" } });
    expect(firsts).toMatchObject([
      { path: "x/x-9.md", episodeId: numbered.id, authorName: "Ada", channel: "mirror", message: "Two more" },
      { path: "x/x-10.md", episodeId: null, slug: "10", title: "The Tenth", status: "open" },
    ]);
    expect(await db.document.count({ where: { path: { in: ["x/x-9.md", "x/x-10.md"] } } })).toBe(0);
    const admin = await person(db, "decides", true);
    for (const { id } of firsts)
      expect(await decideFirst(db, { id, person: admin, decision: "accept" })).toMatchObject({ ok: true });
    const tenth = await db.document.findUniqueOrThrow({
      where: { path: "x/x-10.md" },
      include: { episode: true, revisions: true },
    });
    expect(tenth.episode).toMatchObject({ slug: "10", title: "The Tenth" });
    expect(tenth.episode.publishedAt?.toISOString()).toMatch(/^2026-03-01/);
    expect(tenth.revisions).toMatchObject([
      { authorName: "Ada", reviewerName: "decides", summary: "Two more" },
    ]);
    // What was accepted is what is there: nothing has to be pushed.
    expect(await sync()).toMatchObject({ ok: true, pushed: 0, brought: 0 });
    expect(await there("x/x-9.md")).toBe(transcript("episode 9"));
  });

  test("and is new is accepted at once where the show's rule trusts it", async () => {
    await sync();
    await commitThere("One more", { "x/x-11.md": transcript("episode 11") });
    expect(await sync({ trusted: true })).toMatchObject({ ok: true, brought: 1 });
    const document = await database.db.document.findUniqueOrThrow({
      where: { path: "x/x-11.md" },
      include: { episode: true },
    });
    expect(document.episode.slug).toBe("11");
  });

  test("and got another name keeps its history and its address, and is followed by its new name", async () => {
    const { db } = database;
    await sync();
    const work = join(place.path, "renames");
    await git(place.path, "clone", "--quiet", bare, work);
    await git(work, "mv", "x/x-8.md", "x/x-the-eighth.md");
    await git(work, "commit", "--quiet", "-m", "A better name");
    await git(work, "push", "--quiet", "origin", "main");
    expect(await sync()).toMatchObject({ ok: true, pushed: 0, brought: 0 });
    // Its own name does not come back there, and there is no second episode.
    await expect(there("x/x-8.md")).rejects.toThrow();
    expect(await db.firstText.count()).toBe(0);
    const document = await db.document.findUniqueOrThrow({
      where: { path: "x/x-8.md" },
      include: { episode: true },
    });
    expect(document.episode.slug).toBe("8");
    await edit(db, "x/x-8.md", () => changed(8, "here"));
    expect(await sync()).toMatchObject({ ok: true, pushed: 1 });
    expect(await there("x/x-the-eighth.md")).toBe(changed(8, "here"));
    await commitThere("Mend it", { "x/x-the-eighth.md": changed(8, "mended") });
    expect(await sync()).toMatchObject({ ok: true, pushed: 0, brought: 1 });
    expect(await db.contribution.findFirst({ where: { documentId: document.id } })).toMatchObject({
      authorName: "Ada",
    });
  });

  test("becomes a revision by the show's rule, merged with what happened here, which then goes there", async () => {
    await sync();
    await commitThere("Mend it there", { "x/x-5.md": changed(5, "mended") });
    await edit(database.db, "x/x-5.md", (text) => `${text}\n**Ana:** Meanwhile here.\n`);
    expect(await sync({ trusted: true })).toMatchObject({ ok: true, brought: 1 });
    const document = await database.db.document.findUniqueOrThrow({ where: { path: "x/x-5.md" } });
    const revision = await database.db.revision.findUniqueOrThrow({
      where: { documentId_number: { documentId: document.id, number: document.head } },
    });
    const both = `${changed(5, "mended")}\n**Ana:** Meanwhile here.\n`;
    expect([revision.text, revision.authorName]).toEqual([both, "Ada"]);
    expect(await sync({ trusted: true })).toMatchObject({ ok: true, pushed: 1, brought: 0 });
    expect(await there("x/x-5.md")).toBe(both);
    expect(await sync({ trusted: true })).toMatchObject({ ok: true, pushed: 0, brought: 0 });
  });

  test("and is rejected here gives way to what is here", async () => {
    await sync();
    await commitThere("Spoil it there", { "x/x-7.md": changed(7, "spoilt") });
    await sync();
    const { id } = await database.db.contribution.findFirstOrThrow();
    await database.db.contribution.update({
      where: { id },
      data: { status: "rejected", decidedAt: new Date() },
    });
    expect(await sync()).toMatchObject({ ok: true, pushed: 1, brought: 0 });
    expect(await there("x/x-7.md")).toBe(transcript("episode 7"));
  });

  test("that is no text is left where it is", async () => {
    await sync();
    await commitThere("Binary", { "x/x-6.md": "a\0b" });
    await edit(database.db, "x/x-6.md", () => changed(6, "here"));
    expect(await sync()).toMatchObject({ ok: true, pushed: 0, brought: 0 });
    expect(await there("x/x-6.md")).toBe("a\0b");
  });
});

describe("a remote that is", () => {
  const due = () =>
    mirrorDue({
      db: database.db,
      folder: join(place.path, "repository"),
      secret: SECRET,
      allowInternal: true,
    });
  const mirror = () => database.db.mirror.findUniqueOrThrow({ where: { showId } });
  const set = (change = {}) =>
    setMirror(database.db, {
      ...{
        showId,
        url: host.url,
        branch: "main",
        token: TOKEN,
        trusted: false,
        secret: SECRET,
        allowInternal: true,
      },
      ...change,
    });

  test("away is tried again until all has arrived", async () => {
    const { close } = host;
    expect(await set()).toEqual({ ok: true });
    await close();
    host = { ...host, close: async () => {} };
    await due();
    const failed = await mirror();
    expect(failed).toMatchObject({ failures: 1, arrived: 0n });
    expect(failed.problem).toMatch(/could not be read/);
    expect(failed.nextAt.getTime()).toBeGreaterThan(Date.now());
    // It does nothing before it is due.
    await due();
    expect((await mirror()).failures).toBe(1);
    await edit(database.db, "x/x-1.md", () => changed(1, "meanwhile"));
    host = await makeHost(join(place.path, "host"));
    await database.db.mirror.update({ where: { showId }, data: { url: host.url, nextAt: new Date(0) } });
    await due();
    expect(await mirror()).toMatchObject({ failures: 0, problem: null, arrived: 10n });
    expect(await there("x/x-1.md")).toBe(changed(1, "meanwhile"));
    // An accepted revision is pushed before the minute is over.
    await edit(database.db, "x/x-2.md", () => changed(2, "at once"));
    await due();
    expect(await there("x/x-2.md")).toBe(changed(2, "at once"));
  });

  test("internal is refused, when it is set and when it is used", async () => {
    const why = (machine: string) =>
      `${machine} is an internal address, which this site does not connect to.`;
    for (const machine of ["127.0.0.1", "localhost", "[::1]", "169.254.169.254"]) {
      const message = why(machine.replace(/[[\]]/g, ""));
      expect(await set({ url: `https://${machine}/x.git`, allowInternal: false })).toEqual({
        ok: false,
        message,
      });
    }
    expect(await database.db.mirror.count()).toBe(0);
    expect(await set()).toEqual({ ok: true });
    // As if the name had pointed to a public address when it was set. The scheme is allowed, so only the
    // address is refused.
    const url = host.url.replace("http:", "https:");
    await database.db.mirror.update({ where: { showId }, data: { url } });
    await mirrorDue({
      db: database.db,
      folder: join(place.path, "repository"),
      secret: SECRET,
      allowInternal: false,
    });
    expect((await mirror()).problem).toBe(why("127.0.0.1"));
    expect(host.connections(), "nothing was asked of the machine").toBe(0);
  });

  test.each([
    ["file:///etc", "The address must begin with https://."],
    ["http://example.org/x.git", "The address must begin with https://."],
    ["ssh://git@example.org/x", "The address must begin with https://."],
    ["ext::sh -c id", "This is not a valid address."],
    [
      "https://user:password@example.org/x.git",
      "The address must not contain a name or password. Enter the token separately.",
    ],
    ["--upload-pack=id", "The address must begin with https://."],
  ])("no https address (%s) is refused", async (url, message) => {
    expect(await set({ url, allowInternal: false })).toEqual({ ok: false, message });
  });

  test("given with a wrong token says so, without the token", async () => {
    await set({ token: "wrong_token_9" });
    await due();
    const { problem } = await mirror();
    expect(problem).toMatch(/could not be read/);
    expect(problem).not.toContain("wrong_token_9");
  });

  test("kept with its token encrypted, which no other secret and no other address gets", async () => {
    await set();
    const { token } = await mirror();
    expect(Buffer.from(token).toString("latin1")).not.toContain(TOKEN);
    expect(openToken(SECRET, token)).toBe(TOKEN);
    expect(openToken("another secret", token)).toBeNull();
    expect(Buffer.from(sealToken(SECRET, TOKEN)).equals(Buffer.from(token))).toBe(false);
    expect(await set({ token: null, trusted: true })).toEqual({ ok: true });
    expect(await set({ token: null, url: `${host.url}2` })).toMatchObject({ ok: false });
    const folder = join(place.path, "repository");
    await due();
    const found = await readFile(
      join(folder, (await import("node:fs")).readdirSync(folder)[0] ?? "", `mirror-${showId}/config`),
      "utf8",
    );
    expect(found).not.toContain(TOKEN);
  });
});
