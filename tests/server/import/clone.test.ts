import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chmod, symlink } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withoutPassword } from "../../../lib/without-password";
import { clone, isGitUrl } from "../../../server/doors/import/clone";
import { type Folder, makeFolder, transcript } from "./folder";

let repository: Folder;
let before: string[];
const clones = () => readdirSync(tmpdir()).filter((name) => name.startsWith("onrecord-clone-"));

beforeEach(async () => {
  before = clones();
  repository = await makeFolder({ "x/x-1.md": transcript("a"), "x/x-2.md": "Windows\r\nlines.\r\n" });
  git("init", "--quiet");
  git("add", ".");
  git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=One");
});
afterEach(async () => {
  await repository.remove();
  // Folders that other tests are about to remove disappear within a moment.
  const left = () => clones().filter((name) => !before.includes(name));
  await expect.poll(left, { timeout: 20_000 }).toEqual([]);
});

const git = (...args: string[]) => execFileSync("git", args, { cwd: repository.path, stdio: "pipe" });

interface SilentServer {
  readonly port: number;
  readonly sockets: Socket[];
  /** Resolves at the first connection. */
  readonly connected: Promise<void>;
  close(): Promise<void>;
}

/** A server that accepts connections and never answers. */
async function silentServer(): Promise<SilentServer> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    socket.on("error", () => {});
    sockets.push(socket);
  });
  const connected = new Promise<void>((done) => server.once("connection", () => done()));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    sockets,
    connected,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}

test("a repository is cloned byte for byte, and taken away afterwards", async () => {
  const cloned = await clone({ url: pathToFileURL(repository.path).href });
  if (!cloned.ok) throw new Error(cloned.message);
  expect(repository.path.endsWith(cloned.name)).toBe(true);
  expect(execFileSync("git", ["status", "--short"], { cwd: cloned.folder }).toString()).toBe("");
  const { readFile } = await import("node:fs/promises");
  expect(await readFile(join(cloned.folder, "x/x-2.md"), "utf8")).toBe("Windows\r\nlines.\r\n");
  await cloned.remove();
  expect(existsSync(cloned.folder)).toBe(false);
});

describe("a clear reason, and nothing left behind, where", () => {
  const refused = async (options: Parameters<typeof clone>[0]) => {
    const cloned = await clone(options);
    if (cloned.ok) throw new Error("It was cloned.");
    return `${cloned.reason}: ${cloned.message}`;
  };

  test("there is no such repository", async () => {
    const url = "file:///no/such/place.git";
    expect(await refused({ url })).toMatch(
      /^failed: file:\/\/\/no\/such\/place\.git could not be cloned\. git says: fatal: /,
    );
  });

  test("the other side does not answer", async () => {
    const server = await silentServer();
    const url = `http://someone:secret@127.0.0.1:${server.port}/x.git`;
    const message = await refused({ url, patienceSeconds: 1 });
    expect(message).toBe(
      `no-answer: http://127.0.0.1:${server.port}/x.git does not answer: git was silent for 1 seconds.`,
    );
    // Its helper processes have ended too: nobody holds the connection.
    await Promise.all(
      server.sockets.map(
        (socket) =>
          new Promise<void>((done) =>
            socket.destroyed ? done() : socket.on("close", () => done()).resume(),
          ),
      ),
    );
    await server.close();
  });

  test("it is stopped", async () => {
    const server = await silentServer();
    const stop = new AbortController();
    void server.connected.then(() => stop.abort());
    expect(await refused({ url: `git://127.0.0.1:${server.port}/x`, signal: stop.signal })).toMatch(
      /was stopped/,
    );
    expect(server.sockets).toHaveLength(1);
    // Aborted before it begins.
    expect(await refused({ url: `git://127.0.0.1:${server.port}/x`, signal: stop.signal })).toMatch(
      /was stopped/,
    );
    await server.close();
  });

  test("git is not installed", async () => {
    const url = pathToFileURL(repository.path).href;
    expect(await refused({ url, git: "no-git-of-that-name" })).toBe(
      "no-git: git is not installed, or not on the PATH.",
    );
  });

  test("the address is an option, a command, or of another protocol", async () => {
    for (const url of [
      "--upload-pack=touch x",
      "-x",
      "ext::sh -c 'touch x'",
      "ftp://example.org/x",
      "file://-x",
      "ssh://-oProxyCommand=x/y",
      "",
      "a@-oProxyCommand=x:y",
    ])
      expect(await refused({ url }), url).toMatch(/^not-a-git-url: /);
  });

  test("a password would be asked for", async () => {
    // A program that asks for a password would create this file.
    const asker = join(repository.path, "asker");
    await repository.write({ asker: `#!/bin/sh\ntouch "${repository.path}/asked"\necho secret\n` });
    await chmod(asker, 0o755);
    const { createServer: createWebServer } = await import("node:http");
    const server = createWebServer((_, response) => {
      response.writeHead(401, { "www-authenticate": 'Basic realm="x"' }).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const kept = process.env.GIT_ASKPASS;
    process.env.GIT_ASKPASS = asker;
    try {
      expect(await refused({ url: `http://127.0.0.1:${port}/x.git` })).toMatch(
        /^failed: .*could not read Username/,
      );
      expect(existsSync(join(repository.path, "asked"))).toBe(false);
    } finally {
      if (kept === undefined) delete process.env.GIT_ASKPASS;
      else process.env.GIT_ASKPASS = kept;
      await new Promise((done) => server.close(done));
    }
  });
});

test.skipIf(process.platform === "win32")(
  "a link in a repository that leads out of it is not followed",
  async () => {
    const { readText } = await import("../../../server/doors/import/read-text");
    await symlink("/etc/hostname", join(repository.path, "x/x-3.md"));
    expect(await readText(join(repository.path, "x/x-3.md"), repository.path)).toMatchObject({ ok: false });
  },
);

test("a name and a password are not shown, whatever is in them", async () => {
  const shown: Record<string, string> = {
    "https://user:p@ss@example.org/x.git": "https://example.org/x.git",
    "https://user:p/a@ss@example.org/x": "https://example.org/x",
    "ssh://git@example.org:22/x": "ssh://example.org:22/x",
    "git+ssh://user:p@example.org/x": "git+ssh://example.org/x",
    "HTTPS://token@example.org": "HTTPS://example.org",
    // An @ after the host does not belong to a password.
    "https://example.org/@me/x@1": "https://example.org/@me/x@1",
    "https://example.org:8080/x@1": "https://example.org:8080/x@1",
    "https://example.org?x=a@b": "https://example.org?x=a@b",
    "git@github.com:a/b.git": "git@github.com:a/b.git",
  };
  for (const [url, text] of Object.entries(shown)) expect(withoutPassword(url), url).toBe(text);
  const cloned = await clone({ url: "http://user:p@ss@127.0.0.1:1/x.git" });
  if (cloned.ok) throw new Error("It was cloned.");
  expect(cloned.message).toContain("http://127.0.0.1:1/x.git could not be cloned");
  expect(cloned.message).not.toMatch(/user|p@|ss@/);
});

test("addresses are told from folders", () => {
  for (const url of [
    "https://github.com/a/b",
    "git@github.com:a/b.git",
    "file:///x",
    "ssh://a@b/c",
    "ext::sh",
  ])
    expect(isGitUrl(url), url).toBe(true);
  for (const folder of ["transcripts", "../x", "/x/y.git", "C:\\x", "a:b", "."])
    expect(isGitUrl(folder), folder).toBe(false);
});
