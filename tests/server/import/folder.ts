import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Database } from "../../../server/db";
import { type ImportReport, importFolder } from "../../../server/doors/import/import-folder";

/** A folder of files that is removed after its test. */
export interface Folder extends AsyncDisposable {
  readonly path: string;
  write(files: Record<string, string | Uint8Array>): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a folder with these files in it. */
export async function makeFolder(files: Record<string, string | Uint8Array> = {}): Promise<Folder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "onrecord-folder-")));
  const write = async (more: Record<string, string | Uint8Array>) => {
    for (const [name, content] of Object.entries(more)) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), content);
    }
  };
  const remove = () => rm(path, { recursive: true, force: true });
  await write(files);
  return { path, write, remove, [Symbol.asyncDispose]: remove };
}

/** A short transcript with words that no other one has. */
export function transcript(seed: string, paragraphs = 3): string {
  const lines = Array.from(
    { length: paragraphs },
    (_, i) => `**${i % 2 ? "Ana" : "Ben"}:** This is paragraph ${i + 1} of ${seed}, said by one of two.`,
  );
  return `${lines.join("\n\n")}\n`;
}

/** Imports, and expects that the import could begin. */
export async function imported(db: Database, folder: string, show?: string): Promise<ImportReport> {
  const result = await importFolder({ db, folder, show });
  if (!result.ok) throw new Error(result.message);
  return result.report;
}

/** Everything that an import stores in the database, by names rather than ids, which a rolled-back import uses up. */
export async function stateOf(db: Database) {
  const documents = await db.document.findMany({
    orderBy: { path: "asc" },
    include: {
      episode: { include: { show: true, appearances: { include: { person: true } } } },
      revisions: { orderBy: { number: "asc" } },
      segments: { orderBy: { id: "asc" } },
    },
  });
  const log = await db.logEntry.findMany({
    orderBy: { position: "asc" },
    include: { revision: { include: { document: true } } },
  });
  return {
    documents: documents.map(({ path, kind, head, words, gaps, episode, revisions, segments }) => ({
      ...{ path, kind, head, words, gaps },
      show: [episode.show.slug, episode.show.title, episode.show.filePrefix, episode.show.licence],
      episode: [episode.slug, episode.sortKey, episode.title],
      people: episode.appearances.map((a) => [a.person.name, a.turns, a.words]).sort(),
      revisions: revisions.map((r) => [r.number, r.previous, r.text, r.summary, r.authorName]),
      segments: segments.map((s) => [s.id, s.position, s.kind, s.born, s.gone, s.words, s.gaps]),
    })),
    log: log.map((e) => [e.position, e.previous, e.revision.document.path, e.revisionNumber]),
  };
}
