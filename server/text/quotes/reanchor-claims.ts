import type { Transaction } from "@/server/db";
import { alignSegments, sharedEnds, type Transcript } from "@/transcript";
import { carryQuotes, type Place } from "./carry-quotes";
import { findExact, paragraphText, type Quote, quoteWords } from "./quote";

/** A document's next revision. */
export interface Edited {
  readonly documentId: number;
  readonly before: Transcript;
  readonly after: Transcript;
  /** The number of `after`'s revision. */
  readonly revision: number;
}

interface Anchored {
  readonly id: number;
  readonly document_id: number;
  readonly segment_id: number;
  /** The current position of its paragraph; null if the paragraph is gone. */
  readonly position: number | null;
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly first_word: number;
  readonly last_word: number;
  readonly lost_at: number | null;
}

/**
 * Moves the anchors of claims to the next revisions of their documents, in the transaction that accepts them,
 * after their segments were replaced. A claim whose words the edit changed is lost from that revision on and
 * keeps its quote; it is found again only by its exact words and their whole context. One query if the
 * documents have no claims.
 */
export async function reanchorClaims(tx: Transaction, edits: readonly Edited[]): Promise<void> {
  if (edits.length === 0) return;
  const anchors = await tx.$queryRaw<Anchored[]>`
    SELECT a.id, a.document_id, a.segment_id, s.position, a.exact, a.prefix, a.suffix, a.first_word, a.last_word, a.lost_at
    FROM claim_anchors AS a JOIN segments AS s ON s.document_id = a.document_id AND s.id = a.segment_id
    WHERE a.document_id = ANY(${edits.map(({ documentId }) => documentId)}::int[])`;
  for (const edit of edits) {
    const own = anchors.filter(({ document_id }) => document_id === edit.documentId);
    const untouched = own.filter((anchor) => isUntouched(edit, anchor));
    if (untouched.length > 0) {
      await tx.$executeRaw`
        UPDATE claim_anchors SET revision = ${edit.revision} WHERE id = ANY(${untouched.map(({ id }) => id)}::int[])`;
    }
    const others = own.filter((anchor) => !untouched.includes(anchor));
    if (others.length > 0) await reanchor(tx, edit, others);
  }
}

/** Whether a claim's paragraph is unchanged, so that its anchor stays. */
function isUntouched({ before, after }: Edited, { position, lost_at }: Anchored): boolean {
  const { first, last } = sharedEnds(before, after);
  return (
    lost_at === null && position !== null && (position < first || position >= after.segments.length - last)
  );
}

async function reanchor(tx: Transaction, edit: Edited, anchors: readonly Anchored[]): Promise<void> {
  const { documentId, after, revision } = edit;
  const places = placesBefore(edit, anchors);
  const standing = anchors.filter(({ id }) => places.has(id));
  const carried = carryQuotes(
    edit.before,
    after,
    standing.map(({ id }) => places.get(id) as Place),
  );
  const next = new Map(standing.map(({ id }, k) => [id, carried[k] ?? null]));
  for (const anchor of anchors) if (anchor.lost_at !== null) next.set(anchor.id, findAgain(after, anchor));

  const segments = await tx.segment.findMany({
    where: { documentId, gone: null },
    select: { id: true, position: true },
  });
  const ids = new Map(segments.map(({ id, position }) => [position, id]));
  const found: (Quote & { id: number; segmentId: number })[] = [];
  const lost: number[] = [];
  for (const { id, lost_at } of anchors) {
    const place = next.get(id) ?? null;
    const body = place === null ? undefined : after.segments[place.segment]?.body;
    const segmentId = place === null ? undefined : ids.get(place.segment);
    const quote =
      place && body !== undefined ? quoteWords(paragraphText(body), place.firstWord, place.lastWord) : null;
    if (quote && segmentId !== undefined) found.push({ ...quote, id, segmentId });
    else if (lost_at === null) lost.push(id);
  }
  await tx.$executeRaw`
    UPDATE claim_anchors AS a
    SET segment_id = n.segment_id, revision = ${revision}, exact = n.exact, prefix = n.prefix, suffix = n.suffix,
        first_word = n.first_word, last_word = n.last_word, lost_at = NULL
    FROM unnest(${found.map((f) => f.id)}::int[], ${found.map((f) => f.segmentId)}::int[],
                ${found.map((f) => f.exact)}::text[], ${found.map((f) => f.prefix)}::text[],
                ${found.map((f) => f.suffix)}::text[], ${found.map((f) => f.firstWord)}::int[],
                ${found.map((f) => f.lastWord)}::int[])
      AS n (id, segment_id, exact, prefix, suffix, first_word, last_word)
    WHERE a.id = n.id`;
  await tx.$executeRaw`UPDATE claim_anchors SET lost_at = ${revision} WHERE id = ANY(${lost}::int[])`;
}

/** The place of each anchor before the edit; anchors that were lost already have none. */
function placesBefore({ before, after }: Edited, anchors: readonly Anchored[]): Map<number, Place> {
  const aligned = alignSegments(before, after);
  const texts = before.segments.map(({ body }) => paragraphText(body));
  const stands = (segment: number, anchor: Anchored) => {
    const quote = quoteWords(texts[segment] ?? "", anchor.first_word, anchor.last_word);
    return quote?.exact === anchor.exact && quote.prefix === anchor.prefix && quote.suffix === anchor.suffix;
  };
  const places = new Map<number, Place>();
  for (const anchor of anchors) {
    if (anchor.lost_at !== null) continue;
    const own = anchor.position === null ? null : (aligned[anchor.position] ?? null);
    // A paragraph that is gone has no position; its text identifies it.
    const candidates = own !== null ? [own] : [...texts.keys()].filter((k) => stands(k, anchor));
    const [segment] = candidates;
    if (segment === undefined || candidates.length > 1 || !stands(segment, anchor)) continue;
    places.set(anchor.id, { segment, firstWord: anchor.first_word, lastWord: anchor.last_word });
  }
  return places;
}

/** Finds the exact words with their whole context, if they occur only once. */
function findAgain(after: Transcript, { exact, prefix, suffix }: Anchored): Place | null {
  const found = after.segments.flatMap(({ body }, segment) => {
    const text = paragraphText(body);
    if (!text.includes(prefix + exact + suffix)) return [];
    return findExact(text, exact)
      .filter(({ first, last }) => {
        const quote = quoteWords(text, first, last);
        return quote?.exact === exact && quote.prefix === prefix && quote.suffix === suffix;
      })
      .map(({ first, last }) => ({ segment, firstWord: first, lastWord: last }));
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}
