import type { Database } from "@/server/db";
import { slugOf } from "@/server/doors/import/file-prefix";
import { isTranscript, stemOf } from "@/server/doors/import/find-files";
import { documentPath, episodeSlug, misfit } from "@/server/doors/import/misfit";
import { checkText, LIMIT } from "@/server/doors/import/read-text";
import { isNotes } from "@/server/text/documents/is-notes";
import { runGit } from "./run-git";

/** A file that a push changes, and what it was made from. */
export interface PushedFile {
  readonly path: string;
  readonly documentId: number;
  /** The number of the revision that it rests on. */
  readonly base: number;
  readonly text: string;
  /** What the commits say that changed it. */
  readonly message: string;
}

/** A file that is new in a push: a first transcript of an episode. */
export interface NewFile {
  readonly path: string;
  readonly showId: number;
  /** The episode's, of the file's name without the show's prefix. */
  readonly slug: string;
  readonly text: string;
  readonly message: string;
}

/** A file that only got another name: here it keeps its own, with its history and its address. */
export interface RenamedFile {
  readonly from: string;
  readonly to: string;
}

/** What a push changes; or all that is wrong with it, a line each that names the file, the line where there is one, and why. */
export type ReadPush =
  | {
      readonly ok: true;
      readonly files: readonly PushedFile[];
      readonly added: readonly NewFile[];
      readonly renamed: readonly RenamedFile[];
    }
  | { readonly ok: false; readonly problems: readonly string[] };

interface Pushed {
  readonly db: Database;
  /** A repository that sees what was pushed and what is published. */
  readonly path: string;
  /** What is published: the commit main is at. */
  readonly main: string;
  readonly pushed: string;
  readonly signal: AbortSignal;
}

/** What one push may change: more is better looked at in parts. */
export const MOST_FILES = 100;
const MOST_COMMITS = 200;
const MOST_PROBLEMS = 20;
const LONGEST_MESSAGE = 200;

/** Reads what a pushed commit changes against the published one that it rests on, and writes nothing. */
export async function readPush({ db, path, main, pushed, signal }: Pushed): Promise<ReadPush> {
  const git = (...args: string[]) => runGit(args, { folder: path, signal });
  const found = await git("merge-base", main, pushed);
  const base = found.out.toString("utf8").trim();
  if (found.code !== 0 || base === "")
    return refused(
      "What you push does not rest on this repository's history. Clone it, commit there, and push that.",
    );
  if (base === pushed) return refused("There is nothing new in what you push: it is here already.");
  const count = Number(
    (await git("rev-list", "--count", `--max-count=${MOST_COMMITS + 1}`, pushed, "--not", main)).out,
  );
  if (count > MOST_COMMITS)
    return refused(`These are more than ${MOST_COMMITS} commits. Push fewer at once.`);

  const diff = await git(
    "diff-tree",
    "-r",
    "-z",
    "--raw",
    "--find-renames",
    `-l${MOST_FILES}`,
    "--no-abbrev",
    base,
    pushed,
  );
  const changes = diff.code === 0 ? readChanges(diff.out) : null;
  if (changes === null || changes.length > MOST_FILES) {
    const many =
      changes === null ? "more files than can be read" : `${changes.length.toLocaleString("en")} files`;
    return refused(`This changes ${many}. ${MOST_FILES} are the most for one push.`);
  }
  const documents = await findDocuments(db, path, base, changes);
  const shows = await findShows(db, changes, documents);
  const problems = changes.flatMap((change) => problemOf(change, documents, shows) ?? []);
  if (problems.length > 0) return refused(...problems);
  return readFiles({ path, base, pushed, signal, changes, documents, shows });
}

interface Change {
  readonly mode: string;
  readonly blob: string;
  readonly status: string;
  /** Null where its bytes are no UTF-8. Of a renamed file, its old one. */
  readonly path: string | null;
  /** The new name of a renamed file. */
  readonly renamedTo: string | null;
  /** Whether only its name is another one. */
  readonly isSame: boolean;
  /** As it can be shown. */
  readonly shown: string;
}

/** Reads `:100644 100644 <id> <id> M`, NUL, the path, NUL, and so on; a rename (`R086`) has two paths. */
function readChanges(raw: Buffer): Change[] {
  const changes: Change[] = [];
  const text = raw.toString("latin1").split("\0");
  const nameAt = (at: number) => {
    const bytes = Buffer.from(text[at] ?? "", "latin1");
    const name = bytes.toString("utf8");
    return { name: Buffer.from(name).equals(bytes) ? name : null, shown: JSON.stringify(name).slice(1, -1) };
  };
  for (let at = 0; at + 1 < text.length; ) {
    const [, mode = "", before = "", blob = "", status = ""] = (text[at] ?? "").split(" ");
    const isRenamed = status.startsWith("R");
    const [{ name, shown }, to] = [nameAt(at + 1), isRenamed ? nameAt(at + 2) : null];
    at += isRenamed ? 3 : 2;
    changes.push({
      ...{ mode, blob, shown },
      status: status.slice(0, 1),
      path: to && to.name === null ? null : name,
      renamedTo: to?.name ?? null,
      isSame: isRenamed && before === blob,
    });
  }
  return changes;
}

interface Document {
  readonly id: number;
  readonly base: number;
}

/** The documents at these paths, with the revision that each stands at in the commit that is the base. */
async function findDocuments(
  db: Database,
  path: string,
  base: string,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, Document>> {
  // As many commits lead to it as there are entries of the log in it.
  const counted = await runGit(["rev-list", "--count", base], { folder: path });
  const position = BigInt(counted.out.toString("utf8").trim() || 0);
  const rows = await db.$queryRaw<(Document & { path: string })[]>`
    SELECT d.path, d.id, max(l.revision_number) AS base
    FROM documents AS d JOIN log AS l ON l.document_id = d.id AND l.position <= ${position}::bigint
    WHERE d.path = ANY(${changes.flatMap((change) => change.path ?? [])}::text[]) GROUP BY d.id`;
  return new Map(rows.map((row) => [row.path, row] as const));
}

interface ShowOfFile {
  readonly id: number;
  readonly filePrefix: string;
}

/** The shows in whose folders there are new files, by their slugs. */
async function findShows(
  db: Database,
  changes: readonly Change[],
  documents: ReadonlyMap<string, Document>,
): Promise<ReadonlyMap<string, ShowOfFile>> {
  const folders = changes.flatMap(({ path }) =>
    path === null || documents.has(path) ? [] : (path.split("/")[0] ?? ""),
  );
  if (folders.length === 0) return new Map();
  const shows = await db.show.findMany({
    where: { slug: { in: folders } },
    select: { id: true, slug: true, filePrefix: true },
  });
  return new Map(shows.map(({ slug, ...show }) => [slug, show] as const));
}

/** The episode's slug that a new file's name gives it; or why there can be no episode of it. */
function newEpisode(
  path: string,
  shows: ReadonlyMap<string, ShowOfFile>,
): { readonly showId: number; readonly slug: string } | { readonly problem: string } {
  const [folder = "", name = ""] = path.split("/");
  const show = shows.get(folder);
  if (!show)
    return { problem: `there is no show "${folder}" here. New transcripts lie in their show's folder.` };
  if (isNotes(path)) return { problem: "show notes begin on the site, beside their episode's transcript." };
  if (!isTranscript(name)) return { problem: "it is no transcript, by its name." };
  const unfit = misfit(documentPath, path);
  if (unfit !== null) return { problem: `no transcript can lie there: ${unfit}.` };
  const slug = slugOf(stemOf(name), show.filePrefix);
  const misnamed = misfit(episodeSlug, slug);
  if (misnamed !== null) return { problem: `no episode can be named "${slug}": ${misnamed}.` };
  return { showId: show.id, slug };
}

function problemOf(
  { mode, status, path, renamedTo, shown }: Change,
  documents: ReadonlyMap<string, Document>,
  shows: ReadonlyMap<string, ShowOfFile>,
): string | null {
  if (path === null) return `${shown}: its name is not UTF-8.`;
  if (mode === "120000") return `${shown}: a symbolic link. Only the text of transcripts can be changed.`;
  if (mode === "160000") return `${shown}: a submodule. Only the text of transcripts can be changed.`;
  if (path === "README.md" || path === "LICENSE")
    return `${shown}: the platform writes it, from what is accepted.`;
  if (/\.claims\.json$|^surveys\//.test(path))
    return `${shown}: it is made from what the site knows, and changed there.`;
  if (renamedTo !== null && renamedTo.split("/")[0] !== path.split("/")[0])
    return `${shown}: a transcript cannot be moved to another show.`;
  if (status === "D") return `${shown}: a transcript cannot be taken away.`;
  if (!documents.has(path)) {
    const found = newEpisode(path, shows);
    if ("problem" in found) return `${shown}: ${found.problem}`;
  }
  if (mode !== "100644") return `${shown}: its mode is ${mode}, and has to stay 100644.`;
  return null;
}

interface Reading {
  readonly path: string;
  readonly base: string;
  readonly pushed: string;
  readonly signal: AbortSignal;
  readonly changes: readonly Change[];
  readonly documents: ReadonlyMap<string, Document>;
  readonly shows: ReadonlyMap<string, ShowOfFile>;
}

async function readFiles({
  path: folder,
  base,
  pushed,
  signal,
  changes,
  documents,
  shows,
}: Reading): Promise<ReadPush> {
  const files: PushedFile[] = [];
  const added: NewFile[] = [];
  const renamed: RenamedFile[] = [];
  const problems: string[] = [];
  for (const { path, renamedTo, isSame, blob } of changes) {
    if (path === null) continue;
    if (renamedTo !== null) renamed.push({ from: path, to: renamedTo });
    if (isSame) continue;
    const document = documents.get(path);
    const size = Number((await runGit(["cat-file", "-s", blob], { folder, signal })).out);
    const blobOf = () => runGit(["cat-file", "blob", blob], { folder, signal });
    // Asked first: a few packed bytes can be gigabytes.
    const read = checkText(size > LIMIT ? null : (await blobOf()).out);
    if (!read.ok) {
      problems.push(withLine(path, read.reason));
      continue;
    }
    const range = [`${base}..${pushed}`, "--", path, ...(renamedTo === null ? [] : [renamedTo])];
    const log = await runGit(
      ["--literal-pathspecs", "log", "--reverse", "--no-merges", "--format=%s", ...range],
      {
        folder,
        signal,
      },
    );
    const subjects = [...new Set(log.out.toString("utf8").split("\n").filter(Boolean))];
    const message = [...subjects.join("; ")].slice(0, LONGEST_MESSAGE).join("");
    const episode = document ? null : newEpisode(path, shows);
    if (document)
      files.push({ path, documentId: document.id, base: document.base, text: read.text, message });
    else if (episode && "slug" in episode) added.push({ path, ...episode, text: read.text, message });
  }
  return problems.length > 0 ? refused(...problems) : { ok: true, files, added, renamed };
}

/** `x/x-1.md: not UTF-8: byte 5, in line 2` as `x/x-1.md:2: …`, which editors and people find their way by. */
function withLine(path: string, reason: string): string {
  const line = reason.match(/in line (\d+)/)?.[1];
  return `${path}${line === undefined ? "" : `:${line}`}: ${reason}.`;
}

function refused(...problems: string[]): ReadPush {
  const more = problems.length - MOST_PROBLEMS;
  return {
    ok: false,
    problems: more > 0 ? [...problems.slice(0, MOST_PROBLEMS), `… and ${more} more.`] : problems,
  };
}
