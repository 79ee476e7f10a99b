import { createHash } from "node:crypto";
import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "@/server/db";
import { isNotes } from "@/server/text/documents/is-notes";
import { parseDocument } from "@/server/text/documents/parse-document";
import { convertTurns } from "./convert-turns";
import { slugOf } from "./file-prefix";
import { findFiles, flatName, stemOf } from "./find-files";
import { type ImportedHistory, importHistory } from "./import-history";
import { keepBatchProblems } from "./keep-batch-problems";
import { keepRunProblems } from "./keep-run-problems";
import { documentPath, episodeSlug, misfit, showSlug } from "./misfit";
import type { Outcome } from "./outcome";
import { placeNames } from "./place-names";
import { planShows, type ShowPlan } from "./plan-shows";
import type { Problem } from "./problem";
import { readFrontMatter } from "./read-front-matter";
import { type Layout, USUAL_LAYOUT } from "./read-layout";
import { readText } from "./read-text";
import { remarks } from "./remarks";
import { type Incoming, storeBatch } from "./store-batch";
import { withImportLock } from "./with-import-lock";

/** The result for one show. Words and gaps count all transcripts that were read. */
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

/** The result of an import. */
export interface ImportReport {
  readonly shows: readonly ShowReport[];
  /** Files that were not imported, each with its reason. */
  readonly refused: readonly Problem[];
  /** Files that were imported but need a look. */
  readonly remarks: readonly Problem[];
  /** The number of files and folders that are not transcripts. */
  readonly passedOver: number;
  /** The number of revisions made from git's history; null if it was not asked for. */
  readonly history: number | null;
}

/** The report, or why the import could not begin. */
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

/** How many files are done, of how many. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** A file that was read, before it is stored. */
export interface ReadFile {
  /** The show's folder, and the file's name in it. */
  readonly folder: string;
  readonly name: string;
  readonly file: Incoming;
}

interface Options {
  readonly db: Database;
  readonly folder: string;
  /** The only show to import: a folder within, or the name for the folder itself. */
  readonly show?: string | undefined;
  /** The folder's name if it differs from the one on disk, as for a clone. */
  readonly name?: string | undefined;
  /** How the folder differs from the usual one. */
  readonly layout?: Layout | undefined;
  /** Whether to import every earlier state of the files from git first. */
  readonly history?: boolean;
  /**
   * Says where a file goes, before it is stored: as another document or to another episode than its name says; or what became
   * of it, if it has been dealt with.
   */
  readonly place?: (read: ReadFile) => Promise<Pick<Incoming, "path" | "slug"> | Outcome>;
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the import between two batches by throwing the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called when another import must finish first. */
  readonly onWait?: () => void;
}

// A batch is held in memory and written in one transaction: large enough to spread the cost of a dozen
// queries, and small enough that its copies on the way to the database stay below 250 MB.
const BATCH_FILES = 64;
const BATCH_BYTES = 1_000_000;

/**
 * Imports a folder of transcripts in batches. Each batch is stored whole or not at all, and the next import
 * skips what is already stored, so an interrupted import that runs again ends with the same result. A file
 * that cannot be imported is reported, and the rest goes on.
 */
export async function importFolder(options: Options): Promise<Imported> {
  const { db, folder, show, layout = USUAL_LAYOUT } = options;
  const called = options.name ?? folder;
  const place = await stat(folder).catch((error: NodeJS.ErrnoException) => error);
  if (place instanceof Error)
    return place.code === "ENOENT" || place.code === "ENOTDIR"
      ? cannotBegin("not-found", `There is no folder ${folder}.`)
      : cannotBegin("unreadable", `The folder ${folder} cannot be read: ${place.code}.`);
  if (!place.isDirectory())
    return cannotBegin("not-a-folder", `${folder} is a file. Give the folder that contains it.`);

  const misnamed = show === undefined ? null : misfit(showSlug, show);
  if (misnamed !== null) return cannotBegin("bad-show", `No show can be named "${show}": ${misnamed}.`);

  const found = await findFiles(folder, show, options.name, layout.nested).catch(
    (error: NodeJS.ErrnoException) => error,
  );
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
      `There are no transcripts in ${called}: name the files <show>/<episode>.md, or add --layout nested if they lie in folders within a show's folder.`,
    );

  const importAll = async () => {
    const root = await realpath(folder);
    const plans = await planShows(db, root, found.shows);
    const run = new Run(plans, found.problems);
    const byName = (i: number, name: string) => {
      const show = plans[i]!;
      const flat = flatName(name);
      return { show, slug: slugOf(stemOf(flat), show.prefix), path: `${show.slug}/${flat}` };
    };
    const placed = await placeNames(
      db,
      found.shows.flatMap(({ names }, i) => names.map((name) => byName(i, name))),
    );
    const place = (i: number, name: string) => {
      const named = byName(i, name);
      return { ...named, slug: placed.get(named.path) ?? named.slug };
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
          `The history of the folder ${called} cannot be imported: ${history.message}`,
        );
      run.remember(history);
    }
    const total = found.shows.reduce((sum, { names }) => sum + names.length, 0);
    let done = 0;
    let batch: Incoming[] = [];
    let bytes = 0;

    const store = async () => {
      if (batch.length > 0) {
        const { made, problems } = run.stored(batch, await storeBatch(db, batch));
        await keepBatchProblems(db, made, problems);
      }
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
        const matter = readFrontMatter(read.text);
        const text = convertTurns(read.text, layout.turns);
        const sha256 = text === read.text ? read.sha256 : createHash("sha256").update(text).digest("hex");
        const file: Incoming = {
          ...{ show: plan, slug, path, text, sha256 },
          ...{ data: matter?.data ?? null, remarks: matter?.remarks ?? [] },
        };
        const placed = (await options.place?.({ folder: showFolder, name, file })) ?? file;
        if ("status" in placed) {
          run.stored([file], [placed]);
          continue;
        }
        batch.push({ ...file, ...placed });
        bytes += read.bytes;
        if (batch.length >= BATCH_FILES || bytes >= BATCH_BYTES) await store();
      }
    }
    await store();
    await keepRunProblems(db, run.asides());
    return { ok: true, report: { ...run.report(), passedOver: found.passedOver } } as const;
  };
  return withImportLock(db, options.onWait ?? (() => {}), importAll, options.signal);
}

const unfitReason = (path: string, slug: string) => misfit(documentPath, path) ?? misfit(episodeSlug, slug);

const cannotBegin = (reason: Extract<Imported, { ok: false }>["reason"], message: string) =>
  ({ ok: false, reason, message }) as const;

/** Collects the results of all files. */
class Run {
  readonly #shows: Map<string, ShowReport>;
  readonly #refused: Problem[];
  readonly #remarks: Problem[] = [];
  // What is not about the text of a document that was just made: it is told again each time.
  readonly #asides: Map<string, Problem[]>;
  #history: Extract<ImportedHistory, { ok: true }> | null = null;

  constructor(plans: readonly ShowPlan[], problems: readonly Problem[]) {
    const zero = { episodes: 0, fresh: 0, changed: 0, unchanged: 0, words: 0, gaps: 0, warnings: 0 };
    this.#shows = new Map(plans.map(({ slug, title }) => [slug, { slug, title, ...zero }] as const));
    this.#refused = [...problems];
    this.#asides = new Map(plans.map(({ slug }) => [slug, []] as const));
    const [only, ...others] = plans;
    for (const problem of problems) {
      const { slug } = plans.find((plan) => problem.path.startsWith(`${plan.slug}/`)) ?? {};
      const of = slug ?? (others.length === 0 ? only?.slug : undefined);
      if (of !== undefined) this.#asides.get(of)?.push(problem);
    }
  }

  /**
   * Files that the history created or changed count as new or changed, even if the current files add nothing.
   */
  remember(history: Extract<ImportedHistory, { ok: true }>): void {
    this.#history = history;
    this.#remarks.push(...history.remarks);
  }

  refuse(show: ShowPlan, path: string, reason: string): void {
    this.#show(show).warnings++;
    this.#refused.push({ path, reason });
    this.#asides.get(show.slug)?.push({ path, reason });
  }

  /** Counts a batch. Returns the paths whose texts were made anew, and what is to be looked at in them. */
  stored(
    batch: readonly Incoming[],
    outcomes: readonly Outcome[],
  ): { readonly made: readonly string[]; readonly problems: readonly Problem[] } {
    const made: string[] = [];
    const problems: Problem[] = [];
    batch.forEach((file, i) => {
      const outcome = outcomes[i]!;
      if (outcome.status === "refused") {
        this.refuse(file.show, file.path, outcome.reason);
        return;
      }
      if (outcome.status === "proposed") {
        this.#show(file.show).warnings++;
        this.#remarks.push({ path: file.path, reason: outcome.reason });
        this.#asides.get(file.show.slug)?.push({ path: file.path, reason: outcome.reason });
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
      const found = [...remarks(parseDocument(file), file.text), ...(file.remarks ?? [])];
      if (found.length > 0) show.warnings++;
      made.push(file.path);
      problems.push(...found.map(({ line, reason }) => ({ path: file.path, line, reason })));
    });
    this.#remarks.push(...problems);
    return { made, problems };
  }

  /** What each show's files were refused for, or became contributions for, by the show's slug. */
  asides(): ReadonlyMap<string, readonly Problem[]> {
    return this.#asides;
  }

  report(): Omit<ImportReport, "passedOver"> {
    const history = this.#history?.revisions ?? null;
    return { shows: [...this.#shows.values()], refused: this.#refused, remarks: this.#remarks, history };
  }

  #show(plan: ShowPlan): ShowReport {
    return this.#shows.get(plan.slug)!;
  }
}
