import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Database } from "@/server/db";
import { catchUp } from "@/server/doors/repository/catch-up";
import { Slots } from "@/server/people/limits/slots";
import { type Exported, exportPlatform } from "./export-platform";
import { ARCHIVE_VERSION, CLAIM_TABLES, DOCUMENTS, TABLES } from "./tables";

/** An export as a file that nobody changes, or why there is none. */
export type KeptExport =
  | { readonly ok: true; readonly file: string; readonly bytes: number; readonly key: string }
  | (Extract<Exported, { ok: false }> & { readonly reason: "no-show" | "no-repository" | "nothing" })
  | { readonly ok: false; readonly reason: "busy"; readonly message: string };

interface Options {
  readonly db: Database;
  /** The folder that holds the repositories; see `readEnvironment().repository`. */
  readonly folder: string;
  /** The site's address, without a trailing slash. */
  readonly siteUrl: string;
  /** The slug of the show to export; all shows if left out. */
  readonly show?: string | undefined;
}

/** Files that are kept; those that nobody has asked for the longest go first. */
const MOST_KEPT = 12;
const LONGEST_BUILD_SECONDS = 15 * 60;
/** A build keeps two processes busy. Who waits for a place waits for one, whatever they ask for. */
const builds = new Slots({ most: 1, mostOfOne: 1, mostWaiting: 12, patienceSeconds: 60 });

/** By file: builds that are under way, so that whoever asks for the same shares them. */
const building = new Map<string, Promise<KeptExport>>();

/**
 * The export of the platform, or of one show, as `exportPlatform` makes it. It is made once for each position of the log
 * and each state of the tables that it holds, and kept beside the repository; however many ask, one build runs.
 */
export async function keepExport(options: Options): Promise<KeptExport> {
  const { db, folder, siteUrl, show } = options;
  const caught = await catchUp({ db, folder });
  if (!caught.ok) return { ok: false, reason: "no-repository", message: caught.message };
  const { repository, position } = caught;
  const state = [ARCHIVE_VERSION, siteUrl, repository.path, position, await stateOfTables(db)].join("\n");
  const key = createHash("sha256").update(state).digest("hex").slice(0, 32);
  const kept = join(repository.root, "exports");
  // No slug is longer; `.` is in none, so no show's file is taken for the whole platform's.
  const file = join(kept, `${show ?? ".all"}.${key}.bundle`);
  const found = await stat(file).catch(() => null);
  if (found) {
    // Marks it as used.
    await utimes(file, new Date(), new Date()).catch(() => {});
    return { ok: true, file, bytes: found.size, key };
  }
  const shared = building.get(file);
  if (shared) return shared;
  const mine = build({ ...options, kept, file, key }).finally(() => building.delete(file));
  building.set(file, mine);
  return mine;
}

interface Building extends Options {
  /** The folder of kept exports, and the file to make in it. */
  readonly kept: string;
  readonly file: string;
  readonly key: string;
}

async function build({ db, folder, siteUrl, show, kept, file, key }: Building): Promise<KeptExport> {
  // Not the signal of whoever asked first: others wait for it too.
  const signal = AbortSignal.timeout(LONGEST_BUILD_SECONDS * 1000);
  const slot = await builds.take(signal, show ?? "");
  if (!slot)
    return { ok: false, reason: "busy", message: "Other exports are being made. Try again in a minute." };
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    const exported = await exportPlatform({ db, folder, siteUrl, show, signal });
    if (!exported.ok) return exported;
    await mkdir(kept, { recursive: true });
    await pipeline(exported.bundle, createWriteStream(unfinished), { signal }).finally(exported.done);
    await rename(unfinished, file);
    await forget(kept, file, show);
    return { ok: true, file, bytes: (await stat(file)).size, key };
  } finally {
    slot();
    await rm(unfinished, { force: true });
  }
}

/** Deletes older exports of the same, and those that were not asked for the longest. Whoever reads one reads on. */
async function forget(kept: string, current: string, show: string | undefined): Promise<void> {
  const names = (await readdir(kept)).filter(
    (name) => name.endsWith(".bundle") && join(kept, name) !== current,
  );
  const files = await Promise.all(
    names.map(async (name) => ({
      name,
      used: (await stat(join(kept, name)).catch(() => null))?.mtimeMs ?? 0,
    })),
  );
  const isOlder = (name: string) => name.startsWith(`${show ?? ".all"}.`);
  const others = files.filter(({ name }) => !isOlder(name)).sort((a, b) => b.used - a.used);
  const gone = [...files.filter(({ name }) => isOlder(name)), ...others.slice(MOST_KEPT - 1)];
  // A file that is open cannot be deleted on every system: then it goes another time.
  for (const { name } of gone) await rm(join(kept, name), { force: true }).catch(() => {});
}

/**
 * A sum over all rows that an export holds besides the log. A row that changes gets another transaction or another
 * place, so the sum is another one; reading no column, it takes a few milliseconds for each ten thousand rows.
 */
async function stateOfTables(db: Database): Promise<string> {
  const sums = [...TABLES, DOCUMENTS, ...CLAIM_TABLES].map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) AS rows, coalesce(sum(hashtextextended(ctid::text || xmin::text, 0)), 0) AS sum FROM ${name}`,
  );
  const rows = await db.$queryRawUnsafe<{ state: string }[]>(
    `SELECT string_agg(concat_ws(' ', name, rows, sum), ' ' ORDER BY name) AS state FROM (${sums.join(" UNION ALL ")}) AS s`,
  );
  return rows[0]?.state ?? "";
}
