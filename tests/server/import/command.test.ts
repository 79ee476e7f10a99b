import { execFile, execFileSync, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { Refusal } from "../../../scripts/database/with-database";
import { runImport } from "../../../scripts/import/run-import";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { program } from "../../support/programs";
import { type Folder, makeFolder, transcript } from "./folder";

const ROOT = join(import.meta.dirname, "../../..");
const COMMAND = program(join(ROOT, "scripts/import.ts"));

let database: TestDatabase;
let folder: Folder;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await makeFolder({
    "gotime/go-time-1.md": transcript("a"),
    "gotime/go-time-2.md": transcript("b"),
  });
});
afterAll(async () => {
  await database.drop();
  await folder.remove();
});

/** Runs `npm run import -- …` on the test's database. */
function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [...COMMAND, ...args],
      { cwd: ROOT, env: { ...process.env, DATABASE_URL: database.url, ONRECORD_GIT_PATIENCE: "1" } },
      (error, out, err) => done({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

describe("npm run import", () => {
  test("shows a table, and the second time that nothing has changed", async () => {
    await folder.write({ "gotime/go-time-3.md": "\u0000", "gotime/go-\u001b[31mtime-4.md": "x" });
    const first = await run(folder.path);
    // Whatever was not imported is told in the exit code too.
    expect(first).toMatchObject({ code: 1, err: "" });
    expect(first.out).toMatch(/^show +title +episodes +new +changed +unchanged +words +gaps +warnings$/m);
    expect(first.out).toMatch(/^gotime +Go Time +2 +2 +0 +0 +\d+ +0 +2$/m);
    expect(first.out).toContain("Not imported (2):");
    expect(first.out).toContain("  gotime/go-time-3.md: it contains a NUL character: byte 1, in line 1");
    expect(first.out).toContain("Imported: 2 new, 0 changed, 0 unchanged.");
    // What a name could do to the terminal is taken out of it.
    expect(first.out).not.toContain("\u001b");
    const second = await run(folder.path);
    expect(second.out).toContain("Nothing changed: all 2 are the same as at the last import.");
    expect(second.code).toBe(1);
    for (const name of ["go-time-3.md", "go-\u001b[31mtime-4.md"])
      await rm(join(folder.path, "gotime", name));
    expect(await run(folder.path)).toMatchObject({ code: 0, err: "" });
  });

  test("imports a git repository by its address", async () => {
    await using repository = await makeFolder({ "rfc/request-for-commits-1.md": transcript("c") });
    const git = (...args: string[]) => execFileSync("git", args, { cwd: repository.path, stdio: "pipe" });
    git("init", "--quiet");
    git("add", ".");
    git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=One");
    const { code, out } = await run(pathToFileURL(repository.path).href);
    expect(code).toBe(0);
    expect(out).toMatch(/^rfc +Request For Commits +1 +1 /m);
  });

  test("brings in the history of a repository, and what a feed in a file says of it", async () => {
    const item = (n: number) =>
      `<item><title>On ${n}</title><guid>${n}</guid><link>https://x.example/${n}</link></item>`;
    const feed = `<rss><channel><title>Founders Talk</title>${[1, 2].map(item).join("")}</channel></rss>`;
    await using repository = await makeFolder({ "founderstalk/founders-talk-1.md": transcript("d") });
    await using other = await makeFolder({ "feed.xml": feed });
    const git = (...args: string[]) => execFileSync("git", args, { cwd: repository.path, stdio: "pipe" });
    const commit = () => git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-aqm", "One");
    git("init", "--quiet");
    git("add", ".");
    commit();
    await repository.write({ "founderstalk/founders-talk-1.md": transcript("e") });
    commit();
    const args = [pathToFileURL(repository.path).href, "--history", "--feed", join(other.path, "feed.xml")];
    // A clone of one show has the repository's name; the folder inside names the show.
    const first = await run(...args);
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toContain("From git: 2 revisions with their authors and dates.");
    expect(first.out).toMatch(/^show +feed +items +new +changed +unchanged +transcripts +warnings$/m);
    expect(first.out).toMatch(/^founderstalk +Founders Talk +2 +0 +1 +0 +0 +0$/m);
    expect(first.out).toContain("In the feed, but no episode here (1):\n  On 2: https://x.example/2");
    const second = await run(...args);
    expect(second.out).toContain("From git: nothing new.");
    expect(second.out).toContain("Nothing changed: all 1 are the same as at the last import.");
    expect(second.out).toContain("Nothing changed: all 1 episodes are as the feed says.");
    const alone = await run("--feed", join(other.path, "feed.xml"));
    expect(alone.out).toContain("From the feed: 1 new, 0 changed, 1 unchanged.");
  });

  test("ends with 1 where a feed has something to tell, with its file and line, and names the option where it asks", async () => {
    const item = (more: string) => `<item>\n<title>A</title><guid>1</guid>${more}</item>`;
    const feed = (title: string, self: string, more: string) =>
      `<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${title}</title>\n<atom:link rel="self" href="${self}"/>\n${item(more)}</channel></rss>`;
    const self = "https://one.example/feed.xml";
    await using files = await makeFolder({
      "one.xml": feed("One of them", self, "<pubDate>tomorrow</pubDate>"),
      "two.xml": feed("Another", self, ""),
    });
    const one = await run("--feed", join(files.path, "one.xml"));
    expect(one).toMatchObject({ code: 1, err: "" });
    expect(one.out).toContain(`one.xml:3: A: its date cannot be read: tomorrow`);
    const two = await run("--feed", join(files.path, "two.xml"));
    expect(two).toMatchObject({
      code: 1,
      err: expect.stringMatching(/feed of the show one-of-them.*add --show one-of-them; .*--show/),
    });
  });

  test("ends with 1 and says what is wrong", async () => {
    await using bad = await makeFolder({ "x/x-1.md": "\u0000" });
    const cases: [string[], RegExp][] = [
      [[], /Which folder, git repository or feed\?[\s\S]*npm run import -- <folder>/],
      [[bad.path], /Nothing could be imported\./],
    ];
    for (const [args, message] of cases) {
      const { code, err } = await run(...args);
      expect([args, code, err]).toEqual([args, 1, expect.stringMatching(message)]);
    }
  });

  // The test above shows that a refusal is printed and that the command ends with 1; this one needs no
  // process for each.
  test("refuses what it cannot import", async () => {
    vi.stubEnv("DATABASE_URL", database.url);
    vi.stubEnv("ONRECORD_GIT_PATIENCE", "1");
    vi.spyOn(console, "log").mockReturnValue();
    onTestFinished(() => {
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
    });
    await using empty = await makeFolder();
    await mkdir(join(empty.path, "x"));
    const cases: [string[], RegExp][] = [
      [["a", "b"], /One folder at a time/],
      [["--nonsense", "x"], /nonsense/],
      [[join(empty.path, "nope")], /There is no folder .*nope/],
      [[join(folder.path, "gotime/go-time-1.md")], /is a file\. Give the folder that contains it/],
      [[empty.path], /There are no transcripts in /],
      [[folder.path, "--show", "../x"], /No show can be named "\.\.\/x"/],
      [[folder.path, "--show", "api"], /the site uses this address itself/],
      [["--feed", join(empty.path, "no.xml")], /There is no feed .*no\.xml/],
      [["--feed", "http://127.0.0.1/feed.xml"], /internal address \(127\.0\.0\.1\)/],
      [["--feed", "x", "--history"], /A feed has no history/],
      [["file:///no/such/place.git"], /could not be cloned\. git says: fatal: /],
      [["ext::sh -c x"], /is not a git address that can be cloned here/],
    ];
    for (const [args, message] of cases) {
      const refused = await runImport(args, new AbortController().signal).catch((error: unknown) => error);
      expect(refused, args.join(" ")).toBeInstanceOf(Refusal);
      expect((refused as Refusal).message).toMatch(message);
    }
  });

  test("shows no password, also where one has an @ of its own", async () => {
    const { code, out, err } = await run("http://user:p@ss@127.0.0.1:1/x.git");
    expect(code).toBe(1);
    expect(out).toBe("Cloning http://127.0.0.1:1/x.git …\n");
    expect(err).not.toMatch(/user|p@|ss@/);
  });

  test("stopped from the keyboard, it leaves no clone behind", async () => {
    const before = readdirSync(tmpdir());
    const server = createServer(() => {});
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const child = spawn(process.execPath, [...COMMAND, `git://127.0.0.1:${port}/x`], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: database.url },
    });
    await new Promise<void>((connected) => server.once("connection", () => connected()));
    child.kill("SIGINT");
    expect(await new Promise((done) => child.on("close", done))).toBe(130);
    const left = readdirSync(tmpdir()).filter((n) => n.startsWith("onrecord-clone-") && !before.includes(n));
    expect(left).toEqual([]);
    server.close();
  });
});
