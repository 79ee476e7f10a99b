import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { brotliCompressSync } from "node:zlib";
import { migrate } from "../../../scripts/database/migrate";
import { openDatabase } from "../../../server/db";
import { exportPlatform } from "../../../server/doors/archive/export-platform";
import { restorePlatform } from "../../../server/doors/archive/restore-platform";
import { apiOver, SITE } from "../../server/api/serving";
import { createDatabase } from "../copy-database";
import { serveHook } from "../serve-hook";
import { type Address, ask, askAll, cookieOf, listAddresses } from "./addresses";
import { loadDump, writeDump } from "./dump";
import { listQuestions, readMeaning } from "./meaning";
import { type Expected, type FILES, pathOf } from "./upgraded";

const ROOT = join(import.meta.dirname, "../../..");

type Known = Pick<Expected, "secret" | "tokens" | "invitation">;

interface Recording {
  /** A database with rows of every kind. */
  readonly url: string;
  readonly release: string;
  readonly known: Known;
  /** SQL that creates what no migration creates. */
  readonly preparations?: readonly string[];
  /** Runs the built site over a database, with its own secret. */
  readonly serve: (databaseUrl: string, secret: string) => Promise<{ url: string; stop(): Promise<void> }>;
}

/**
 * Writes a release's fixtures: its dump, its bundle, and their expected state. See
 * tests/fixtures/upgrade/README.md.
 */
export async function record({ url, release, known, preparations, serve }: Recording): Promise<void> {
  await mkdir(join(pathOf(release, "dump"), ".."), { recursive: true });
  const dump = await writeDump(url, { version: release, preparations });
  await write("dump", dump);
  const place = await mkdtemp(join(tmpdir(), "onrecord-record-"));
  try {
    const upgraded = await withCopy(async (databaseUrl) => {
      const db = openDatabase(databaseUrl);
      try {
        const questions = await listQuestions(db, known.tokens);
        const meaning = await readMeaning({ db, folder: join(place, "upgraded"), ...known, questions });
        await write("webhook", `${JSON.stringify(await tellWebhook(databaseUrl, known), null, 2)}\n`);
        const description = await apiOver(db).json("/openapi.json");
        await write("api", brotliCompressSync(JSON.stringify(description)));
        return meaning;
      } finally {
        await db.$disconnect();
      }
    });
    await withCopy((databaseUrl) => exportTo(databaseUrl, pathOf(release, "bundle")));
    const restored = await readRestored(pathOf(release, "bundle"), known, place);
    const expected: Expected = { ...known, upgraded, restored };
    await write("expected", brotliCompressSync(JSON.stringify(expected)));
    await write("addresses", await withCopy((databaseUrl) => recordAddresses(databaseUrl)));
  } finally {
    await rm(place, { recursive: true, force: true });
  }

  async function write(file: keyof typeof FILES, content: string | Uint8Array) {
    await writeFile(pathOf(release, file), content);
  }

  async function withCopy<T>(use: (databaseUrl: string) => Promise<T>): Promise<T> {
    const copy = await createDatabase(url);
    try {
      await loadDump(copy.url, dump);
      return await use(copy.url);
    } finally {
      await copy.drop();
    }
  }

  async function readRestored(file: string, { secret }: Known, folder: string) {
    const copy = await createDatabase(url);
    try {
      await migrate(copy.url);
      const db = openDatabase(copy.url);
      try {
        const restored = await restorePlatform({ db, file });
        if (!restored.ok) throw new Error(restored.message);
        const questions = await listQuestions(db, {});
        return await readMeaning({ db, folder: join(folder, "restored"), secret, tokens: {}, questions });
      } finally {
        await db.$disconnect();
      }
    } finally {
      await copy.drop();
    }
  }

  async function recordAddresses(databaseUrl: string): Promise<string> {
    const site = await serve(databaseUrl, known.secret);
    const db = openDatabase(databaseUrl);
    try {
      const cookies: Record<string, string> = {};
      for (const person of await db.user.findMany({ where: { handle: { in: ["ada", "carl"] } } }))
        cookies[person.handle] = await cookieOf(person, known.secret);
      const lines: string[] = [];
      for (const request of listAddresses(ROOT)) {
        const filled = { ...request, address: fillIn(request.address, site.url, known) };
        const answers = await askAll(async (by) => {
          const { location: _location, ...answer } = await ask(site.url, filled, cookies[by]);
          return answer;
        });
        const address: Address = { ...request, answers };
        lines.push(JSON.stringify(address));
      }
      return `[\n${lines.join(",\n")}\n]\n`;
    } finally {
      await db.$disconnect();
      await site.stop();
    }
  }
}

/** Fills in an address's placeholders for one site. */
export function fillIn(address: string, site: string, { invitation }: Pick<Known, "invitation">): string {
  return address.replace("INVITATION", invitation).replace("SITE", encodeURIComponent(site));
}

/** Exports a database as `npm run export` does. */
export async function exportTo(databaseUrl: string, file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "onrecord-export-"));
  const db = openDatabase(databaseUrl);
  try {
    const exported = await exportPlatform({ db, folder, siteUrl: SITE });
    if (!exported.ok) throw new Error(exported.message);
    await pipeline(exported.bundle, createWriteStream(file)).finally(exported.done);
  } finally {
    await db.$disconnect();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The files on a bundle's branch `platform`, by name. */
export async function filesOf(bundle: string): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "onrecord-bundle-"));
  try {
    const run = promisify(execFile);
    await run("git", ["clone", "--quiet", "--branch=platform", bundle, "cloned"], { cwd: folder });
    const cloned = join(folder, "cloned");
    const { stdout } = await run("git", ["ls-files"], { cwd: cloned });
    const names = stdout.trim().split("\n");
    return new Map(
      await Promise.all(
        names.map(async (name) => [name, await readFile(join(cloned, name), "utf8")] as const),
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Contributes through the API with a webhook set up, and returns the webhook's messages: a proposal and its
 * acceptance.
 */
export async function tellWebhook(
  databaseUrl: string,
  { tokens }: Pick<Known, "tokens">,
): Promise<unknown[]> {
  const db = openDatabase(databaseUrl);
  const hook = await serveHook();
  try {
    const { id: showId } = await db.show.findUniqueOrThrow({ where: { slug: "lights" } });
    await hook.add(db, showId);
    const { call } = apiOver(db);
    const post = async (path: string, token: string | undefined, body: unknown) => {
      const response = await call(path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        ...(token === undefined ? {} : { token }),
      });
      if (response.status !== 201) throw new Error(`${path}: ${await response.text()}`);
      return response.json();
    };
    const path = "/documents/lights/2/transcript/revisions/1";
    const { text } = (await (await call(path)).json()) as { text: string };
    const made = (await post("/contributions", tokens.contributor, {
      ...{ document: "lights/2", kind: "transcript", base: 1, text: text.replace("and no more", "and more") },
    })) as { id: number; version: number };
    await hook.deliver(db);
    await post(`/contributions/${made.id}/reviews`, tokens.owner, {
      decision: "accept",
      version: made.version,
    });
    await hook.deliver(db);
    return hook.bodies.map((body) => JSON.parse(body));
  } finally {
    await hook.close();
    await db.$disconnect();
  }
}
