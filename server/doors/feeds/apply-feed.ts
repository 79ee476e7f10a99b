import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { naturalKey } from "@/lib/natural-key";
import type { Database, Transaction } from "@/server/db";
import { type EpisodeProblem, keepTextProblems } from "@/server/doors/import/keep-problems";
import { documentPath, misfit } from "@/server/doors/import/misfit";
import type { Problem } from "@/server/doors/import/problem";
import { appendRevisions } from "@/server/text/documents/append-revisions";
import { IMPORT } from "@/server/text/documents/import-author";
import { replaceChapters } from "@/server/text/episodes/replace-chapters";
import { type CreditedPerson, personOf, replaceCredits } from "@/server/text/episodes/replace-credits";
import { storeTimes } from "@/server/text/transcript-files/store-times";
import { divideEdited, type Edited, keepBeneath } from "@/server/work/shows/divide-edited";
import { EPISODE_FIELDS } from "@/server/work/shows/fields";
import { MOST_KEPT_BYTES, type TakenFile } from "./choose-transcript";
import type { FeedChapter, FeedItem } from "./feed";

/** A feed item, with the files that were fetched for it and the episode it belongs to. */
export interface Arriving {
  readonly item: FeedItem;
  /** The slug of the episode to create, if it does not exist yet. */
  readonly slug: string;
  /** The item's episode; null if the item creates one. */
  readonly episodeId: number | null;
  /** Null if chapters could not be fetched: then existing chapters stay. */
  readonly chapters: readonly FeedChapter[] | null;
  /** Null if there was nothing to fetch or the episode already has a transcript. */
  readonly transcript: TakenFile | null;
  /** The other transcripts that the feed names. */
  readonly others: readonly TakenFile[];
  /** What could not be read of its transcripts; null if none were looked for. */
  readonly problems: readonly Problem[] | null;
}

/** The result for one item. */
export interface Applied {
  readonly episodeId: number;
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
 * Applies feed items to their episodes in one transaction: the whole batch or nothing. Rows that already
 * match the feed are not written, so importing the same feed again changes nothing.
 *
 * Fields that were edited here stay; what the feed says of them is kept beneath. Fields that only a feed sets (guid, link, season, number, artwork, notes, chapters, people) follow the
 * feed, and are removed when the feed removes them. Fields that others set too (title, description, date,
 * audio) stay when the feed has no value. A transcript is created only for an episode without one, and later
 * feeds never change it.
 *
 * @returns the results, in the order of the items
 */
export async function applyFeed(
  db: Database,
  show: FeedShow,
  batch: readonly Arriving[],
): Promise<Applied[]> {
  // Only one import runs at a time, and of what people edit the import writes nothing: so these rows can be read before
  // the transaction, in parallel. What is edited is read within it.
  const known = await findKnown(db, batch);
  return db.$transaction((tx) => write(tx, show, batch, known), { timeout: TIMEOUT, maxWait: TIMEOUT });
}

type Known = Awaited<ReturnType<typeof findKnown>>;
type KnownRow = { readonly id: number } & Readonly<Record<string, unknown>>;

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
  const edited = await findEdited(tx, [...known.keys()]);
  const made = await makeEpisodes(tx, show.id, batch);
  const chapters: { episodeId: number; chapters: readonly FeedChapter[] }[] = [];
  const credits: { episodeId: number; people: readonly CreditedPerson[] }[] = [];
  const transcripts: FreshTranscript[] = [];
  const files: { episodeId: number; file: TakenFile; taken: boolean }[] = [];
  const applied: Applied[] = [];

  const problems: EpisodeProblem[] = [];
  const remade: number[] = [];

  for (const { item, slug, episodeId, chapters: theirs, transcript, others, problems: found } of batch) {
    const episode = episodeId === null ? undefined : known.get(episodeId);
    const id = episode?.id ?? made.get(slug)!;
    const edits = edited.get(id) ?? [];
    const ofLists = edits.filter(({ field }) => isList(field));
    const lists = divideEdited(EPISODE_FIELDS, ofLists, {
      ...(theirs !== null && { chapters: theirs }),
      people: item.people,
    });
    const written = episode !== undefined && (await updateEpisode(tx, { episode, edits }, item));
    await keepBeneath(tx, lists.beneath);
    const newChapters =
      theirs !== null &&
      Object.hasOwn(lists.row, "chapters") &&
      !isDeepStrictEqual(episode?.chapters ?? [], theirs);
    if (newChapters) chapters.push({ episodeId: id, chapters: theirs });
    const newPeople =
      Object.hasOwn(lists.row, "people") &&
      !isDeepStrictEqual((episode?.credits ?? []).map(personOf), item.people);
    if (newPeople) credits.push({ episodeId: id, people: item.people });
    const path = `${show.slug}/${show.filePrefix ? `${show.filePrefix}-` : ""}${episode?.slug ?? slug}.md`;
    const told =
      transcript !== null && !episode?.documents.length && misfit(documentPath, path) === null
        ? { episodeId: id, path, file: transcript }
        : null;
    if (told) {
      transcripts.push(told);
      files.push({ episodeId: id, file: told.file, taken: true });
    }
    if (told) files.push(...others.map((file) => ({ episodeId: id, file, taken: false })));
    if (found) {
      remade.push(id);
      problems.push(...found.map((problem) => ({ ...problem, episodeId: id })));
    }
    const changed = written || newChapters || newPeople || told !== null;
    applied.push({
      ...{ episodeId: id, status: !episode ? "new" : changed ? "changed" : "unchanged" },
      transcript: told !== null,
    });
  }
  await replaceChapters(tx, chapters);
  await replaceCredits(tx, credits);
  await keepFiles(tx, files);
  await makeTranscripts(tx, transcripts);
  await keepTextProblems(tx, { showId: show.id, via: "feed", problems, remade });
  return applied;
}

/** What was edited here, by episode. The rows stay locked until the end: whoever edits meanwhile waits. */
async function findEdited(tx: Transaction, episodeIds: readonly number[]) {
  const found = new Map<number, Edited[]>();
  if (episodeIds.length === 0) return found;
  const ids = episodeIds.toSorted((a, b) => a - b);
  await tx.$queryRaw`SELECT id FROM episodes WHERE id = ANY(${ids}::int[]) ORDER BY id FOR NO KEY UPDATE`;
  const rows = await tx.fieldEdit.findMany({
    where: { episodeId: { in: ids } },
    select: { id: true, field: true, source: true, episodeId: true },
  });
  for (const row of rows) found.set(row.episodeId!, [...(found.get(row.episodeId!) ?? []), row]);
  return found;
}

/** Whether a field lies in a table of its own. */
const isList = (field: string) => field === "chapters" || field === "people";

/** The fields of an episode that its feed item sets. */
function saidOf(item: FeedItem) {
  const { guid, title, link, season, number, artworkUrl, notesHtml, explicit } = item;
  // Prisma asks for JSON by an index signature, which interfaces have not.
  const alternateEnclosures = item.alternateEnclosures as unknown as { [name: string]: string }[];
  const own = { guid, title, link, season, number, artworkUrl, notesHtml, explicit, alternateEnclosures };
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

/** Creates the missing episodes. Returns their ids by slug. */
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

/** Writes the fields that differ from the item. Returns whether any did. */
async function updateEpisode(
  tx: Transaction,
  { episode, edits }: { readonly episode: KnownRow; readonly edits: readonly Edited[] },
  item: FeedItem,
): Promise<boolean> {
  const { own, shared } = saidOf(item);
  const said = {
    ...own,
    // An empty field of the feed does not overwrite a value from elsewhere.
    ...Object.fromEntries(Object.entries(shared).filter(([, value]) => value !== null)),
  };
  const ofColumns = edits.filter(({ field }) => !isList(field));
  const { row, beneath } = divideEdited(EPISODE_FIELDS, ofColumns, said);
  await keepBeneath(tx, beneath);
  const changed = Object.entries(row).filter(([name, value]) => !isDeepStrictEqual(episode[name], value));
  if (changed.length === 0) return false;
  await tx.episode.update({ where: { id: episode.id }, data: Object.fromEntries(changed) });
  return true;
}

interface FreshTranscript {
  readonly episodeId: number;
  readonly path: string;
  readonly file: TakenFile;
}

/** Keeps the files that a feed names, as they were fetched. */
async function keepFiles(
  tx: Transaction,
  files: readonly { episodeId: number; file: TakenFile; taken: boolean }[],
) {
  if (files.length === 0) return;
  await tx.sourceFile.createMany({
    data: files.map(({ episodeId, file: { named, url, bytes, read }, taken }) => ({
      ...{ episodeId, url, taken, type: named.type, language: named.language },
      ...{ kind: read.kind, grain: read.grain, recogniser: read.maker, bytes: bytes.length },
      content: bytes.length <= MOST_KEPT_BYTES ? new Uint8Array(bytes) : null,
      sha256: createHash("sha256").update(bytes).digest(),
    })),
    skipDuplicates: true,
  });
}

async function makeTranscripts(tx: Transaction, transcripts: readonly FreshTranscript[]) {
  if (transcripts.length === 0) return;
  const documents = await tx.document.createManyAndReturn({
    data: transcripts.map(({ episodeId, path, file }) => ({
      ...{ episodeId, path, kind: "transcript" as const, recogniser: file.read.maker },
      origin: file.read.maker === null ? ("unknown" as const) : ("recogniser" as const),
      fromFeed: true,
    })),
  });
  const ids = new Map(documents.map(({ id, path }) => [path, id] as const));
  const appended = await appendRevisions(
    tx,
    transcripts.map(({ path, file: { read } }) => ({
      documentId: ids.get(path)!,
      base: 0,
      text: read.written.text,
      wordTimes: storeTimes(read),
      summary: `Import ${path} from the show's feed`,
      author: IMPORT,
      imported: true,
    })),
  );
  if (!appended.ok)
    throw new Error(`The document that was just created cannot be changed: ${appended.reason}.`);
}
