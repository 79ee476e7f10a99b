import type { Comparison, Quantity, Scope } from "@/evidence";
import type { Database, Transaction } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { lockSender } from "@/server/people/limits/lock-sender";
import { parseDocument } from "@/server/text/documents/parse-document";
import { timeText } from "@/server/text/episodes/time-text";
import { findExact, isOverGap, paragraphText, type Quote, quoteWords } from "@/server/text/quotes/quote";
import type { Transcript } from "@/transcript";
import { episodeName, saidWhen } from "./compare-with";
import { holdAgainst, type ProposedEvidence } from "./hold-against";
import { nearbyParagraphs } from "./nearby-paragraphs";

/** An account, and the name under which it is credited. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** A claim as someone proposes it. */
export interface ProposedClaim {
  readonly author: Person;
  readonly documentId: number;
  /** The paragraph and its words, as they were shown. */
  readonly segmentId: number;
  readonly exact: string;
  /** The index of the first word in the paragraph, from 0; if left out, the words must occur once. */
  readonly firstWord?: number | undefined;
  readonly quantity: Quantity;
  readonly scope: Scope | null;
  readonly base: string | null;
  readonly proposition: string | null;
  readonly evidence: ProposedEvidence | null;
}

/** Why a claim cannot be proposed. */
export type ProposeProblem =
  | "no-document"
  | "no-segment"
  | "no-words"
  | "over-gap"
  | "words-changed"
  | "several-places"
  | "already-claimed"
  | "no-statistic"
  | "statistic-changed"
  | "no-expression"
  | "too-many"
  | "blocked";

export type Proposed =
  | { readonly ok: true; readonly claimId: number; readonly comparison: Comparison | null }
  | { readonly ok: false; readonly reason: ProposeProblem };

/** The most claims that one person may have waiting: nobody reads a queue that one person fills. */
export const MOST_WAITING = 100;

/** Proposes a claim with the statistic it is compared with. All is stored, or nothing. */
export async function proposeClaim(db: Database, wanted: ProposedClaim): Promise<Proposed> {
  return db.$transaction(async (tx) => {
    const document = await lockDocument(tx, wanted.documentId);
    if (!document) return { ok: false, reason: "no-document" };
    const standing = await standingAt(tx, { personId: wanted.author.id, showId: document.show_id });
    if (standing.blocked !== null) return { ok: false, reason: "blocked" };
    const found = await findWords(tx, wanted, document);
    if ("reason" in found) return { ok: false, reason: found.reason };
    const { quote } = found;
    await lockSender(tx, [`claim:person:${wanted.author.id}`]);
    const waiting = await tx.claim.count({ where: { proposerId: wanted.author.id, status: "proposed" } });
    if (waiting >= MOST_WAITING) return { ok: false, reason: "too-many" };
    const known = await tx.claimAnchor.findFirst({
      where: {
        documentId: wanted.documentId,
        segmentId: wanted.segmentId,
        lostAt: null,
        firstWord: quote.firstWord,
        lastWord: quote.lastWord,
        status: { not: "rejected" },
        claim: { status: { in: ["proposed", "published"] } },
      },
    });
    if (known) return { ok: false, reason: "already-claimed" };
    const comparable = {
      ...wanted,
      episode: episodeName(document.path),
      said: saidWhen(quote, document.published_at),
      nearby: found.nearby,
    };
    const held = wanted.evidence && (await holdAgainst(tx, comparable, wanted.evidence));
    if (held && "problem" in held) return { ok: false, reason: held.problem };

    const { author, quantity, scope, base, proposition } = wanted;
    const proposer = { proposerId: author.id, proposerName: author.name };
    const claim = await tx.claim.create({
      data: {
        episodeId: document.episode_id,
        speaker: found.speaker,
        proposition,
        quantity: JSON.parse(JSON.stringify(quantity)),
        scope,
        base,
        ...proposer,
        anchors: {
          create: {
            ...quote,
            documentId: wanted.documentId,
            segmentId: wanted.segmentId,
            revision: document.head,
            seconds: found.seconds,
          },
        },
        ...(held ? { evidence: { create: { ...held.data, ...proposer } } } : {}),
      },
    });
    return { ok: true, claimId: claim.id, comparison: held?.comparison ?? null };
  });
}

interface Locked {
  readonly head: number;
  readonly path: string;
  readonly episode_id: number;
  readonly show_id: number;
  readonly duration: number | null;
  readonly published_at: Date | null;
}

/** Locks the document, so that no revision is accepted between reading the words and storing their place. */
export async function lockDocument(tx: Transaction, id: number): Promise<Locked | undefined> {
  const [document] = await tx.$queryRaw<Locked[]>`
    SELECT d.head, d.path, d.episode_id, e.show_id, e.duration_seconds AS duration, e.published_at FROM documents AS d JOIN episodes AS e ON e.id = d.episode_id
    WHERE d.id = ${id} AND d.kind = 'transcript' AND d.head > 0 FOR SHARE OF d`;
  return document;
}

/** The place of words in a document at its head, or why there is none. */
export async function findWords(
  tx: Transaction,
  {
    documentId,
    segmentId,
    exact,
    firstWord,
  }: Pick<ProposedClaim, "documentId" | "segmentId" | "exact" | "firstWord">,
  { head, path, duration }: Locked,
): Promise<
  { quote: Quote; nearby: string[]; seconds: number; speaker: string | null } | { reason: ProposeProblem }
> {
  const segment = await tx.segment.findUnique({ where: { documentId_id: { documentId, id: segmentId } } });
  const revision = await tx.revision.findUnique({
    where: { documentId_number: { documentId, number: head } },
  });
  if (!segment || segment.position === null || !revision) return { reason: "no-segment" };
  const transcript = parseDocument({ path, text: revision.text });
  const body = transcript.segments[segment.position]?.body ?? "";
  const text = paragraphText(body);
  const places = findExact(text, exact);
  if (exact.trim() === "") return { reason: "no-words" };
  if (places.length === 0) return { reason: "words-changed" };
  const chosen = firstWord === undefined ? places : places.filter(({ first }) => first === firstWord);
  const [place, ...others] = chosen.length > 0 ? chosen : places;
  if (!place) return { reason: "no-words" };
  if (others.length > 0) return { reason: "several-places" };
  if (isOverGap(body, place.first, place.last)) return { reason: "over-gap" };
  const quote = quoteWords(text, place.first, place.last);
  if (!quote) return { reason: "no-words" };
  return {
    quote,
    nearby: nearbyParagraphs(transcript, segment.position),
    seconds: await secondsOf(
      tx,
      { documentId, revision: head, path, duration },
      segment.position,
      quote.firstWord,
    ),
    speaker: speakerOf(transcript, segment.position),
  };
}

/** The start of a word in seconds, as the player has it. */
async function secondsOf(
  tx: Transaction,
  wanted: Parameters<typeof timeText>[1],
  position: number,
  word: number,
): Promise<number> {
  const timed = await timeText(tx as Database, wanted);
  if (!timed) return 0;
  const before = timed.wordStarts.counts.slice(0, position).reduce((sum, count) => sum + count, 0);
  const counted = timed.wordStarts.counts[position] ?? 0;
  const deltas = timed.wordStarts.deltas.slice(0, before + Math.min(word, Math.max(0, counted - 1)) + 1);
  return deltas.reduce((sum, delta) => sum + delta, 0) / 100;
}

/** The speaker of a paragraph's turn; null after a marker. */
function speakerOf({ segments }: Transcript, position: number): string | null {
  const opens = segments.slice(0, position + 1).findLast(({ kind }) => kind !== "text");
  return opens?.kind === "speech" ? opens.name : null;
}
