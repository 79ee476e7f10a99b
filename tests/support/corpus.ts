import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const shared = process.env.ONRECORD_SHARED ?? join(root, "../shared");

/** The folder of real transcripts, or null if it is missing. ONRECORD_SHARED sets its place. */
export const corpusFolder: string | null = existsSync(join(shared, "corpus/corpus.json"))
  ? join(shared, "corpus")
  : null;

/** Why nothing can be read: shown when a test or bench is skipped, or when it fails under CI. */
export const corpusMissing = `No transcripts at ${join(shared, "corpus")}: set ONRECORD_SHARED to the folder that holds corpus/ and surveys/.`;

/** True if the corpus is required: a test that skips itself on CI protects nothing. */
export const corpusRequired = Boolean(process.env.CI);

/** A test's name, with the reason if it is skipped. */
export const corpusTitle = (name: string): string =>
  corpusFolder || corpusRequired ? name : `${name} (skipped. ${corpusMissing})`;

/** True if a test of the corpus is to be skipped. Never on CI, where it fails because the files are missing. */
export const corpusSkipped = !corpusFolder && !corpusRequired;

/**
 * The folder, for a command that needs it. Without it, the command fails under CI; elsewhere it says so and
 * exits.
 */
export function corpusOrExit(): string {
  if (corpusFolder) return corpusFolder;
  console.error(corpusMissing);
  process.exit(corpusRequired ? 1 : 0);
}

/** One row of corpus.json. */
export interface CorpusCounts {
  readonly words: number;
  readonly turns: number;
  readonly paragraphs: number;
  readonly timestamps: number;
  readonly gaps: number;
  readonly speakers: number;
  readonly markers: number;
  readonly unlabelled: number;
  readonly timestamps_canonical: number;
  readonly gaps_canonical: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** The counts, by path, on which two other implementations agree. */
export function corpusCounts(folder: string): Record<string, CorpusCounts> {
  return JSON.parse(readFileSync(join(folder, "corpus.json"), "utf8")).files;
}

/** The paths of all transcripts, sorted, relative to the folder. */
export function corpusPaths(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((show) =>
      readdirSync(join(folder, show.name))
        .filter((file) => file.endsWith(".md"))
        .map((file) => `${show.name}/${file}`),
    )
    .sort();
}

/** A file of the corpus as text. */
export function corpusText(folder: string, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

/** A file of the shared folder as text, such as `surveys/….csv`. */
export function sharedText(path: string): string {
  if (!corpusFolder) throw new Error(corpusMissing);
  return readFileSync(join(shared, path), "utf8");
}

/** The rows of a file of JSON lines, relative to the shared folder, such as `surveys/claims-….jsonl`. */
export function sharedRows<Row>(path: string): Row[] {
  return sharedText(path)
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

/** Transcripts of the whole collection by their paths, such as `friends/….md`; read in one pass over its archive. */
export function collectionTexts(paths: readonly string[]): Map<string, string> {
  if (!corpusFolder) throw new Error(corpusMissing);
  const folder = mkdtempSync(join(tmpdir(), "onrecord-collection-"));
  try {
    const archive = join(shared, "collection/transcripts.tar.gz");
    execFileSync("tar", ["-xzf", archive, "-C", folder, ...paths]);
    return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every transcript of the whole collection, in the order of their paths; one is read at a time. */
export function* collectionFiles(): Generator<{ readonly path: string; readonly text: string }> {
  corpusOrExit();
  const folder = mkdtempSync(join(tmpdir(), "onrecord-collection-"));
  try {
    execFileSync("tar", ["-xzf", join(shared, "collection/transcripts.tar.gz"), "-C", folder]);
    for (const path of corpusPaths(folder)) yield { path, text: readFileSync(join(folder, path), "utf8") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
