import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endGroup } from "../../../server/doors/repository/run-git";
import { serve } from "../../../server/doors/repository/serve";
import { tidyRepository } from "../../../server/doors/repository/tidy-repository";
import { Slots } from "../../../server/people/limits/slots";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { type Folder, imported, makeFolder, transcript } from "../import/folder";
import { serveHttp } from "./serve-http";
import { edit, git, makePlace, projected } from "./support";

const run = promisify(execFile);
let files: Folder;
let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;
let site: Awaited<ReturnType<typeof serveHttp>>;
let url: string;

// Texts that do not compress, large enough that a clone is still running when it is cut off.
const noise = () => `**Ana:** ${randomBytes(250_000).toString("base64")}\n`;

beforeAll(async () => {
  files = await makeFolder({
    "x/x-1.md": transcript("one"),
    "x/x-2.md": "**Ana:** Ünïcode — and\r\nline ends.",
    ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`big/big-${i + 1}.md`, noise()])),
  });
  database = await createTestDatabase();
  await imported(database.db, files.path);
  place = await makePlace();
  const serving = { db: database.db, folder: place.path, siteUrl: "http://localhost:3000" };
  site = await serveHttp((request) =>
    serve({ ...serving, request, path: new URL(request.url).pathname.replace(/^\/transcripts\.git\/?/, "") }),
  );
  url = `${site.url}/transcripts.git`;
});
afterAll(async () => {
  await site.close();
  await place[Symbol.asyncDispose]();
  await database.drop();
  await files.remove();
});

describe("a clone over HTTP", () => {
  test.each(["2", "1", "0"])("holds every byte, with version %s of the protocol", async (version) => {
    await using mine = await makePlace();
    await git(mine.path, "-c", `protocol.version=${version}`, "clone", "--quiet", url, "cloned");
    for (const path of ["x/x-1.md", "x/x-2.md", "big/big-7.md"])
      expect(
        (await readFile(join(mine.path, "cloned", path))).equals(await readFile(join(files.path, path))),
      ).toBe(true);
    expect(await git(join(mine.path, "cloned"), "fsck", "--strict")).toBe("");
  });

  test("is followed by fetches, each with what was accepted a moment before", async () => {
    await using mine = await makePlace();
    await git(mine.path, "clone", "--quiet", "--depth=1", url, "cloned");
    const cloned = join(mine.path, "cloned");
    for (const word of ["first", "second"]) {
      await edit(
        database.db,
        "x/x-1.md",
        (text) => `${text}\n**Ana:** The ${word}.\n`,
        undefined,
        `Add the ${word}`,
      );
      await git(cloned, "pull", "--quiet", "--ff-only");
      expect(await readFile(join(cloned, "x/x-1.md"), "utf8")).toContain(`The ${word}.`);
      expect((await git(cloned, "log", "-1", "--format=%s")).trim()).toBe(`Add the ${word}`);
    }
  });

  test("may leave out what is not looked at", async () => {
    await using mine = await makePlace();
    await git(mine.path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", url, "cloned");
    expect(await git(join(mine.path, "cloned"), "show", "HEAD:x/x-2.md")).toBe(
      "**Ana:** Ünïcode — and\r\nline ends.",
    );
  });

  test("goes on while the repository is packed anew and added to", async () => {
    const { path } = await projected(database.db, place.path);
    const clones = [1, 2, 3].map(async () => {
      await using mine = await makePlace();
      await git(mine.path, "clone", "--quiet", "--bare", url, "cloned");
      return await git(join(mine.path, "cloned"), "fsck", "--strict");
    });
    const adding = (async () => {
      for (let n = 0; n < 14; n++) {
        await edit(database.db, "x/x-1.md", (text) => `${text}\n**Ana:** Packed ${n}.\n`);
        await projected(database.db, place.path);
      }
    })();
    const tidying = (async () => {
      for (let n = 0; n < 3; n++) {
        await git(path, "config", "fastimport.unpackLimit", "1");
        await tidyRepository({ root: join(path, ".."), path });
      }
    })();
    expect(await Promise.all(clones)).toEqual(["", "", ""]);
    await Promise.all([adding, tidying]);
    await tidyRepository({ root: join(path, ".."), path });
    expect(await git(path, "fsck", "--full", "--strict", "--no-dangling")).toBe("");
    expect(
      (await readdir(join(path, "objects/pack"))).filter((name) => name.endsWith(".pack")).length,
    ).toBeLessThan(13);
  });

  test("that is cut off leaves no process behind", async () => {
    const before = await backends();
    for (let n = 0; n < 4; n++) {
      await using mine = await makePlace();
      const clone = spawn("git", ["clone", "--quiet", "--bare", url, mine.path], {
        stdio: "ignore",
        detached: true,
      });
      const ended = new Promise((done) => clone.on("close", done));
      await sleep(100 + 60 * n);
      endGroup(clone);
      await ended;
    }
    // A client that asks and never reads also frees its slot when its connection closes.
    const gone = new AbortController();
    const asked = await fetch(`${url}/info/refs?service=git-upload-pack`, { signal: gone.signal });
    expect(asked.status).toBe(200);
    gone.abort();
    await expect.poll(async () => (await backends()) <= before, { timeout: 10_000 }).toBe(true);
  });

  test("reads questions that are packed with gzip", async () => {
    const body = gzipSync("0014command=ls-refs\n0014agent=git/2.39.50001001bref-prefix refs/heads/\n0000");
    const response = await fetch(`${url}/git-upload-pack`, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-git-upload-pack-request",
        "Content-Encoding": "gzip",
        "Git-Protocol": "version=2",
      },
      body,
    });
    expect(response.headers.get("content-type")).toBe("application/x-git-upload-pack-result");
    expect(await response.text()).toContain("refs/heads/main");
  });
});

/** The number of git processes that serve this folder. */
async function backends(): Promise<number> {
  const { stdout } = await run("ps", ["-eo", "args"]);
  return stdout.split("\n").filter((line) => /git.*(?:http-backend|upload-pack|pack-objects)/.test(line))
    .length;
}

describe("what is no clone is answered clearly:", () => {
  test.each([
    ["GET", "", 200, /git clone http:\/\/localhost:3000\/transcripts\.git/],
    ["GET", "/info/refs", 403, /Smart HTTP only/],
    ["GET", "/HEAD", 403, /Smart HTTP only/],
    ["GET", "/objects/info/packs", 403, /Smart HTTP only/],
    ["GET", "/config", 404, /No such address/],
    ["GET", "/../projected.json", 404, /No such|Not Found/],
    ["POST", "/git-upload-archive", 404, /No such address/],
  ])("%s %s", async (method, path, status, text) => {
    const response = await serve({
      ...{ db: database.db, folder: place.path, siteUrl: "http://localhost:3000" },
      request: new Request(`${url}${path}`, { method }),
      path: path.slice(1),
    });
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(text);
  });

  test("no git on the machine", async () => {
    await using other = await makePlace();
    process.env.ONRECORD_GIT = join(other.path, "no-such-program");
    try {
      const response = await serve({
        ...{ db: database.db, folder: other.path, siteUrl: "http://localhost:3000" },
        request: new Request(`${url}/info/refs?service=git-upload-pack`),
        path: "info/refs",
      });
      expect(response.status).toBe(503);
      expect(await response.text()).toContain("git is not installed");
    } finally {
      delete process.env.ONRECORD_GIT;
    }
  });
});

test("slots are handed on in order, and not for ever waited for", async () => {
  const slots = new Slots({ most: 2, mostOfOne: 2, mostWaiting: 2, patienceSeconds: 0.05 });
  const { signal } = new AbortController();
  const first = await slots.take(signal, "one");
  const second = await slots.take(signal, "one");
  const third = slots.take(signal, "one");
  const leaving = new AbortController();
  const fourth = slots.take(leaving.signal, "one");
  // One too many.
  expect(await slots.take(signal, "one")).toBeNull();
  leaving.abort();
  expect(await fourth).toBeNull();
  first?.();
  first?.();
  const got = await third;
  expect(got).not.toBeNull();
  // Both slots are taken; releasing one twice frees it only once.
  expect(await slots.take(signal, "one")).toBeNull();
  second?.();
  got?.();
  expect(await slots.take(signal, "one")).not.toBeNull();
});

test("one name cannot take all slots, nor all places to wait", async () => {
  const slots = new Slots({ most: 3, mostOfOne: 2, mostWaiting: 10, patienceSeconds: 30 });
  const { signal } = new AbortController();
  const first = await slots.take(signal, "greedy");
  await slots.take(signal, "greedy");
  const waiting = [slots.take(signal, "greedy"), slots.take(signal, "greedy")];
  expect(await slots.take(signal, "greedy")).toBeNull();
  const other = await slots.take(signal, "another");
  expect(other).not.toBeNull();
  // All are taken now. Whoever comes next is served before who has two already.
  const third = slots.take(signal, "third");
  other?.();
  expect(await third).not.toBeNull();
  first?.();
  expect(await waiting[0]).not.toBeNull();
});

test("a reader who takes next to nothing is cut off, and gives the slot up", async () => {
  const pace = { leastBytesPerSecond: 1_000_000_000, graceSeconds: 0.2, longestSeconds: 60 };
  const slow = await serveHttp((request) =>
    serve({
      ...{ db: database.db, folder: place.path, siteUrl: "http://localhost:3000", request, pace },
      path: new URL(request.url).pathname.replace(/^\/transcripts\.git\/?/, ""),
    }),
  );
  try {
    const { port } = new URL(slow.url);
    const main = (await git((await projected(database.db, place.path)).path, "rev-parse", "main")).trim();
    const body = `0032want ${main}\n00000009done\n`;
    const cut = Array.from({ length: 12 }, async () => {
      const socket = connect(Number(port), "127.0.0.1");
      socket.write(
        `POST /transcripts.git/git-upload-pack HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-git-upload-pack-request\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      // It reads nothing: the server's own end of the connection fills up.
      socket.pause();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return socket;
    });
    const sockets = await Promise.all(cut);
    await using mine = await makePlace();
    // The six slots of this address come free, so that a clone gets one.
    await git(mine.path, "clone", "--quiet", "--depth=1", url, "cloned");
    for (const socket of sockets) socket.destroy();
  } finally {
    await slow.close();
  }
});
