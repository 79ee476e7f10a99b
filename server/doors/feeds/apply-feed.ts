import { isDeepStrictEqual } from "node:util";
import { naturalKey } from "@/lib/natural-key";
import type { Database, Transaction } from "@/server/db";
import { documentPath, misfit } from "@/server/doors/import/misfit";
import { appendRevisions } from "@/server/text/documents/append-revisions";
import { IMPORT } from "@/server/text/documents/import-author";
import type { FeedChapter, FeedItem, FeedPerson } from "./feed";

/** An item on its way to its episode, with what was fetched for it. */
export interface Arriving {
  readonly item: FeedItem;
  /** What it is called where there is no such episode yet. */
  readonly slug: string;
  /** The episode it is of; none where it makes one. */
  readonly episodeId: number | null;
  /** None where they could not be fetched, so that those that are there stay. */
  readonly chapters: readonly FeedChapter[] | null;
  /** In our format; none where there was nothing to fetch, or the episode has one. */
  readonly transcript: string | null;
}

/** What became of an item. */
export interface Applied {
  readonly status: "new" | "changed" | "unchanged";
  readonly transcript: boolean;
}

interface FeedShow {
  readonly id: number;
  readonly slug: string;
  readonly filePrefix: string;
}

const TIMEOUT = 10 * 60 * 1000;

/**
 * Brings items to their episodes in one transaction: all of the batch, or nothing. What is as the feed says is not
 * written, so that the same feed again changes nothing.
 *
 * What only a feed says (guid, link, season, number, artwork, notes, chapters, people) becomes what it says now, and
 * is gone where it is gone there. What others say too (title, description, date, audio) stays where the feed is
 * silent. A transcript is made where the episode has none: from then on its text is its own.
 *
 * @returns what became of each, in their order
 */
export async function applyFeed(
  db: Database,
  show: FeedShow,
  batch: readonly Arriving[],
): Promise<Applied[]> {
  // Only an import writes these, and only one runs: they can be read before the transaction, side by side.
  const known = await findKnown(db, batch);
  return db.$transaction((tx) => write(tx, show, batch, known), { timeout: TIMEOUT, maxWait: TIMEOUT });
}

type Known = Awaited<ReturnType<typeof findKnown>>;

async function findKnown(db: Database, batch: readonly Arriving[]) {
  const episodes = await db.episode.findMany({
    where: { id: { in: batch.flatMap(({ episodeId }) => episodeId ?? []) } },
    include: {
      chapters: {
        orderBy: { position: "asc" },
        select: { startSeconds: true, title: true, link: true, imageUrl: true },
      },
      credits: { orderBy: { position: "asc" }, include: { person: { select: { name: true } } } },
      documents: { where: { kind: "transcript" }, select: { id: true } },
    },
  });
  return new Map(episodes.map((episode) => [episode.id, episode] as const));
}

async function write(
  tx: Transaction,
  show: FeedShow,
  batch: readonly Arriving[],
  known: Known,
): Promise<Applied[]> {
  const made = await makeEpisodes(tx, show.id, batch);
  const chapters: { episodeId: number; chapters: readonly FeedChapter[] }[] = [];
  const credits: { episodeId: number; people: readonly FeedPerson[] }[] = [];
  const transcripts: { episodeId: number; path: string; text: string }[] = [];
  const applied: Applied[] = [];

  for (const { item, slug, episodeId, chapters: theirs, transcript } of batch) {
    const episode = episodeId === null ? undefined : known.get(episodeId);
    const id = episode?.id ?? made.get(slug)!;
    const written = episode !== undefined && (await updateEpisode(tx, episode, item));
    const newChapters = theirs !== null && !isDeepStrictEqual(episode?.chapters ?? [], theirs);
    if (newChapters) chapters.push({ episodeId: id, chapters: theirs });
    const newPeople = !isDeepStrictEqual((episode?.credits ?? []).map(personOf), item.people);
    if (newPeople) credits.push({ episodeId: id, people: item.people });
    const path = `${show.slug}/${show.filePrefix ? `${show.filePrefix}-` : ""}${episode?.slug ?? slug}.md`;
    const told =
      transcript !== null && !episode?.documents.length && misfit(documentPath, path) === null
        ? { episodeId: id, path, text: transcript }
        : null;
    if (told) transcripts.push(told);
    const changed = written || newChapters || newPeople || told !== null;
    applied.push({ status: !episode ? "new" : changed ? "changed" : "unchanged", transcript: told !== null });
  }
  await replaceChapters(tx, chapters);
  await replaceCredits(tx, credits);
  await makeTranscripts(tx, transcripts);
  return applied;
}

/** What an item says of its episode itself. */
function saidOf(item: FeedItem) {
  const { guid, title, link, season, number, artworkUrl, notesHtml } = item;
  const own = { guid, title, link, season, number, artworkUrl, notesHtml };
  const shared = {
    description: item.description,
    publishedAt: item.publishedAt,
    audioUrl: item.enclosure?.url ?? null,
    audioType: item.enclosure?.type ?? null,
    audioBytes: item.enclosure?.bytes ? BigInt(item.enclosure.bytes) : null,
    durationSeconds: item.durationSeconds,
  };
  return { own, shared };
}

/** Makes the episodes that are not there. Returns their ids by slug. */
async function makeEpisodes(tx: Transaction, showId: number, batch: readonly Arriving[]) {
  const data = batch
    .filter(({ episodeId }) => episodeId === null)
    .map(({ item, slug }) => {
      const { own, shared } = saidOf(item);
      return { ...own, ...shared, showId, slug, sortKey: naturalKey(slug) };
    });
  const made = data.length === 0 ? [] : await tx.episode.createManyAndReturn({ data });
  return new Map(made.map(({ id, slug }) => [slug, id] as const));
}

/** Writes what the item says otherwise than before; whether there was anything. */
async function updateEpisode(
  tx: Transaction,
  episode: { readonly id: number } & Record<string, unknown>,
  item: FeedItem,
): Promise<boolean> {
  const { own, shared } = saidOf(item);
  const changed = [
    ...Object.entries(own),
    // Where the feed is silent, others may have said it.
    ...Object.entries(shared).filter(([, value]) => value !== null),
  ].filter(([name, value]) => !isDeepStrictEqual(episode[name], value));
  if (changed.length === 0) return false;
  await tx.episode.update({ where: { id: episode.id }, data: Object.fromEntries(changed) });
  return true;
}

interface StoredCredit extends Omit<FeedPerson, "name"> {
  readonly person: { readonly name: string };
}

/** A credit as the feed has it. */
export const personOf = ({ person, role, group, imageUrl, href }: StoredCredit): FeedPerson => ({
  name: person.name,
  role,
  group,
  imageUrl,
  href,
});

async function replaceChapters(
  tx: Transaction,
  lists: readonly { episodeId: number; chapters: readonly FeedChapter[] }[],
) {
  if (lists.length === 0) return;
  await tx.chapter.deleteMany({ where: { episodeId: { in: lists.map(({ episodeId }) => episodeId) } } });
  await tx.chapter.createMany({
    data: lists.flatMap(({ episodeId, chapters }) =>
      chapters.map((chapter, position) => ({ episodeId, position, ...chapter })),
    ),
  });
}

/** Puts whom a feed names in place of whom it named before, for episodes or for the show as a whole. */
export async function replaceCredits(
  tx: Transaction,
  lists: readonly { showId?: number; episodeId?: number; people: readonly FeedPerson[] }[],
) {
  if (lists.length === 0) return;
  await tx.credit.deleteMany({
    where: {
      OR: [
        { episodeId: { in: lists.flatMap(({ episodeId }) => episodeId ?? []) } },
        { showId: { in: lists.flatMap(({ showId }) => showId ?? []) } },
      ],
    },
  });
  // Sorted, so that two transactions that make the same people never wait for each other in a circle.
  const names = [...new Set(lists.flatMap(({ people }) => people.map(({ name }) => name)))].sort();
  await tx.person.createMany({ data: names.map((name) => ({ name })), skipDuplicates: true });
  const people = await tx.person.findMany({ where: { name: { in: names } } });
  const ids = new Map(people.map(({ id, name }) => [name, id] as const));
  await tx.credit.createMany({
    data: lists.flatMap(({ showId, episodeId, people }) =>
      people.map(({ name, ...credit }, position) => ({
        ...{ showId: showId ?? null, episodeId: episodeId ?? null, personId: ids.get(name)!, position },
        ...credit,
      })),
    ),
  });
}

async function makeTranscripts(
  tx: Transaction,
  transcripts: readonly { episodeId: number; path: string; text: string }[],
) {
  if (transcripts.length === 0) return;
  const documents = await tx.document.createManyAndReturn({
    data: transcripts.map(({ episodeId, path }) => ({ episodeId, path, kind: "transcript" as const })),
  });
  const ids = new Map(documents.map(({ id, path }) => [path, id] as const));
  const appended = await appendRevisions(
    tx,
    transcripts.map(({ path, text }) => ({
      documentId: ids.get(path)!,
      base: 0,
      text,
      summary: `Import ${path} from the show's feed`,
      author: IMPORT,
      imported: true,
    })),
  );
  if (!appended.ok) throw new Error(`A document just made cannot be changed: ${appended.reason}.`);
}
