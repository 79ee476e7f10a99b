import type { Transaction } from "@/server/db";
import type { Alignment, Transcript } from "@/transcript";
import { PASSAGES_VERSION, passagesOf } from "./passages-of";

/** A transcript's head, from which passages are made. Its segments must exist already. */
export interface Searchable {
  readonly documentId: number;
  readonly episodeId: number;
  readonly revision: number;
  readonly transcript: Transcript;
  /** The words' starts in seconds, if they were carried through an edit. */
  readonly alignment?: Alignment | null;
}

interface Row {
  readonly documentId: number;
  readonly segmentId: number;
  readonly part: number;
  readonly speaker: string | null;
  readonly text: string;
  readonly starts: string;
  readonly exact: string;
  readonly inflected: string;
}

/**
 * Updates the passages of transcripts in the caller's transaction. Uses the same number of queries for one
 * transcript as for sixty, and does not write passages that did not change.
 */
export async function replacePassages(tx: Transaction, transcripts: readonly Searchable[]): Promise<void> {
  if (transcripts.length === 0) return;
  const durations = await durationsOf(tx, transcripts);
  const ids = await segmentIds(tx, transcripts);
  const rows: Row[] = transcripts.flatMap(({ documentId, episodeId, transcript, alignment }) =>
    passagesOf(transcript, durations.get(episodeId) ?? null, alignment).map(({ position, ...passage }) => ({
      documentId,
      segmentId: ids.get(documentId)?.[position] ?? position + 1,
      ...passage,
    })),
  );
  await removeOthers(tx, transcripts, rows);
  await write(tx, transcripts, rows);
  await learnWords(tx, rows);
  await note(tx, transcripts, durations);
}

async function durationsOf(tx: Transaction, transcripts: readonly Searchable[]) {
  const rows = await tx.$queryRaw<{ id: number; duration: number | null }[]>`
    SELECT id, duration_seconds AS duration FROM episodes
    WHERE id = ANY(${transcripts.map(({ episodeId }) => episodeId)}::int[])`;
  return new Map(rows.map(({ id, duration }) => [id, duration] as const));
}

async function segmentIds(tx: Transaction, transcripts: readonly Searchable[]) {
  const rows = await tx.$queryRaw<{ id: number; ids: number[] }[]>`
    SELECT document_id AS id, array_agg(id ORDER BY position) AS ids FROM segments
    WHERE document_id = ANY(${transcripts.map(({ documentId }) => documentId)}::int[]) AND position IS NOT NULL
    GROUP BY document_id`;
  return new Map(rows.map(({ id, ids }) => [id, ids] as const));
}

/** Deletes passages that the transcripts no longer have. */
async function removeOthers(tx: Transaction, transcripts: readonly Searchable[], rows: readonly Row[]) {
  await tx.$executeRaw`
    DELETE FROM passages AS p
    WHERE p.document_id = ANY(${transcripts.map(({ documentId }) => documentId)}::int[])
      AND NOT EXISTS (
        SELECT FROM unnest(${rows.map((r) => r.documentId)}::int[], ${rows.map((r) => r.segmentId)}::int[],
                           ${rows.map((r) => r.part)}::int[]) AS n (document_id, segment_id, part)
        WHERE n.document_id = p.document_id AND n.segment_id = p.segment_id AND n.part = p.part)`;
}

async function write(tx: Transaction, transcripts: readonly Searchable[], rows: readonly Row[]) {
  const episodes = new Map(transcripts.map(({ documentId, episodeId }) => [documentId, episodeId] as const));
  await tx.$executeRaw`
    INSERT INTO passages AS p (document_id, segment_id, part, show_id, episode_id, speaker, text, starts, vector)
    SELECT n.document_id, n.segment_id, n.part, e.show_id, e.id, n.speaker, n.text, n.starts,
           n.exact::tsvector || to_tsvector('english', n.inflected)
    FROM unnest(${rows.map((r) => r.documentId)}::int[], ${rows.map((r) => r.segmentId)}::int[],
                ${rows.map((r) => r.part)}::int[], ${rows.map((r) => episodes.get(r.documentId) ?? null)}::int[],
                ${rows.map((r) => r.speaker)}::text[], ${rows.map((r) => r.text)}::text[],
                ${rows.map((r) => r.starts)}::text[], ${rows.map((r) => r.exact)}::text[],
                ${rows.map((r) => r.inflected)}::text[])
      AS n (document_id, segment_id, part, episode_id, speaker, text, starts, exact, inflected)
    JOIN episodes AS e ON e.id = n.episode_id
    ON CONFLICT (document_id, segment_id, part) DO UPDATE
      SET speaker = excluded.speaker, text = excluded.text, starts = excluded.starts, vector = excluded.vector
      WHERE (p.speaker, p.text, p.starts, p.vector)
        IS DISTINCT FROM (excluded.speaker, excluded.text, excluded.starts, excluded.vector)`;
}

// A shorter word has too many similar ones to suggest; a longer one was not typed by a person.
const SUGGESTIBLE = /^(?=.*\p{L}).{3,40}$/u;

/**
 * Adds words to the suggestions, and never deletes any: a word that nobody says any more finds nothing, so it
 * is not suggested.
 */
async function learnWords(tx: Transaction, rows: readonly Row[]) {
  const words = new Set<string>();
  for (const { exact } of rows) for (const [, word = ""] of exact.matchAll(/'([^']+)'/g)) words.add(word);
  // Sorted, so that two transactions that insert the same words cannot deadlock.
  const found = [...words].filter((word) => SUGGESTIBLE.test(word)).sort();
  await tx.$executeRaw`
    INSERT INTO spoken_words (word)
    SELECT word FROM unnest(${found}::text[]) WITH ORDINALITY AS n (word, place)
    WHERE NOT EXISTS (SELECT FROM spoken_words AS s WHERE s.word = n.word)
    ORDER BY place
    ON CONFLICT (word) DO NOTHING`;
}

async function note(
  tx: Transaction,
  transcripts: readonly Searchable[],
  durations: ReadonlyMap<number, number | null>,
) {
  await tx.$executeRaw`
    INSERT INTO searched (document_id, revision, duration, version)
    SELECT document_id, revision, duration, ${PASSAGES_VERSION}::int
    FROM unnest(${transcripts.map((t) => t.documentId)}::int[], ${transcripts.map((t) => t.revision)}::int[],
                ${transcripts.map((t) => durations.get(t.episodeId) ?? null)}::float8[])
      AS n (document_id, revision, duration)
    ON CONFLICT (document_id) DO UPDATE
      SET revision = excluded.revision, duration = excluded.duration, version = excluded.version`;
}
