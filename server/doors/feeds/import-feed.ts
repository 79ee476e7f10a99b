import type { Database } from "@/server/db";
import { keepProblems } from "@/server/doors/import/keep-problems";
import { misfit, showSlug } from "@/server/doors/import/misfit";
import type { Problem } from "@/server/doors/import/problem";
import { webAddress } from "@/server/doors/import/read-values";
import { withImportLock } from "@/server/doors/import/with-import-lock";
import { shown } from "@/server/net/connect";
import { type FetchOptions, fetchBytes } from "@/server/net/fetch-bytes";
import { fromJson, type Said } from "@/server/work/shows/fields";
import { type Applied, type Arriving, applyFeed } from "./apply-feed";
import { applyShow } from "./apply-show";
import { charsetOf } from "./charset-of";
import { chooseTranscript } from "./choose-transcript";
import type { FeedChapter, FeedItem } from "./feed";
import { type FetchedFeed, fetchFeed } from "./fetch-feed";
import { fetchPages } from "./fetch-pages";
import { findShow } from "./find-show";
import { followMovedFiles } from "./follow-moved-files";
import { matchEpisodes } from "./match-episodes";
import { nameEpisodes } from "./name-episodes";
import { noteImport } from "./note-import";
import { readChapterFile, withinAudio } from "./read-chapter-file";
import { readFeed } from "./read-feed";
import { undoMatches } from "./undo-matches";

/** The result of a feed import. */
export interface FeedReport {
  readonly slug: string;
  readonly title: string;
  readonly items: number;
  /** How many pages the feed has. */
  readonly pages: number;
  fresh: number;
  changed: number;
  unchanged: number;
  transcripts: number;
  /** Items without an episode, skipped because only episodes with transcripts were asked for. */
  readonly unmatchedItems: readonly Problem[];
  /** Episodes without an item in the feed. */
  readonly unmatchedEpisodes: readonly Problem[];
  /** Episodes that were in the feed and are no longer, though it still has older ones. They stay. */
  readonly vanished: readonly NamedEpisode[];
  /** The first of the episodes that came, and of those that changed. */
  readonly freshOnes: readonly NamedEpisode[];
  readonly changedOnes: readonly NamedEpisode[];
  readonly remarks: readonly Problem[];
}

/** An episode, to link to. */
export interface NamedEpisode {
  readonly slug: string;
  readonly title: string;
}

/** The report, or why the import could not begin. */
export type ImportedFeed =
  | { readonly ok: true; readonly report: FeedReport }
  | { readonly ok: false; readonly reason: string; readonly message: string };

interface Options {
  readonly db: Database;
  /** The feed's web address or file. */
  readonly source: string;
  /** The show's slug; if left out, the show is found by the feed's address or title. */
  readonly show?: string | undefined;
  /** Whether an item without an episode creates one; `newer`: if it is newer than all episodes that are here. */
  readonly makeEpisodes: boolean | "newer";
  /**
   * Whether the show is known to be this feed's and is only brought up to date: a feed of another show is refused, and
   * files are fetched only for what is new or recent.
   */
  readonly isRefresh?: boolean;
  /** How files are fetched; tests change it. */
  readonly fetch?: Pick<FetchOptions, "allowInternal" | "resolve" | "limitSeconds">;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
  readonly signal?: AbortSignal;
  readonly onWait?: () => void;
}

// Items per transaction. Their fetched files are held in memory: at most 25 transcripts of 5 MB.
const BATCH = 25;
// Files fetched at the same time. Most of a feed's files are on one host, which should notice no more than a
// listener's app.
const SIDE_BY_SIDE = 4;
const MOST_CHAPTER_BYTES = 1_000_000;
/** Hosts make transcripts and chapters within hours, and people mend them within weeks. */
export const RECENT_DAYS = 30;
// A page lists them.
const MOST_NAMED = 20;

/**
 * Imports a show's feed: the show, its episodes, their chapters and people, and transcripts for episodes that
 * have none. Each batch is stored whole or not at all; a second run writes only what changed in the feed.
 * Files that cannot be fetched or read are reported, and the import goes on.
 */
export async function importFeed(options: Options): Promise<ImportedFeed> {
  const { signal } = options;
  const misnamed = options.show === undefined ? null : misfit(showSlug, options.show);
  if (misnamed !== null)
    return {
      ok: false,
      reason: "bad-show",
      message: `No show can be named "${options.show}": ${misnamed}.`,
    };
  const fetched = await fetchFeed(options.source, { ...options.fetch, signal });
  return fetched.ok ? importFetched(options, fetched) : fetched;
}

/** Imports a feed that has been fetched. */
export async function importFetched(
  options: Options,
  fetched: Extract<FetchedFeed, { ok: true }>,
): Promise<ImportedFeed> {
  const { db, signal, isRefresh = false } = options;
  const read = readFeed(fetched.bytes, {
    base: fetched.url,
    charset: charsetOf(fetched.contentType),
  });
  if (!read.ok) return read;
  const { feed, remarks: firstRemarks } = read;
  const source = shown(options.source);
  // Without the name and password that it was fetched with: it is kept, and exported.
  const url = webAddress(fetched.url ?? undefined);

  const importAll = async (): Promise<ImportedFeed> => {
    const found =
      options.show && !isRefresh
        ? ({ ok: true, slug: options.show } as const)
        : await findShow(db, { feed, url: isRefresh ? options.source : url });
    if (!found.ok) return found;
    if (isRefresh && found.slug !== options.show)
      return {
        ok: false,
        reason: "another-show",
        message: `The feed there is another show's now ("${feed.title}"). Nothing was changed.`,
      };
    const { slug } = found;
    const existing = await db.show.findUnique({ where: { slug } });
    if (!options.makeEpisodes && !existing)
      return {
        ok: false,
        reason: "no-show",
        message: `This feed ("${feed.title}") belongs to no show here: there is no show ${slug}. If it belongs to another, name that with --show <slug>.`,
      };
    const {
      items: all,
      pages,
      remarks: read,
    } = await fetchPages({ feed, url: fetched.url, remarks: firstRemarks }, { ...options.fetch, signal });
    const remarks: Problem[] = read.map(({ item, line, page, reason }) => ({
      ...{ path: item ?? feed.title, file: page ?? source, line },
      reason,
    }));
    // Of which item a remark is, and which are about its transcript: those are kept with it, the others until the next
    // import.
    const itemOf = new Map<Problem, FeedItem>();
    const ofText = new Set<Problem>();
    const titled = new Map(all.map((item) => [item.title, item] as const));
    for (const remark of remarks) {
      const item = titled.get(remark.path);
      if (item) itemOf.set(remark, item);
    }
    const aboutItem = (item: FeedItem, problem: Omit<Problem, "path">): Problem => {
      const told = { path: item.title, file: source, line: item.line, ...problem };
      remarks.push(told);
      itemOf.set(told, item);
      return told;
    };
    const aboutFeed = (reason: string) => remarks.push({ path: feed.title, file: source, line: 1, reason });
    if (feed.newFeedUrl && feed.newFeedUrl !== url && feed.newFeedUrl !== feed.self)
      aboutFeed(`it says that it has moved to ${feed.newFeedUrl}: import it from there`);
    const { show, foreignSelf } = await applyShow(db, slug, feed, url);
    if (foreignSelf)
      aboutFeed(`it calls ${feed.self} its own address, which is the feed of the show ${foreignSelf}`);
    const episodes = await db.episode.findMany({
      where: { showId: show.id },
      select: {
        ...{
          id: true,
          slug: true,
          title: true,
          guid: true,
          link: true,
          publishedAt: true,
          durationSeconds: true,
        },
        documents: { where: { kind: "transcript" }, select: { id: true, fromFeed: true } },
        audioUrl: true,
        fieldEdits: { select: { field: true, source: true } },
        importProblems: { where: { via: "feed", ofText: true }, select: { id: true }, take: 1 },
      },
    });
    const others = await db.show.findMany({
      where: { id: { not: show.id } },
      select: { slug: true, filePrefix: true },
    });
    const { pairs, undone, places, unmatchedItems, unmatchedEpisodes } = matchEpisodes(
      all,
      episodes.map((episode) => ({
        ...asSourcesSay(episode),
        hasFile: episode.documents.some(({ fromFeed }) => !fromFeed),
      })),
      {
        ...{ slug, filePrefix: show.filePrefix, link: feed.link },
        others: new Set(others.flatMap((other) => [other.slug, other.filePrefix])),
      },
    );
    await undoMatches(db, show, undone);
    for (const { slug: name, link } of undone)
      aboutFeed(
        `${slug}/${name} had the details of an episode of another show (${link ?? "without a link"}); they were taken away`,
      );
    if (places.unsure.length > 0)
      aboutFeed(
        `its links lie in several places (${places.unsure.slice(0, 5).join(", ")}), none of them named after this show, so numbers were not compared`,
      );
    const newest = Math.max(0, ...episodes.map(({ publishedAt }) => publishedAt?.getTime() ?? 0));
    const isNewer = ({ publishedAt }: FeedItem) => (publishedAt?.getTime() ?? 0) > newest;
    const fresh =
      options.makeEpisodes === "newer"
        ? unmatchedItems.filter(isNewer)
        : options.makeEpisodes
          ? unmatchedItems
          : [];
    const names = nameEpisodes(fresh, new Set(episodes.map((episode) => episode.slug)), all);
    const details = new Map(
      episodes.map((episode) => {
        const durationSeconds = undone.some(({ id }) => id === episode.id) ? null : episode.durationSeconds;
        return [episode.id, { ...episode, durationSeconds }] as const;
      }),
    );

    // Oldest first, so that the log has episodes in the order of publication.
    const items = [...all.filter((item) => pairs.has(item)), ...fresh].sort(byDate);
    const report = {
      slug,
      title: feed.title,
      items: all.length,
      pages,
      fresh: 0,
      changed: 0,
      unchanged: 0,
      transcripts: 0,
    };
    const episodeIds = new Map<FeedItem, number>();
    const freshOnes: NamedEpisode[] = [];
    const changedOnes: NamedEpisode[] = [];
    for (let at = 0; at < items.length; at += BATCH) {
      options.onProgress?.({ done: at, total: items.length });
      const batch = await sideBySide(items.slice(at, at + BATCH), async (item): Promise<Arriving> => {
        const episode = details.get(pairs.get(item)?.id ?? -1);
        const remark = (reason: string) => void aboutItem(item, { reason });
        const problems: Problem[] = [];
        const duration = item.durationSeconds ?? episode?.durationSeconds ?? null;
        return {
          item,
          slug: episode?.slug ?? names.get(item)!,
          episodeId: episode?.id ?? null,
          chapters:
            isRefresh && episode && item.chaptersUrl && !isRecent(item)
              ? null
              : await chaptersOf(item, duration, options, remark),
          ...(episode?.documents.length || (isRefresh && episode?.importProblems.length && !isRecent(item))
            ? { transcript: null, others: [], problems: null }
            : {
                problems,
                ...(await chooseTranscript(item, {
                  ...{ fetch: options.fetch, signal, feedUrl: fetched.url, language: feed.language },
                  tell: (problem) => {
                    const told = aboutItem(item, problem);
                    ofText.add(told);
                    problems.push(told);
                  },
                })),
              }),
        };
      });
      signal?.throwIfAborted();
      for (const [i, { episodeId, status, transcript }] of (await applyFeed(db, show, batch)).entries()) {
        report[COUNTED[status]]++;
        if (transcript) report.transcripts++;
        const { item, slug: name } = batch[i]!;
        episodeIds.set(item, episodeId);
        const list = status === "new" ? freshOnes : changedOnes;
        if (status !== "unchanged" && list.length < MOST_NAMED) list.push({ slug: name, title: item.title });
      }
    }
    options.onProgress?.({ done: items.length, total: items.length });
    if (isRefresh) {
      const recent = items.filter((item) => pairs.has(item) && isRecent(item));
      const listed = recent.map((item) => ({ item, episodeId: pairs.get(item)!.id }));
      await followMovedFiles(db, listed, fetched.url);
    }
    const kept = remarks
      .filter((problem) => !ofText.has(problem))
      .map((problem) => {
        const item = itemOf.get(problem);
        return { ...problem, episodeId: (item && episodeIds.get(item)) ?? null };
      });
    await db.$transaction(async (tx) => {
      await keepProblems(tx, { showId: show.id, via: "feed", problems: kept });
      if (!isRefresh && url !== null)
        await noteImport(tx, { showId: show.id, fetched, isWhole: options.makeEpisodes === true });
    });
    const oldest = Math.min(
      ...all.map(({ publishedAt }) => publishedAt?.getTime() ?? Number.POSITIVE_INFINITY),
    );
    return {
      ok: true,
      report: {
        ...report,
        ...{ freshOnes, changedOnes },
        // A feed that names only its newest episodes says nothing of the older ones.
        vanished: unmatchedEpisodes
          .filter(({ guid, publishedAt }) => guid !== null && (publishedAt?.getTime() ?? 0) >= oldest)
          .map(({ slug: name, title }) => ({ slug: name, title })),
        unmatchedItems: (options.makeEpisodes ? [] : unmatchedItems).map((item) => ({
          path: item.title,
          reason: `${item.link ?? `guid ${item.guid}`}${places.standingOf(item.link) === "foreign" ? " (in another show's place)" : ""}`,
        })),
        unmatchedEpisodes: unmatchedEpisodes.map(({ slug: name, title }) => ({
          path: `${slug}/${name}`,
          reason: title,
        })),
        remarks,
      },
    } as const;
  };
  return withImportLock(db, options.onWait ?? (() => {}), importAll, signal);
}

/** An episode by what its feed and files say of it, not by what was edited here: feeds are matched by that. */
function asSourcesSay<
  T extends { readonly fieldEdits: readonly { readonly field: string; readonly source: unknown }[] },
>(episode: T): T {
  const said = episode.fieldEdits.flatMap(({ source }) => Object.entries(source as Said));
  return {
    ...episode,
    ...Object.fromEntries(said.map(([column, value]) => [column, fromJson(column, value)])),
  };
}

/** Whether an episode is so new that its files may still be replaced by better ones. */
const isRecent = ({ publishedAt }: FeedItem) =>
  publishedAt !== null && publishedAt.getTime() > Date.now() - RECENT_DAYS * 24 * 60 * 60 * 1000;

const COUNTED: Record<Applied["status"], "fresh" | "changed" | "unchanged"> = {
  new: "fresh",
  changed: "changed",
  unchanged: "unchanged",
};

const byDate = (a: FeedItem, b: FeedItem) =>
  (a.publishedAt?.getTime() ?? 0) - (b.publishedAt?.getTime() ?? 0) || (a.guid < b.guid ? -1 : 1);

/** Reads an item's chapters that begin within the audio; null if they exist but cannot be fetched or read. */
async function chaptersOf(
  item: FeedItem,
  duration: number | null,
  options: Options,
  remark: (reason: string) => void,
): Promise<readonly FeedChapter[] | null> {
  let chapters: readonly FeedChapter[] | null = item.chapters;
  if (item.chaptersUrl) {
    const fetched = await fetchBytes(item.chaptersUrl, {
      ...options.fetch,
      signal: options.signal,
      mostBytes: MOST_CHAPTER_BYTES,
    });
    const read = fetched.ok ? readChapterFile(fetched.bytes) : fetched;
    if (read.ok) {
      chapters = read.chapters;
      if (read.remark) remark(read.remark);
    } else remark(`its chapters were left out: ${read.message}`);
    if (!read.ok && item.chapters.length === 0) chapters = null;
  }
  if (chapters === null) return null;
  const within = withinAudio(chapters, duration);
  if (within.remark) remark(`${within.remark} of the audio, and was left out`);
  return within.chapters;
}

/** Runs `use` on a few things at a time. Results keep the order of the things. */
async function sideBySide<T, R>(things: readonly T[], use: (thing: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < things.length; i = next++) results[i] = await use(things[i]!);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return results;
}
