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

/** What a feed came to. */
export interface FeedReport {
  readonly slug: string;
  readonly title: string;
  readonly items: number;
  fresh: number;
  changed: number;
  unchanged: number;
  transcripts: number;
  /** Items that are of no episode, and were left, since only those with transcripts were asked for. */
  readonly unmatchedItems: readonly Problem[];
  /** Episodes that no item is of. */
  readonly unmatchedEpisodes: readonly Problem[];
  readonly remarks: readonly Problem[];
}

/** The report, or why there was nothing to begin with. */
export type ImportedFeed =
  | { readonly ok: true; readonly report: FeedReport }
  | { readonly ok: false; readonly reason: string; readonly message: string };

interface Options {
  readonly db: Database;
  /** Where the feed is: an address of the web, or a file. */
  readonly source: string;
  /** Whose feed it is; found by the feed's address or its title where nothing is said. */
  readonly show?: string | undefined;
  /** Whether items that match no episode make one. */
  readonly makeEpisodes: boolean;
  /** How files are fetched. */
  readonly fetch?: Pick<FetchOptions, "allowInternal" | "resolve" | "limitSeconds">;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
  readonly signal?: AbortSignal;
  readonly onWait?: () => void;
}

// A transaction's worth: what was fetched for it is held in memory, at most 25 transcripts of 5 MB.
const BATCH = 25;
// Files fetched side by side: most of a feed's lie on one host, which is to notice no more than a listener's app.
const SIDE_BY_SIDE = 4;
// As a transcript that is imported as a file; its captions say the same with times, in up to four times the space.
const MOST_TRANSCRIPT_BYTES = 20_000_000;
const MOST_CHAPTER_BYTES = 1_000_000;

/**
 * Imports a show's feed: what it says of the show, its episodes, their chapters and people, and the transcripts it
 * names for episodes that have none. In batches, each whole or not at all; run again it writes only what the feed
 * says anew. What cannot be fetched or read is told, and the rest goes on.
 */
export async function importFeed(options: Options): Promise<ImportedFeed> {
  const { db, signal } = options;
  const misnamed = options.show === undefined ? null : misfit(showSlug, options.show);
  if (misnamed !== null)
    return { ok: false, reason: "bad-show", message: `No show can be named "${options.show}": ${misnamed}.` };
  const fetched = await fetchFeed(options.source, { ...options.fetch, signal });
  if (!fetched.ok) return fetched;
  const read = readFeed(fetched.bytes);
  if (!read.ok) return read;
  const { feed } = read;
  const feedUrl = feed.self ?? fetched.url;

  const importAll = async (): Promise<ImportedFeed> => {
    const slug = options.show ?? (await findShow(db, feed, feedUrl));
    const unfit = slug === null ? "its title has no letters of an address" : misfit(showSlug, slug);
    if (slug === null || unfit !== null)
      return {
        ok: false,
        reason: "bad-show",
        message: `No name for the show: ${unfit}. Name it with --show <slug>.`,
      };
    const existing = await db.show.findUnique({ where: { slug } });
    if (!options.makeEpisodes && !existing)
      return {
        ok: false,
        reason: "no-show",
        message: `There is no show ${slug} that this feed could be of.`,
      };
    if (options.show === undefined && existing?.feedUrl && feedUrl && existing.feedUrl !== feedUrl) {
      const message = `The show ${slug} has another feed. If this is its new one, say so with --show ${slug}.`;
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

    // The oldest first, so that the log is filled in the order in which the episodes came out.
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

/** By the feed's address, then by its title: a show that is known by it, or what the title comes to. */
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
    // The licence of a folder's texts is said in the folder; a feed's is that of the audio as well.
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

/** The chapters that begin within the audio; null where there should be some and they cannot be had. */
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

/** Runs a few at a time; the results stand in the order of the things. */
async function sideBySide<T, R>(things: readonly T[], use: (thing: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < things.length; i = next++) results[i] = await use(things[i]!);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return results;
}
