import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "@/server/db";
import { isNotes } from "@/server/text/documents/is-notes";
import { parseDocument } from "@/server/text/documents/parse-document";
import { slugOf } from "./file-prefix";
import { findFiles, stemOf } from "./find-files";
import { type ImportedHistory, importHistory } from "./import-history";
import { documentPath, episodeSlug, misfit, showSlug } from "./misfit";
import { planShows, type ShowPlan } from "./plan-shows";
import type { Problem } from "./problem";
import { readText } from "./read-text";
import { remarks } from "./remarks";
import { type Incoming, type Outcome, storeBatch } from "./store-batch";
import { withImportLock } from "./with-import-lock";

/** What was imported of a show. Words and gaps are those of all its transcripts that were read. */
export interface ShowReport {
  readonly slug: string;
  readonly title: string;
  episodes: number;
  fresh: number;
  changed: number;
  unchanged: number;
  words: number;
  gaps: number;
  warnings: number;
}

/** What an import came to. */
export interface ImportReport {
  readonly shows: readonly ShowReport[];
  /** What was left out, each with its reason; the rest went on. */
  readonly refused: readonly Problem[];
  /** What was imported now and wants to be looked at. */
  readonly remarks: readonly Problem[];
  /** How many files and folders are no transcripts. */
  readonly passedOver: number;
  /** How many revisions came of git's history; none where it was not asked for. */
  readonly history: number | null;
}

/** The report, or why there was nothing to begin with. */
export type Imported =
  | { readonly ok: true; readonly report: ImportReport }
  | {
      readonly ok: false;
      readonly reason:
        | "not-found"
        | "not-a-folder"
        | "unreadable"
        | "bad-show"
        | "no-transcripts"
        | "no-history";
      readonly message: string;
    };

/** How far an import is: files done, of how many. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

interface Options {
  readonly db: Database;
  readonly folder: string;
  /** The one show to import: a folder within, or what the folder itself is to be called. */
  readonly show?: string | undefined;
  /** What the folder is called, where that is not its own name, as for a clone. */
  readonly name?: string | undefined;
  /** Whether every earlier state that git has of the files is to come first. */
  readonly history?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the import between two batches, by throwing the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called where another import has to end first. */
  readonly onWait?: () => void;
}

// A batch is what is held in memory and what one transaction writes: enough that its dozen of queries weigh
// little, and so small that the copies made of it on the way to the database stay below 250 MB.
const BATCH_FILES = 64;
const BATCH_BYTES = 1_000_000;

/**
 * Imports a folder of transcripts, one pass, in batches. Each batch is stored whole or not at all and what is
 * stored is passed over the next time, so that an import cut short and run again ends where one in a single go
 * ends. A file that cannot be imported is reported and the rest goes on.
 */
export async function importFolder(options: Options): Promise<Imported> {
  const { db, folder, show } = options;
  const called = options.name ?? folder;
  const place = await stat(folder).catch((error: NodeJS.ErrnoException) => error);
  if (place instanceof Error)
    return place.code === "ENOENT" || place.code === "ENOTDIR"
      ? cannotBegin("not-found", `There is no folder ${folder}.`)
      : cannotBegin("unreadable", `The folder ${folder} cannot be read: ${place.code}.`);
  if (!place.isDirectory())
    return cannotBegin(
      "not-a-folder",
      `${folder} is a file. Give the folder it lies in: shows are imported as folders.`,
    );

  const misnamed = show === undefined ? null : misfit(showSlug, show);
  if (misnamed !== null) return cannotBegin("bad-show", `No show can be named "${show}": ${misnamed}.`);

  const found = await findFiles(folder, show, options.name).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error)
    return cannotBegin("unreadable", `The folder ${folder} cannot be read: ${found.message}.`);
  if ("otherShows" in found)
    return cannotBegin(
      "not-found",
      `There is no show "${show}" in ${called}. There ${found.otherShows.length === 1 ? "is" : "are"}: ${found.otherShows.join(", ")}.`,
    );
  const own = found.shows.length === 1 ? found.shows[0] : undefined;
  const unfit = own && misfit(showSlug, own.show);
  if (unfit)
    return cannotBegin(
      "bad-show",
      `No show can be named "${own.show}": ${unfit}. Name it with --show <slug>.`,
    );
  if (found.shows.length === 0 && found.problems.length === 0)
    return cannotBegin(
      "no-transcripts",
      `There are no transcripts in ${called}: they are files named <show>/<episode>.md.`,
    );

  const importAll = async () => {
    const root = await realpath(folder);
    const plans = await planShows(db, root, found.shows);
    const run = new Run(plans, found.problems);
    const place = (i: number, name: string) => {
      const show = plans[i]!;
      return { show, slug: slugOf(stemOf(name), show.prefix), path: `${show.slug}/${name}` };
    };
    if (options.history) {
      const files = found.shows.flatMap((showFolder, i) =>
        showFolder.names.map((name) => ({ ...place(i, name), folder: showFolder, name })),
      );
      const fit = files.filter(({ path, slug }) => !unfitReason(path, slug));
      const { onProgress, signal } = options;
      const history = await importHistory({ db, root, files: fit, onProgress, signal });
      if (!history.ok)
        return cannotBegin(
          "no-history",
          `The folder ${called} has no history that could be imported: ${history.message}`,
        );
      run.remember(history);
    }
    const total = found.shows.reduce((sum, { names }) => sum + names.length, 0);
    let done = 0;
    let batch: Incoming[] = [];
    let bytes = 0;

    const store = async () => {
      if (batch.length > 0) run.stored(batch, await storeBatch(db, batch));
      batch = [];
      bytes = 0;
      options.signal?.throwIfAborted();
      options.onProgress?.({ done, total });
    };
    for (const [i, { folder: showFolder, names }] of found.shows.entries()) {
      const plan = plans[i]!;
      for (const name of names) {
        const { path, slug } = place(i, name);
        const unfit = unfitReason(path, slug);
        const read = unfit
          ? ({ ok: false, reason: `no episode can be named "${slug}": ${unfit}` } as const)
          : await readText(join(showFolder, name), root);
        done++;
        if (!read.ok) {
          run.refuse(plan, path, read.reason);
          continue;
        }
        batch.push({ show: plan, slug, path, text: read.text, sha256: read.sha256 });
        bytes += read.bytes;
        if (batch.length >= BATCH_FILES || bytes >= BATCH_BYTES) await store();
      }
    }
    await store();
    return { ok: true, report: { ...run.report(), passedOver: found.passedOver } } as const;
  };
  return withImportLock(db, options.onWait ?? (() => {}), importAll, options.signal);
}

const unfitReason = (path: string, slug: string) => misfit(documentPath, path) ?? misfit(episodeSlug, slug);

const cannotBegin = (reason: Extract<Imported, { ok: false }>["reason"], message: string) =>
  ({ ok: false, reason, message }) as const;

/** Adds up what became of the files. */
class Run {
  readonly #shows: Map<string, ShowReport>;
  readonly #refused: Problem[];
  readonly #remarks: Problem[] = [];
  #history: Extract<ImportedHistory, { ok: true }> | null = null;

  constructor(plans: readonly ShowPlan[], problems: readonly Problem[]) {
    const zero = { episodes: 0, fresh: 0, changed: 0, unchanged: 0, words: 0, gaps: 0, warnings: 0 };
    this.#shows = new Map(plans.map(({ slug, title }) => [slug, { slug, title, ...zero }] as const));
    this.#refused = [...problems];
  }

  /** Whatever the history made or changed is new or changed, also where the files then bring nothing more. */
  remember(history: Extract<ImportedHistory, { ok: true }>): void {
    this.#history = history;
    this.#remarks.push(...history.remarks);
  }

  refuse(show: ShowPlan, path: string, reason: string): void {
    this.#show(show).warnings++;
    this.#refused.push({ path, reason });
  }

  stored(batch: readonly Incoming[], outcomes: readonly Outcome[]): void {
    batch.forEach((file, i) => {
      const outcome = outcomes[i]!;
      if (outcome.status === "refused") {
        this.refuse(file.show, file.path, outcome.reason);
        return;
      }
      const show = this.#show(file.show);
      const status = this.#history?.made.has(file.path)
        ? "new"
        : this.#history?.grown.has(file.path)
          ? "changed"
          : outcome.status;
      show[status === "new" ? "fresh" : status]++;
      if (isNotes(file.path)) return;
      show.episodes++;
      show.words += outcome.words;
      show.gaps += outcome.gaps;
      if (status === "unchanged") return;
      const found = remarks(parseDocument(file));
      if (found.length > 0) show.warnings++;
      this.#remarks.push(...found.map((reason) => ({ path: file.path, reason })));
    });
  }

  report(): Omit<ImportReport, "passedOver"> {
    const history = this.#history?.revisions ?? null;
    return { shows: [...this.#shows.values()], refused: this.#refused, remarks: this.#remarks, history };
  }

  #show(plan: ShowPlan): ShowReport {
    return this.#shows.get(plan.slug)!;
  }
}
