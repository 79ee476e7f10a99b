import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { encode } from "next-auth/jwt";
import type { Database } from "../../server/db";
import { makeToken } from "../../server/people/accounts/make-token";
import type { KnownSite } from "./known-site";
import { readForms } from "./read-forms";

interface Preparing {
  readonly db: Database;
  /** Where the site is reached, without a slash at its end. */
  readonly url: string;
  /** The secret that the site signs its sessions with. */
  readonly secret: string;
  /** Pages whose forms are wanted, and who sees them; by default as many as are found. */
  readonly forms?: readonly { readonly page: string; readonly as: string | null }[];
}

/** The build, whose actions are called. */
const BUILD = join(import.meta.dirname, "../../.next");

export interface PreparedSite extends KnownSite {
  /** The headers by which a request is somebody's: a session for pages, a token for the API and git. */
  readonly sign: (name: string, path: string) => Readonly<Record<string, string>>;
}

const CONTRIBUTORS = 12;

/** Gives a site people of every right with sessions and tokens, and reads its texts, forms and actions. */
export async function prepareSite(preparing: Preparing): Promise<PreparedSite> {
  const { db, url, secret } = preparing;
  const show = await db.show.findFirstOrThrow({ select: { id: true } });
  const contributor = Array.from({ length: CONTRIBUTORS }, (_, i) => `contributor-${i + 1}`);
  const reviewer = ["maintainer-1", "owner-1", "administrator-1"];
  const signs = new Map<string, { readonly cookie: string; readonly token: string }>();
  for (const handle of [...contributor, ...reviewer]) {
    const [what] = handle.split("-");
    const { id } = await db.user.create({ data: { handle, name: handle, admin: what === "administrator" } });
    if (what === "maintainer" || what === "owner")
      await db.showRole.create({ data: { userId: id, showId: show.id, role: what } });
    const made = await makeToken(db, { userId: id, name: "fuzz", scopes: ["read", "contribute", "review"] });
    if (!made.ok) throw new Error(made.reason);
    const session = await encode({ token: { sub: id, handle, name: handle }, secret });
    signs.set(handle, { cookie: `next-auth.session-token=${session}`, token: made.token });
  }
  const sign = (name: string, path: string): Readonly<Record<string, string>> => {
    const { cookie = "", token = "" } = signs.get(name) ?? {};
    if (path.startsWith("/api/v1")) return { authorization: `Bearer ${token}` };
    if (path.startsWith("/transcripts.git"))
      return { authorization: `Basic ${Buffer.from(`x:${token}`).toString("base64")}` };
    return { cookie };
  };
  const documents = await db.document.findMany({
    where: { kind: "transcript" },
    include: { episode: { include: { show: true } }, revisions: { where: { number: 1 } } },
  });
  const texts = documents.map(({ episode, revisions }) => ({
    document: `${episode.show.slug}/${episode.slug}`,
    base: 1,
    text: revisions[0]?.text ?? "",
  }));
  // Something to review and to talk about, before the pages are read.
  for (const { document, base, text } of texts) {
    const body = JSON.stringify({ document, base, kind: "transcript", text: `${text}\nAnd more.\n` });
    const headers = { "content-type": "application/json", ...sign("contributor-1", "/api/v1") };
    await fetch(`${url}/api/v1/contributions`, { method: "POST", headers, body });
  }
  return {
    people: { contributor, reviewer, anybody: [...contributor.slice(0, 2), ...reviewer] },
    ...{ texts, sign },
    forms: await (preparing.forms
      ? readForEach(url, preparing.forms, sign)
      : readSite(url, ["owner-1", "administrator-1", "contributor-1", null], sign)),
    actions: await readActions(BUILD),
    push: await makePush(url, sign("contributor-1", "/transcripts.git").authorization ?? ""),
  };
}

const FIRST_PAGES = [
  ...["/", "/sign-in", "/settings", "/settings/tokens", "/notices", "/review", "/gaps", "/search"],
  ...["/figures", "/figures/1", "/figures/1/correct?p=2", "/figures/1/edit", "/figures/1/notes/edit"],
  ...[
    "/figures/1/report?p=2",
    "/figures/1/claim",
    "/figures/1/history",
    "/figures/1/history/1",
    "/figures/settings",
  ],
  ...[
    "/figures/settings/webhooks",
    "/figures/state",
    "/gaps/figures/1",
    "/claims",
    "/claims/1",
    "/claims/1/evidence",
  ],
  ...["/claims/mine", "/contributions/1", "/surveys", "/surveys/propose", "/people/owner-1"],
];
/** Pages that are read of one shape, such as `/contributions/#`: their forms are alike. */
const MOST_OF_A_SHAPE = 2;
const MOST_PAGES = 90;

type KnownForms = KnownSite["forms"];

/** Everything that is on a page; nothing where there is no such page for them. */
async function readPage(url: string, page: string, headers: Readonly<Record<string, string>>) {
  const answered = await fetch(url + page, { headers, redirect: "manual" });
  const isPage = answered.status === 200 && answered.headers.get("content-type")?.startsWith("text/html");
  return isPage ? readForms(await answered.text(), page) : { forms: [], links: [] };
}

async function readForEach(
  url: string,
  wanted: readonly { readonly page: string; readonly as: string | null }[],
  sign: PreparedSite["sign"],
): Promise<KnownForms> {
  const found = [];
  for (const { page, as } of wanted) {
    const { forms } = await readPage(url, page, as ? sign(as, page) : {});
    found.push(forms.map((form, nth) => ({ ...form, page, nth, as })));
  }
  return found.flat();
}

async function readSite(
  url: string,
  people: readonly (string | null)[],
  sign: PreparedSite["sign"],
): Promise<KnownForms> {
  const forms: KnownForms[number][] = [];
  for (const as of people) {
    const seen = new Map<string, number>();
    const pages = [...FIRST_PAGES];
    const known = new Set(pages);
    for (let i = 0; i < Math.min(pages.length, MOST_PAGES); i++) {
      const page = pages[i] ?? "/";
      const found = await readPage(url, page, as ? sign(as, page) : {});
      forms.push(...found.forms.map((form, nth) => ({ ...form, page, nth, as })));
      for (const link of found.links) {
        const shape = link.replace(/\d+/g, "#").replace(/=[^&]*/g, "=");
        const times = seen.get(shape) ?? 0;
        if (known.has(link) || times >= MOST_OF_A_SHAPE) continue;
        seen.set(shape, times + 1);
        known.add(link);
        pages.push(link);
      }
    }
  }
  return forms;
}

/** The names of all server actions, as Next writes them down at the end of a build. */
async function readActions(build: string): Promise<string[]> {
  const text = await readFile(join(build, "server/server-reference-manifest.json"), "utf8");
  return Object.keys((JSON.parse(text) as { readonly node: object }).node);
}

const run = promisify(execFile);

/** What git sends of a commit that changes a transcript. */
async function makePush(url: string, authorization: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "onrecord-fuzz-"));
  const me = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
  const git = (args: readonly string[], input?: string) => {
    const running = run("git", ["-C", folder, ...me, ...args], { encoding: "buffer", maxBuffer: 2 ** 26 });
    if (input !== undefined) running.child.stdin?.end(input);
    return running.then(({ stdout }) => stdout);
  };
  try {
    await git([
      "-c",
      `http.extraHeader=Authorization: ${authorization}`,
      "clone",
      "-q",
      `${url}/transcripts.git`,
      ".",
    ]);
    const names = await readdir(folder, { recursive: true });
    const name =
      names.find((each) => /^figures\/.*-1\.md$/.test(each)) ?? names.find((each) => each.endsWith(".md"));
    if (name === undefined) throw new Error("There is no transcript to push");
    const before = (await git(["rev-parse", "HEAD"])).toString().trim();
    await writeFile(join(folder, name), `${await readFile(join(folder, name), "utf8")}\nPushed.\n`);
    await git(["commit", "-qam", "Correct it"]);
    const after = (await git(["rev-parse", "HEAD"])).toString().trim();
    const pack = await git(["pack-objects", "--revs", "--stdout", "--thin", "-q"], `${after}\n^${before}\n`);
    const line = `${"0".repeat(40)} ${after} refs/for/main\0 report-status side-band-64k agent=git/2`;
    return Buffer.concat([
      Buffer.from(`${(line.length + 4).toString(16).padStart(4, "0")}${line}0000`),
      pack,
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
