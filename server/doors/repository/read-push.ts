import type { Database } from "@/server/db";
import { checkText, LIMIT } from "@/server/doors/import/read-text";
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

/** What a push changes; or all that is wrong with it, a line each that names the file, the line where there is one, and why. */
export type ReadPush =
  | { readonly ok: true; readonly files: readonly PushedFile[] }
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

  const diff = await git("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", base, pushed);
  const changes = diff.code === 0 ? readChanges(diff.out) : null;
  if (changes === null || changes.length > MOST_FILES) {
    const many =
      changes === null ? "more files than can be read" : `${changes.length.toLocaleString("en")} files`;
    return refused(`This changes ${many}. ${MOST_FILES} are the most for one push.`);
  }
  const documents = await findDocuments(db, path, base, changes);
  const problems = changes.flatMap((change) => problemOf(change, documents) ?? []);
  if (problems.length > 0) return refused(...problems);
  return readFiles({ path, base, pushed, signal, changes, documents });
}

interface Change {
  readonly mode: string;
  readonly blob: string;
  readonly status: string;
  /** Null where its bytes are no UTF-8. */
  readonly path: string | null;
  /** As it can be shown. */
  readonly shown: string;
}

/** Reads `:100644 100644 <id> <id> M`, NUL, the path, NUL, and so on. */
function readChanges(raw: Buffer): Change[] {
  const changes: Change[] = [];
  const text = raw.toString("latin1").split("\0");
  for (let at = 0; at + 1 < text.length; at += 2) {
    const [, mode = "", , blob = "", status = ""] = (text[at] ?? "").split(" ");
    const bytes = Buffer.from(text[at + 1] ?? "", "latin1");
    const path = bytes.toString("utf8");
    const valid = Buffer.from(path).equals(bytes);
    changes.push({
      mode,
      blob,
      status: status.slice(0, 1),
      path: valid ? path : null,
      shown: JSON.stringify(path).slice(1, -1),
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

function problemOf(
  { mode, status, path, shown }: Change,
  documents: ReadonlyMap<string, Document>,
): string | null {
  if (path === null) return `${shown}: its name is not UTF-8.`;
  if (mode === "120000") return `${shown}: a symbolic link. Only the text of transcripts can be changed.`;
  if (mode === "160000") return `${shown}: a submodule. Only the text of transcripts can be changed.`;
  if (path === "README.md" || path === "LICENSE")
    return `${shown}: the platform writes it, from what is accepted.`;
  if (/\.claims\.json$|^surveys\//.test(path))
    return `${shown}: it is made from what the site knows, and changed there.`;
  if (!documents.has(path))
    return `${shown}: there is no such transcript here. Only those that are there can be changed; new ones are imported.`;
  if (status === "D") return `${shown}: a transcript cannot be taken away, nor moved to another name.`;
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
}

async function readFiles({
  path: folder,
  base,
  pushed,
  signal,
  changes,
  documents,
}: Reading): Promise<ReadPush> {
  const files: PushedFile[] = [];
  const problems: string[] = [];
  for (const { path, blob } of changes) {
    const document = documents.get(path ?? "");
    if (path === null || !document) continue;
    const size = Number((await runGit(["cat-file", "-s", blob], { folder, signal })).out);
    const blobOf = () => runGit(["cat-file", "blob", blob], { folder, signal });
    // Asked first: a few packed bytes can be gigabytes.
    const read = checkText(size > LIMIT ? null : (await blobOf()).out);
    if (!read.ok) {
      problems.push(withLine(path, read.reason));
      continue;
    }
    const range = [`${base}..${pushed}`, "--", path];
    const log = await runGit(["log", "--reverse", "--no-merges", "--format=%s", ...range], {
      folder,
      signal,
    });
    const subjects = [...new Set(log.out.toString("utf8").split("\n").filter(Boolean))];
    const message = [...subjects.join("; ")].slice(0, LONGEST_MESSAGE).join("");
    files.push({ path, documentId: document.id, base: document.base, text: read.text, message });
  }
  return problems.length > 0 ? refused(...problems) : { ok: true, files };
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
