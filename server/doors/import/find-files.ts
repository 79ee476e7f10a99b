import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { compareNaturally } from "@/lib/natural-key";
import { NOTES_ENDING } from "@/server/text/documents/is-notes";
import { filePrefix } from "./file-prefix";
import { misfit, showSlug } from "./misfit";
import type { Problem } from "./problem";

/** A show's folder, with the names of its transcripts and show notes in import order. */
export interface ShowFolder {
  readonly show: string;
  readonly folder: string;
  /** Relative to the folder, with slashes where they lie in folders within it. */
  readonly names: readonly string[];
}

/** The name that a file gets where folders within a show's folder have no place: `2019/a.md` is `2019-a.md`. */
export const flatName = (name: string): string => name.replaceAll("/", "-");

export interface Found {
  readonly shows: readonly ShowFolder[];
  readonly problems: readonly Problem[];
  /** The number of files and folders that are not transcripts. */
  readonly passedOver: number;
}

/** The requested show is missing; these shows exist. */
export interface NoSuchShow {
  readonly otherShows: readonly string[];
}

const ENDING = ".md";
// Files that accompany transcripts in a repository. CHANGELOG and the like match only as whole names, since
// shows are called so too.
const NO_TRANSCRIPT =
  /^(?:(?:readme|licen[cs]e|notice|contributing|code[_-]of[_-]conduct|security|support|changelog|authors|governance)\.md|(?:README|LICEN[CS]E)[._-].*)$/i;

// Only in capitals: in lower case they could name an episode.
const NO_TRANSCRIPT_IN_CAPITALS = /^(?:FORMAT|STYLE|STYLE[_-]?GUIDE|MAINTAINERS|ROADMAP|TODO)\.md$/;

const isHidden = (name: string) => name.startsWith(".") || name === "node_modules";
/** Whether a file is a transcript or show notes by its name, not one of those that accompany them: README.md. */
export const isTranscript = (name: string): boolean =>
  name.endsWith(ENDING) &&
  !isHidden(name) &&
  !NO_TRANSCRIPT.test(name) &&
  !NO_TRANSCRIPT_IN_CAPITALS.test(name);

/** A file's name without its ending; equal for a transcript and its show notes. */
export function stemOf(name: string): string {
  return name.slice(0, -(name.endsWith(NOTES_ENDING) ? NOTES_ENDING : ENDING).length);
}

/**
 * Finds the transcripts in a folder of shows (`practicalai/practical-ai-147.md`) or in one show's folder. The
 * folder counts as one show's if its files are named after it, or if no folder within has transcripts. If
 * `show` is neither a folder within nor the folder itself, returns the shows that exist.
 *
 * @param name the folder's name if it differs from the one on disk; a clone is named after its repository
 * @param nested whether transcripts lie in folders within a show's folder
 */
export async function findFiles(
  folder: string,
  show: string | undefined,
  name?: string,
  nested = false,
): Promise<Found | NoSuchShow> {
  const root = await realpath(folder);
  const entries = await sorted(root);
  const direct = entries.filter((entry) => !entry.isDirectory() && isTranscript(entry.name));
  const itself = show ?? name ?? basename(root);
  if (show !== undefined) {
    const own = entries.find((entry) => entry.name === show && !isHidden(show));
    if (own?.isDirectory()) return listShow(show, join(root, own.name), nested);
    const link = own && (await linkProblem(root, own));
    if (link) return { shows: [], problems: [link], passedOver: 0 };
  }
  if (isNamedAfter(itself, direct)) return listShow(itself, root, nested);
  if (show !== undefined) {
    const otherShows = await foldersWithTranscripts(root, entries);
    return otherShows.length > 0 ? { otherShows } : listShow(show, root, nested);
  }
  const links: Problem[] = [];
  for (const entry of entries) {
    const problem = await linkProblem(root, entry);
    if (problem) links.push(problem);
  }
  const found = await listShows(root, entries, nested);
  const isEmpty = found.shows.length === 0 && found.problems.length === 0;
  const listed = isEmpty && direct.length > 0 ? await listShow(itself, root, nested) : found;
  const passedOver = listed.passedOver - links.length;
  return { ...listed, problems: [...links, ...listed.problems], passedOver };
}

function isNamedAfter(show: string, files: readonly Dirent[]): boolean {
  if (files.length === 0) return false;
  const { from } = filePrefix(
    show,
    files.map((file) => stemOf(file.name)),
  );
  return from === "known" || from === "folder";
}

async function foldersWithTranscripts(root: string, entries: readonly Dirent[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() || isHidden(entry.name)) continue;
    const names = await readdir(join(root, entry.name)).catch(() => []);
    if (names.some(isTranscript)) found.push(entry.name);
  }
  return found;
}

/** Reports a symbolic link in the place of a show's folder; null if it leads to a file. */
async function linkProblem(root: string, entry: Dirent): Promise<Problem | null> {
  if (!entry.isSymbolicLink() || isHidden(entry.name)) return null;
  const target = await stat(join(root, entry.name)).catch(() => null);
  const path = `${entry.name}/`;
  if (target?.isDirectory())
    return { path, reason: "a symbolic link to another folder: import that folder itself" };
  // A link with a file's name is reported when the file is read, or it is not a transcript.
  return target || entry.name.includes(".")
    ? null
    : { path, reason: "a symbolic link whose target is missing" };
}

async function listShows(root: string, entries: readonly Dirent[], nested: boolean): Promise<Found> {
  const shows: ShowFolder[] = [];
  const problems: Problem[] = [];
  let passedOver = 0;
  for (const entry of entries) {
    const path = `${entry.name}/`;
    if (isHidden(entry.name) || !entry.isDirectory()) passedOver++;
    else {
      const folder = join(root, entry.name);
      const found = await listShow(entry.name, folder, nested).catch((error) => unreadable(path, error));
      const misnamed = found.shows.length > 0 ? misfit(showSlug, entry.name) : null;
      if (misnamed === null) shows.push(...found.shows);
      else problems.push({ path, reason: `no show can be named "${entry.name}": ${misnamed}` });
      problems.push(...found.problems);
      passedOver += found.shows.length > 0 ? found.passedOver : 1;
    }
  }
  return { shows, problems, passedOver };
}

const unreadable = (path: string, error: unknown): Found => ({
  shows: [],
  problems: [{ path, reason: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? error}` }],
  passedOver: 0,
});

async function listShow(show: string, folder: string, nested: boolean): Promise<Found> {
  const entries = await sorted(folder);
  if (nested) {
    const names = await listNested(folder, entries, "", 0);
    return { shows: names.length > 0 ? [{ show, folder, names }] : [], problems: [], passedOver: 0 };
  }
  const names = entries.filter((entry) => isTranscript(entry.name)).map((entry) => entry.name);
  const problems: Problem[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() || isHidden(entry.name) || isTranscript(entry.name)) continue;
    const deeper = await readdir(join(folder, entry.name)).catch(() => []);
    if (names.length > 0 && deeper.some(isTranscript)) {
      const reason =
        "its transcripts are too deep: put them directly into the show's folder, or add --layout nested";
      problems.push({ path: `${show}/${entry.name}/`, reason });
    }
  }
  return {
    shows: names.length > 0 ? [{ show, folder, names }] : [],
    problems,
    passedOver: entries.length - names.length - problems.length,
  };
}

// Deeper is a mistake, or a folder of something else.
const DEEPEST = 6;

async function listNested(
  folder: string,
  entries: readonly Dirent[],
  before: string,
  depth: number,
): Promise<string[]> {
  const found: string[] = [];
  for (const entry of entries) {
    const name = `${before}${entry.name}`;
    // Links to folders are not followed, so there is no way round.
    if (entry.isDirectory() && !isHidden(entry.name) && depth < DEEPEST) {
      const below = join(folder, entry.name);
      found.push(...(await listNested(below, await sorted(below), `${name}/`, depth + 1)));
    } else if (!entry.isDirectory() && isTranscript(entry.name)) found.push(name);
  }
  return found;
}

/**
 * Sorted in the same order on every machine, with numbers in names by value: the log gets episodes in this
 * order.
 */
async function sorted(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const key = ({ name }: Dirent) => (name.endsWith(ENDING) ? stemOf(name) : name);
  return entries.sort((a, b) => compareNaturally(key(a), key(b)) || compareNaturally(a.name, b.name));
}
