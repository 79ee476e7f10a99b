import { isDeepStrictEqual } from "node:util";
import { OWN_ADDRESSES } from "@/lib/addresses";
import type { Database } from "@/server/db";
import { KNOWN_SHOWS } from "@/server/doors/import/known-shows";
import { misfit, showSlug } from "@/server/doors/import/misfit";
import type { Problem } from "@/server/doors/import/problem";
import { withImportLock } from "@/server/doors/import/with-import-lock";
import { type FetchOptions, fetchBytes } from "@/server/net/fetch-bytes";
import { type Applied, type Arriving, applyFeed, personOf, replaceCredits } from "./apply-feed";
import type { Feed, FeedChapter, FeedItem } from "./feed";
import { fetchFeed } from "./fetch-feed";
import { matchEpisodes } from "./match-episodes";
import { nameEpisodes, titleSlug } from "./name-episodes";
import { readChapterFile, withinAudio } from "./read-chapter-file";
import { readFeed } from "./read-feed";
import { readTranscriptFile } from "./read-transcript-file";

/** The result of a feed import. */
export interface FeedReport {
  readonly slug: string;
  readonly title: string;
  readonly items: number;
  fresh: number;
  changed: number;
  unchanged: number;
  transcripts: number;
  /** Items without an episode, skipped because only episodes with transcripts were asked for. */
  readonly unmatchedItems: readonly Problem[];
  /** Episodes without an item in the feed. */
  readonly unmatchedEpisodes: readonly Problem[];
  readonly remarks: readonly Problem[];
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
  /** Whether an item without an episode creates one. */
  readonly makeEpisodes: boolean;
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
// A transcript that is imported as a file has at most 5 MB; captions with times take up to four times the
// space.
const MOST_TRANSCRIPT_BYTES = 20_000_000;
const MOST_CHAPTER_BYTES = 1_000_000;

/**
 * Imports a show's feed: the show, its episodes, their chapters and people, and transcripts for episodes that
 * have none. Each batch is stored whole or not at all; a second run writes only what changed in the feed.
 * Files that cannot be fetched or read are reported, and the import goes on.
 */
export async function importFeed(options: Options): Promise<ImportedFeed> {
  const { db, signal } = options;
  const misnamed = options.show === undefined ? null : misfit(showSlug, options.show);
  if (misnamed !== null)
    return {
      ok: false,
      reason: "bad-show",
      message: `No show can be named "${options.show}": ${misnamed}.`,
    };
  const fetched = await fetchFeed(options.source, { ...options.fetch, signal });
  if (!fetched.ok) return fetched;
  const read = readFeed(fetched.bytes);
  if (!read.ok) return read;
  const { feed } = read;
  const feedUrl = feed.self ?? fetched.url;

  const importAll = async (): Promise<ImportedFeed> => {
    const slug = options.show ?? (await findShow(db, feed, feedUrl));
    const unfit = slug === null ? "its title has no letter that an address can have" : misfit(showSlug, slug);
    if (slug === null || unfit !== null)
      return {
        ok: false,
        reason: "bad-show",
        message: `The show has no name for its address: ${unfit}. Name it with --show <slug>.`,
      };
    const existing = await db.show.findUnique({ where: { slug } });
    if (!options.makeEpisodes && !existing)
      return {
        ok: false,
        reason: "no-show",
        message: `This feed belongs to no show here: there is no show ${slug}.`,
      };
    if (options.show === undefined && existing?.feedUrl && feedUrl && existing.feedUrl !== feedUrl) {
      const message = `The show ${slug} has another feed. If this one replaces it, add --show ${slug}.`;
      return { ok: false, reason: "another-feed", message };
    }
    const show = await applyShow(db, slug, feed, feedUrl);
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
        documents: { where: { kind: "transcript" }, select: { id: true } },
      },
    });
    const { pairs, unmatchedItems, unmatchedEpisodes } = matchEpisodes(feed.items, episodes);
    const fresh = options.makeEpisodes ? unmatchedItems : [];
    const names = nameEpisodes(fresh, new Set(episodes.map((episode) => episode.slug)), feed.items);
    const details = new Map(episodes.map((episode) => [episode.id, episode] as const));
    const remarks: Problem[] = read.remarks.map(({ item, reason }) => ({ path: item ?? feed.title, reason }));

    // Oldest first, so that the log has episodes in the order of publication.
    const items = [...feed.items.filter((item) => pairs.has(item)), ...fresh].sort(byDate);
    const report = {
      slug,
      title: feed.title,
      items: feed.items.length,
      fresh: 0,
      changed: 0,
      unchanged: 0,
      transcripts: 0,
    };
    for (let at = 0; at < items.length; at += BATCH) {
      options.onProgress?.({ done: at, total: items.length });
      const batch = await sideBySide(items.slice(at, at + BATCH), async (item): Promise<Arriving> => {
        const episode = details.get(pairs.get(item)?.id ?? -1);
        const remark = (reason: string) => remarks.push({ path: item.title, reason });
        const duration = item.durationSeconds ?? episode?.durationSeconds ?? null;
        return {
          item,
          slug: episode?.slug ?? names.get(item)!,
          episodeId: episode?.id ?? null,
          chapters: await chaptersOf(item, duration, options, remark),
          transcript: episode?.documents.length ? null : await transcriptOf(item, options, remark),
        };
      });
      signal?.throwIfAborted();
      for (const { status, transcript } of await applyFeed(db, show, batch)) {
        report[COUNTED[status]]++;
        if (transcript) report.transcripts++;
      }
    }
    options.onProgress?.({ done: items.length, total: items.length });
    return {
      ok: true,
      report: {
        ...report,
        unmatchedItems: (options.makeEpisodes ? [] : unmatchedItems).map((item) => ({
          path: item.title,
          reason: item.link ?? `guid ${item.guid}`,
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

const COUNTED: Record<Applied["status"], "fresh" | "changed" | "unchanged"> = {
  new: "fresh",
  changed: "changed",
  unchanged: "unchanged",
};

const byDate = (a: FeedItem, b: FeedItem) =>
  (a.publishedAt?.getTime() ?? 0) - (b.publishedAt?.getTime() ?? 0) || (a.guid < b.guid ? -1 : 1);

/** Finds the slug of a feed's show: by the feed's address, by its title, or made from the title. */
async function findShow(db: Database, feed: Feed, feedUrl: string | null): Promise<string | null> {
  const byAddress = feedUrl && (await db.show.findFirst({ where: { feedUrl }, orderBy: { id: "asc" } }));
  if (byAddress) return byAddress.slug;
  const named = [...KNOWN_SHOWS].find(([, { title }]) => titleSlug(title) === titleSlug(feed.title));
  if (named) return named[0];
  const slug = titleSlug(feed.title);
  if (!slug) return null;
  return OWN_ADDRESSES.has(slug) ? `${slug}-podcast` : slug;
}

async function applyShow(db: Database, slug: string, feed: Feed, feedUrl: string | null) {
  const said = {
    ...{ title: feed.title, description: feed.description, author: feed.author, link: feed.link },
    ...{ artworkUrl: feed.artworkUrl, language: feed.language, feedUrl },
  };
  const data: { title: string } & Partial<Record<string, string>> = {
    title: feed.title,
    ...(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)) as Record<
      string,
      string
    >),
  };
  return db.$transaction(async (tx) => {
    const found = await tx.show.findUnique({
      where: { slug },
      include: { credits: { orderBy: { position: "asc" }, include: { person: { select: { name: true } } } } },
    });
    const show =
      found ??
      (await tx.show.create({
        data: { ...data, slug, licence: feed.licence, filePrefix: KNOWN_SHOWS.get(slug)?.prefix ?? "" },
      }));
    // A folder's LICENSE is about its texts; a feed's licence is about the audio too.
    const changed = found && {
      ...data,
      ...(found.licence === null && feed.licence ? { licence: feed.licence } : {}),
    };
    if (
      changed &&
      Object.entries(changed).some(([name, value]) => found[name as keyof typeof found] !== value)
    )
      await tx.show.update({ where: { id: show.id }, data: changed });
    if (!isDeepStrictEqual((found?.credits ?? []).map(personOf), feed.people))
      await replaceCredits(tx, [{ showId: show.id, people: feed.people }]);
    return show;
  });
}

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
    if (read.ok) chapters = read.chapters;
    else remark(`its chapters were left out: ${read.message}`);
    if (!read.ok && item.chapters.length === 0) chapters = null;
  }
  if (chapters === null) return null;
  const within = withinAudio(chapters, duration);
  if (within.remark) remark(`${within.remark} of the audio, and was left out`);
  return within.chapters;
}

/** The best transcript that can be fetched and read, in our format. */
async function transcriptOf(
  item: FeedItem,
  options: Options,
  remark: (reason: string) => void,
): Promise<string | null> {
  for (const { url, type } of item.transcripts) {
    const fetched = await fetchBytes(url, {
      ...options.fetch,
      signal: options.signal,
      mostBytes: MOST_TRANSCRIPT_BYTES,
    });
    const read = fetched.ok ? readTranscriptFile(fetched.bytes, type) : fetched;
    if (read.ok) return read.text;
    remark(`its transcript (${type}) was left out: ${read.message}`);
  }
  return null;
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
