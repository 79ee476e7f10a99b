import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmod, mkdir, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TokenScope } from "../../../server/db";
import { receive } from "../../../server/doors/repository/receive";
import { serve } from "../../../server/doors/repository/serve";
import { makeToken } from "../../../server/people/accounts/make-token";
import { accept } from "../../../server/work/contributions/accept";
import { decideFirst } from "../../../server/work/first-texts/decide-first";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { type Folder, imported, makeFolder, transcript } from "../import/folder";
import { serveHttp } from "./serve-http";
import { edit, git, makePlace, projected } from "./support";

const run = promisify(execFile);
let files: Folder;
let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;
let site: Awaited<ReturnType<typeof serveHttp>>;
let ada: string;
let token: string;

beforeAll(async () => {
  files = await makeFolder({
    ...Object.fromEntries(
      Array.from({ length: 120 }, (_, i) => [`x/x-${i + 1}.md`, transcript(`episode ${i + 1}`)]),
    ),
    "y/y-1.md": transcript("another show"),
  });
  database = await createTestDatabase();
  await imported(database.db, files.path);
  ada = (await database.db.user.create({ data: { handle: "ada", name: "Ada" } })).id;
  token = await tokenWith(["contribute"]);
  place = await makePlace();
  const serving = { db: database.db, folder: place.path, siteUrl: "http://localhost:3000" };
  site = await serveHttp((request) =>
    serve({ ...serving, request, path: new URL(request.url).pathname.replace(/^\/transcripts\.git\/?/, "") }),
  );
});
afterAll(async () => {
  await site.close();
  await place[Symbol.asyncDispose]();
  await database.drop();
  await files.remove();
});

async function tokenWith(scopes: TokenScope[], change = {}): Promise<string> {
  const made = await makeToken(database.db, { userId: ada, name: "laptop", scopes, ...change });
  if (!made.ok) throw new Error(made.reason);
  return made.token;
}

const address = (password?: string) =>
  `${password === undefined ? site.url : site.url.replace("//", `//ada:${password}@`)}/transcripts.git`;

/** A clone that is removed after its test. */
async function cloned() {
  const mine = await makePlace();
  const { path } = await projected(database.db, place.path);
  await git(mine.path, "clone", "--quiet", path, "cloned");
  const folder = join(mine.path, "cloned");
  await git(folder, "remote", "set-url", "origin", address(token));
  return { ...mine, path: folder };
}

async function commit(folder: string, message: string, changed: Record<string, string | Uint8Array>) {
  for (const [path, content] of Object.entries(changed)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await git(folder, "add", "--all");
  await git(folder, "commit", "--quiet", "--message", message);
}

/** The output of a push, and whether it succeeded. */
async function push(folder: string, ...args: string[]): Promise<{ ok: boolean; said: string }> {
  const pushing = run("git", ["push", "origin", ...(args.length > 0 ? args : ["HEAD:refs/for/main"])], {
    cwd: folder,
    env: { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_ASKPASS: "", LC_ALL: "C" },
  });
  return pushing.then(
    ({ stderr }) => ({ ok: true, said: stderr }),
    ({ stderr }: { stderr: string }) => ({ ok: false, said: stderr }),
  );
}

/** The state that a refused push must not change. */
async function left() {
  const { path, ids } = await projected(database.db, place.path);
  const { stdout } = await run("ps", ["-eo", "args"]);
  return {
    contributions: await database.db.contribution.count(),
    main: ids[0],
    refs: await git(path, "for-each-ref", "--format=%(refname)"),
    quarantines: (await readdir(join(path, ".."))).filter((name) => name.startsWith("incoming-")),
    processes: stdout.split("\n").filter((line) => line.includes("index-pack") && line.includes(place.path)),
  };
}

const word = (text: string) => (before: string) => before.replace("said by", `${text} by`);
const original = (n: number, change: (text: string) => string) => change(transcript(`episode ${n}`));

describe("commits that are pushed to refs/for/main", () => {
  test("become contributions, one for each file, and commits again when they are accepted", async () => {
    await using mine = await cloned();
    await commit(mine.path, "Hear it as spoken", {
      "x/x-1.md": original(1, word("spoken")),
      "x/x-2.md": original(2, word("told")),
    });
    await commit(mine.path, "And a name", {
      "x/x-2.md": original(2, (text) => word("told")(text).replace("**Ana:**", "**Anna:**")),
    });
    const { ok, said } = await push(mine.path);
    expect(ok, said).toBe(true);
    const made = await database.db.contribution.findMany({
      include: { versions: true, document: true },
      orderBy: { document: { path: "asc" } },
    });
    expect(
      made.map(({ document, channel, authorId, status, versions }) => [
        document.path,
        channel,
        authorId,
        status,
        versions[0]?.summary,
      ]),
    ).toEqual([
      ["x/x-1.md", "push", ada, "open", "Hear it as spoken"],
      ["x/x-2.md", "push", ada, "open", "Hear it as spoken; And a name"],
    ]);
    for (const { id, document } of made)
      expect(said).toContain(`remote: ${document.path}: http://localhost:3000/contributions/${id}`);

    const again = await push(mine.path);
    expect(again.ok).toBe(true);
    expect(again.said).toContain("(as before)");
    expect(await database.db.contribution.count()).toBe(2);

    const maintainer = await database.db.user.create({ data: { handle: "bea", name: "Bea Berg" } });
    const { id: showId } = await database.db.show.findUniqueOrThrow({ where: { slug: "x" } });
    await database.db.showRole.create({ data: { userId: maintainer.id, showId, role: "maintainer" } });
    const [first] = made;
    const accepted = await accept(database.db, {
      ...{ id: first?.id ?? 0, version: 1 },
      reviewer: { id: maintainer.id, name: "Bea Berg" },
    });
    expect(accepted).toMatchObject({ ok: true });
    await git(mine.path, "fetch", "--quiet");
    expect(await git(mine.path, "log", "-1", "--format=%an <%ae>%n%cn <%ce>%n%B", "origin/main")).toBe(
      [
        "Ada <ada@users.on-record.invalid>",
        "Bea Berg <bea@users.on-record.invalid>",
        "Hear it as spoken",
        "",
        `Contribution: ${first?.id}`,
        "Reviewed-by: Bea Berg <bea@users.on-record.invalid>",
        "",
        "",
      ].join("\n"),
    );
    expect(await git(mine.path, "show", "origin/main:x/x-1.md")).toBe(original(1, word("spoken")));
  });

  test("with a new file propose a first transcript, of the episode that it is of, and keep renamed ones", async () => {
    const { db } = database;
    await using mine = await cloned();
    const { id: showId } = await db.show.findUniqueOrThrow({ where: { slug: "x" } });
    await db.episode.create({ data: { showId, slug: "200", sortKey: "200", title: "Two hundred" } });
    await rename(join(mine.path, "x/x-60.md"), join(mine.path, "x/x-sixty.md"));
    await rename(join(mine.path, "x/x-61.md"), join(mine.path, "x/x-sixty-one.md"));
    await commit(mine.path, "Two more", {
      "x/x-200.md": transcript("episode 200"),
      "x/x-201.md": transcript("episode 201"),
      "x/x-sixty-one.md": original(61, word("whispered")),
    });
    const contributions = await db.contribution.count();
    const { ok, said } = await push(mine.path);
    expect(ok, said).toBe(true);
    const made = await db.firstText.findMany({ include: { episode: true }, orderBy: { path: "asc" } });
    expect(
      made.map(({ path, slug, channel, authorId, message, episode }) => [
        ...[path, slug, channel, authorId, message, episode?.title ?? null],
      ]),
    ).toEqual([
      ["x/x-200.md", "200", "push", ada, "Two more", "Two hundred"],
      ["x/x-201.md", "201", "push", ada, "Two more", null],
    ]);
    for (const { id, path } of made)
      expect(said).toContain(`remote: ${path}: http://localhost:3000/contributions/first/${id}`);
    expect(said).toContain("x/x-sixty.md: here it keeps its name x/x-60.md");
    // A renamed file that was changed too is a change to the document that it was.
    expect(await db.contribution.count()).toBe(contributions + 1);
    expect(await db.contribution.findFirst({ where: { document: { path: "x/x-61.md" } } })).toMatchObject({
      channel: "push",
    });
    expect((await push(mine.path)).said).toContain("x/x-200.md (as before)");

    const maintainer = await db.user.create({ data: { handle: "carl", name: "Carl" } });
    // Somebody who was given the very commit proposes it too.
    const his = await tokenWith(["contribute"], { userId: maintainer.id });
    await git(mine.path, "remote", "add", "carl", address(his).replace("ada:", "carl:"));
    const given = await run("git", ["push", "carl", "HEAD:refs/for/main"], { cwd: mine.path });
    expect(given.stderr).toContain("x/x-200.md: http://localhost:3000/contributions/first/");
    expect(await db.firstText.count({ where: { authorId: maintainer.id } })).toBe(2);

    await db.showRole.create({ data: { userId: maintainer.id, showId, role: "maintainer" } });
    const person = { id: maintainer.id, name: "Carl" };
    expect(await decideFirst(db, { id: made[1]?.id ?? 0, person, decision: "accept" })).toEqual({
      ...{ ok: true, show: "x", slug: "201" },
    });
    await git(mine.path, "fetch", "--quiet");
    expect(await git(mine.path, "log", "-1", "--format=%an %s", "origin/main")).toBe("Ada Two more\n");
    expect(await git(mine.path, "show", "origin/main:x/x-201.md")).toBe(transcript("episode 201"));
  });

  test("rest on the revision they were made from, however far main has gone, and send no more than is new", async () => {
    await using mine = await cloned();
    const path = "x/x-3.md";
    for (let n = 0; n < 3; n++)
      await edit(database.db, path, (text) => `${text}\n**Ana:** Meanwhile ${n}.\n`);
    await commit(mine.path, "From an old clone", { [path]: original(3, word("heard")) });
    const { ok, said } = await push(mine.path, "--progress", "HEAD:refs/for/main");
    expect(ok, said).toBe(true);
    expect(said).toMatch(/Writing objects: 100% \(4\/4\)/);
    const made = await database.db.contribution.findFirstOrThrow({
      where: { document: { path } },
      include: { versions: true },
    });
    expect(made.versions[0]?.base).toBe(1);
  });
});

describe("what may not be pushed is refused with its file, line and reason, and leaves nothing behind:", () => {
  /** A commit with a hand-made tree, which git itself would not create. */
  async function commitTree(folder: string, mode: string, name: string, object: string) {
    const raw = Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(object, "hex")]);
    const id = createHash("sha1").update(`tree ${raw.length}\0`).update(raw).digest("hex");
    await writeFile(join(folder, "tree"), raw);
    await git(folder, "hash-object", "-w", "-t", "tree", "--literally", "tree");
    const made = await git(folder, "commit-tree", id, "-p", "HEAD", "-m", "By hand");
    await git(folder, "reset", "--quiet", "--soft", made.trim());
  }
  const blobOf = async (folder: string) => (await git(folder, "rev-parse", "HEAD:x/x-1.md")).trim();
  const treeOf = async (folder: string) => (await git(folder, "rev-parse", "HEAD:x")).trim();

  const cases: [string, (folder: string) => Promise<unknown>, RegExp, string[]?][] = [
    [
      "a force push to main",
      (f) => commit(f, "x", { "x/x-1.md": "**Ana:** No.\n" }),
      /only refs\/for\/main can be pushed to[\s\S]*/,
      ["+HEAD:refs/heads/main"],
    ],
    [
      "a new branch",
      (f) => commit(f, "x", { "x/x-1.md": "**Ana:** No.\n" }),
      /remote: main is what was accepted[\s\S]*only refs\/for\/main/,
      ["HEAD:refs/heads/other"],
    ],
    [
      "a deleted branch",
      async () => {},
      /remote: Nothing can be deleted here[\s\S]*nothing can be deleted/,
      [":refs/heads/main"],
    ],
    ["a tag", (f) => git(f, "tag", "-a", "v1", "-m", "x"), /not a commit/, ["v1:refs/for/main"]],
    ["nothing new", async () => {}, /nothing new/],
    [
      "a history of its own",
      async (f) => {
        await git(f, "checkout", "--quiet", "--orphan", "own");
        await commit(f, "Own", { "x/x-1.md": "**Ana:** Mine.\n" });
      },
      /does not rest on this repository's history/,
    ],
    [
      "a symbolic link",
      async (f) => {
        await rm(join(f, "x/x-1.md"));
        await symlink("/etc/passwd", join(f, "x/x-1.md"));
        await commit(f, "Link", {});
      },
      /x\/x-1\.md: a symbolic link/,
    ],
    [
      "a submodule",
      async (f) => {
        await git(
          f,
          "update-index",
          "--add",
          "--cacheinfo",
          `160000,${(await git(f, "rev-parse", "HEAD")).trim()},x/sub`,
        );
        await git(f, "commit", "--quiet", "-m", "Submodule");
      },
      /x\/sub: a submodule/,
    ],
    [
      "a program",
      async (f) => {
        await chmod(join(f, "x/x-1.md"), 0o755);
        await commit(f, "Run", {});
      },
      /x\/x-1\.md: its mode is 100755/,
    ],
    ["a file named ..", async (f) => commitTree(f, "100644", "..", await blobOf(f)), /named \.\./],
    ["a folder named .git", async (f) => commitTree(f, "40000", ".git", await treeOf(f)), /named \.git/],
    [
      "a file named with a slash",
      async (f) => commitTree(f, "100644", ".git/config", await blobOf(f)),
      /contains a slash|named \.git/,
    ],
    [
      "invalid UTF-8",
      (f) =>
        commit(f, "Bytes", { "x/x-1.md": Buffer.from("**Ana:** One.\n\n**Ben:** T\xffwo.\n", "latin1") }),
      /x\/x-1\.md:3: not UTF-8: byte 26, in line 3/,
    ],
    [
      "a name that is not UTF-8",
      async (f) => {
        await writeFile(Buffer.from(join(f, "x/caf\xe9.md"), "latin1"), "**Ana:** Oh.\n");
        await commit(f, "Name", {});
      },
      /its name is not UTF-8/,
    ],
    [
      "a NUL",
      (f) => commit(f, "NUL", { "x/x-1.md": "**Ana:** One.\n\0" }),
      /x\/x-1\.md:2: it contains a NUL/,
    ],
    [
      "a control character",
      (f) =>
        commit(f, "Bell", {
          "x/x-1.md": original(1, (text) => text.replace("paragraph 2", "para\u0007graph 2")),
        }),
      /x\/x-1\.md:3: .*control characters/,
    ],
    ["an empty file", (f) => commit(f, "Empty", { "x/x-1.md": "" }), /x\/x-1\.md: empty/],
    [
      "a file too long",
      (f) => commit(f, "Long", { "x/x-1.md": "word ".repeat(1_100_000) }),
      /x\/x-1\.md: larger than 5 MB/,
    ],
    [
      "a transcript in the folder of a show that is not here",
      (f) => commit(f, "Move", { "z/x-1.md": original(1, word("moved")) }),
      /z\/x-1\.md: there is no show "z" here/,
    ],
    [
      "a transcript moved into another show",
      async (f) => {
        await rename(join(f, "x/x-1.md"), join(f, "y/y-2.md"));
        await commit(f, "Move", {});
      },
      /x\/x-1\.md: a transcript cannot be moved to another show/,
    ],
    [
      "new show notes, or a file that is no transcript",
      (f) => commit(f, "More", { "x/x-300.notes.md": "Notes.\n", "x/README.md": "Me.\n" }),
      /x\/README\.md: it is no transcript[\s\S]*x\/x-300\.notes\.md: show notes begin on the site/,
    ],
    [
      "a second transcript for an episode that has one",
      (f) => commit(f, "Again", { "x/1.md": original(1, word("again")) }),
      /x\/1\.md: .*has a transcript by now/,
    ],
    ["README.md", (f) => commit(f, "Me", { "README.md": "Me.\n" }), /README\.md: the platform writes it/],
    [
      "too many files",
      (f) =>
        commit(
          f,
          "All",
          Object.fromEntries(
            Array.from({ length: 110 }, (_, i) => [`x/x-${i + 1}.md`, original(i + 1, word("changed"))]),
          ),
        ),
      /This changes 110 files. 100 are the most/,
    ],
    [
      "one good file and one bad",
      (f) => commit(f, "Both", { "x/x-5.md": original(5, word("good")), LICENSE: "Mine.\n" }),
      /LICENSE: the platform/,
    ],
  ];

  test.each(cases)("%s", async (_, prepare, wanted, refs = []) => {
    await using mine = await cloned();
    const before = await left();
    await prepare(mine.path);
    const { ok, said } = await push(mine.path, ...refs);
    expect(said).toMatch(wanted);
    expect(ok).toBe(false);
    expect(await left()).toEqual(before);
  });

  test("100,000 files", async () => {
    await using mine = await cloned();
    const before = await left();
    const blob = await blobOf(mine.path);
    const stream = [`commit refs/heads/many\ncommitter A <a@b> 0 +0000\ndata 1\nx\nfrom refs/heads/main^0\n`];
    for (let n = 0; n < 100_000; n++) stream.push(`M 100644 ${blob} many/${n % 100}/${n}.md\n`);
    await writeFile(join(mine.path, "../stream"), stream.join(""));
    await run("sh", ["-c", "git fast-import --quiet < ../stream"], { cwd: mine.path });
    const { ok, said } = await push(mine.path, "many:refs/for/main");
    expect(said).toMatch(/This changes 100,000 files/);
    expect(ok).toBe(false);
    expect(await left()).toEqual(before);
  });

  test("more bytes than are taken, and they are not kept anywhere meanwhile", async () => {
    await using mine = await cloned();
    const before = await left();
    const small = await serveHttp((request) =>
      request.method === "POST"
        ? receive({ db: database.db, folder: place.path, siteUrl: site.url, request, mostBytes: 1_000_000 })
        : serve({ db: database.db, folder: place.path, siteUrl: site.url, request, path: "info/refs" }),
    );
    try {
      await commit(mine.path, "Large", { "x/x-1.md": randomBytes(8_000_000) });
      await git(
        mine.path,
        "remote",
        "set-url",
        "origin",
        address(token).replace(site.url.slice(7), small.url.slice(7)),
      );
      const { ok, said } = await push(mine.path);
      expect(said).toMatch(/larger than 1 MB/);
      expect(ok).toBe(false);
      expect(await left()).toEqual(before);
    } finally {
      await small.close();
    }
  });

  test.each([
    ["what is no push at all", "GET / HTTP/1.0\r\n\r\n", 400, /no push/],
    [
      "a pack that is none",
      `${line(`${"0".repeat(40)} ${"1".repeat(40)} refs/for/main\0 report-status side-band-64k`)}0000NOPACK`,
      200,
      /cannot be taken/,
    ],
    [
      "a pack that ends early",
      `${line(`${"0".repeat(40)} ${"1".repeat(40)} refs/for/main\0 report-status side-band-64k`)}0000PACK\0\0\0\x02\0\0\0\x09`,
      200,
      /cannot be taken/,
    ],
    ["a question whether one may", "0000", 200, /^$/],
  ])("%s", async (_, body, status, wanted) => {
    const before = await left();
    const response = await fetch(`${address()}/git-receive-pack`, {
      method: "POST",
      headers: { Authorization: `Basic ${Buffer.from(`x:${token}`).toString("base64")}` },
      body,
    });
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(wanted);
    expect(await left()).toEqual(before);
  });

  function line(content: string): string {
    return (content.length + 4).toString(16).padStart(4, "0") + content;
  }

  test.each([
    ["no token", async () => undefined, /could not read Username|terminal prompts disabled/],
    [
      "a token of nobody",
      async () => `onr_${"0".repeat(48)}`,
      /remote: This token does not exist on this site/,
    ],
    [
      "a token that only reads",
      () => tokenWith(["read"]),
      /remote: This token does not have the scope for contributing/,
    ],
    [
      "an expired token",
      async () => {
        const expiring = await tokenWith(["contribute"], { expiresAt: new Date(Date.now() + 3000) });
        await sleep(3100);
        return expiring;
      },
      /remote: This token has expired/,
    ],
    [
      "a revoked token",
      async () => {
        const revoked = await tokenWith(["contribute"]);
        await database.db.token.updateMany({
          where: { prefix: revoked.slice(0, 12) },
          data: { revokedAt: new Date() },
        });
        return revoked;
      },
      /remote: This token was revoked/,
    ],
  ])("with %s", async (_, make, wanted) => {
    await using mine = await cloned();
    const before = await left();
    await commit(mine.path, "x", { "x/x-1.md": original(1, word("stolen")) });
    await git(mine.path, "remote", "set-url", "origin", address(await make()));
    const { ok, said } = await push(mine.path);
    expect(said).toMatch(wanted);
    expect(ok).toBe(false);
    expect(await left()).toEqual(before);
  });
});

test("whoever opens pushes and sends nothing gives the slots up, and no person has both", async () => {
  const { db } = database;
  const others = await Promise.all(
    ["pusher-1", "pusher-2", "pusher-3"].map(async (handle) => {
      const { id: userId } = await db.user.create({ data: { handle, name: handle } });
      const made = await makeToken(db, { userId, name: "x", scopes: ["contribute"] });
      if (!made.ok) throw new Error(made.reason);
      return made.token;
    }),
  );
  const silent = (password: string) => {
    const gone = new AbortController();
    const body = new ReadableStream({ start: () => {} });
    const headers = { Authorization: `Basic ${Buffer.from(`x:${password}`).toString("base64")}` };
    const request = new Request("http://localhost/transcripts.git/git-receive-pack", {
      ...{ method: "POST", body, headers, signal: gone.signal },
      ...{ duplex: "half" },
    } as RequestInit);
    const pace = { leastBytesPerSecond: 1000, graceSeconds: 0.5, longestSeconds: 60 };
    return receive({ db, folder: place.path, siteUrl: "http://localhost:3000", request, pace });
  };
  const answers = await Promise.all(others.map(silent));
  for (const answer of answers) expect(answer.status).toBe(408);
  // One person has one slot, and one place to wait for it.
  const mine = await Promise.all([silent(token), silent(token), silent(token)]);
  expect(mine.map(({ status }) => status).sort()).toEqual([408, 408, 503]);
});
