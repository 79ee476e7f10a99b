import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { migrate } from "../../../scripts/database/migrate";
import { createDatabase, type NewDatabase } from "../copy-database";
import { loadDump } from "./dump";
import type { Meaning } from "./meaning";

const FOLDER = join(import.meta.dirname, "../../fixtures/upgrade");

/** The files of a release's fixtures. */
export const FILES = {
  dump: "dump.jsonl.br",
  bundle: "platform.bundle",
  expected: "expected.json.br",
  api: "openapi.json.br",
  webhook: "webhook.json",
  addresses: "addresses.json",
} as const;

/** The expected state, recorded under the version that wrote the fixtures. */
export interface Expected {
  /** The site's own secret. */
  readonly secret: string;
  /** Personal tokens by their names. */
  readonly tokens: Readonly<Record<string, string>>;
  /** An invitation that nobody has used. */
  readonly invitation: string;
  /** The state of the dumped database. */
  readonly upgraded: Meaning;
  /** The state of the platform restored from the bundle. */
  readonly restored: Meaning;
}

/** The releases with fixtures, oldest first. */
export const RELEASES: readonly string[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort(new Intl.Collator("en", { numeric: true }).compare);

export const pathOf = (release: string, file: keyof typeof FILES) => join(FOLDER, release, FILES[file]);

/** Loads a release's dump into a new database on the server of `server`, and migrates it to today. */
export async function createUpgraded(server: string, release: string): Promise<NewDatabase> {
  const database = await createDatabase(server);
  await loadDump(database.url, await readFile(pathOf(release, "dump")));
  await migrate(database.url);
  return database;
}

/** Reads compressed JSON. */
export const readPacked = async <T>(path: string): Promise<T> =>
  JSON.parse(brotliDecompressSync(await readFile(path)).toString("utf8"));

export const readExpected = (release: string) => readPacked<Expected>(pathOf(release, "expected"));
