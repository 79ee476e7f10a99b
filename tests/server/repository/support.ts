import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Database } from "../../../server/db";
import { catchUp } from "../../../server/doors/repository/catch-up";
import { gitEnvironment } from "../../../server/doors/repository/run-git";
import { type Author, appendRevisions } from "../../../server/text/documents/append-revisions";

const run = promisify(execFile);

/** Runs git in a folder, as a person does. Returns its output. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await run("git", args, {
    cwd: folder,
    env: {
      ...gitEnvironment(),
      ...{ GIT_AUTHOR_NAME: "Ada", GIT_AUTHOR_EMAIL: "ada@example.org" },
      ...{ GIT_COMMITTER_NAME: "Ada", GIT_COMMITTER_EMAIL: "ada@example.org" },
    },
    maxBuffer: 256 * 1024 * 1024,
  });
  return stdout;
}

/** A folder that is removed after its test. */
export async function makePlace(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "onrecord-repository-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Projects into a folder. Returns the repository's path and the ids of its commits, newest first. */
export async function projected(db: Database, folder: string) {
  const caught = await catchUp({ db, folder });
  if (!caught.ok) throw new Error(caught.message);
  const { path } = caught.repository;
  const ids = (await git(path, "rev-list", "main")).trim().split("\n");
  return { path, ids, position: caught.position };
}

/** Accepts a text as the next revision of the document at a path. */
export async function edit(
  db: Database,
  path: string,
  change: (text: string) => string,
  author: Author = { name: "Bea Berg", id: null },
  summary = `Correct ${path}`,
): Promise<void> {
  const document = await db.document.findUniqueOrThrow({ where: { path } });
  const { text } = await db.revision.findUniqueOrThrow({
    where: { documentId_number: { documentId: document.id, number: document.head } },
  });
  const appended = await db.$transaction((tx) =>
    appendRevisions(tx, [
      { documentId: document.id, base: document.head, text: change(text), summary, author },
    ]),
  );
  if (!appended.ok) throw new Error(appended.reason);
}
