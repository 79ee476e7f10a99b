import type { ContributionChannel, ContributionStatus, Database, Transaction } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { noticeReviewers } from "@/server/people/notices/notice-reviewers";
import { parseDocument } from "@/server/text/documents/parse-document";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { marks, type Splice, words } from "@/transcript";
import { acceptByTrust } from "./accept-by-trust";
import { checkProposal, type TextProblem, textProblem } from "./check-proposal";
import { type Contributor, DEFAULT_LICENCE } from "./contributor";
import { describeChange, oneLine } from "./describe-change";
import { findDocument, type ProposalDocument } from "./find-document";
import { headSegmentIds, idsIn } from "./head-segment-ids";
import { mayContribute, type Refusal } from "./may-contribute";

export interface Proposal {
  readonly author: Contributor;
  readonly documentId: number;
  /** The number of the revision the text was made from. */
  readonly base: number;
  /** The whole proposed text. */
  readonly text: string;
  readonly channel: ContributionChannel;
  /** One line that says what it changes; where there is none, one is made. */
  readonly message?: string | undefined;
  /** Whether the author agrees to give it under the show's licence; asked once of each person. */
  readonly agreed?: boolean | undefined;
  /** Chosen by the form: sent twice, it is one contribution. */
  readonly idempotencyKey?: string | undefined;
  /** The segments of the base, [start, end), that the form meant to change. */
  readonly within?: readonly [start: number, end: number] | undefined;
  /** Which gap of the first changed segment a gap form fills, from 0. */
  readonly gap?: number | undefined;
}

/** A contribution as it was made, or as it was already there (`again`). */
export interface Proposed {
  readonly id: number;
  readonly version: number;
  readonly status: ContributionStatus;
  readonly summary: string;
  readonly hunks: readonly Splice[];
  readonly again: boolean;
  /** The revision it was accepted as at once, by the show's trust rule. */
  readonly revision: number | null;
}

export type ProposeResult =
  | { readonly ok: true; readonly contribution: Proposed }
  | ({ readonly ok: false } & (Refusal | { readonly reason: "no-document" | "no-base" | TextProblem }));

/**
 * Proposes a text in place of a revision's: the one road for every change. What it changes is worked out here, by
 * whole segments, so that every form gives the same contribution. Nothing is written where it is refused.
 *
 * Where the show trusts its author with gaps, a filled gap is accepted at once.
 */
export async function propose(db: Database, proposal: Proposal): Promise<ProposeResult> {
  const malformed = textProblem(proposal.text);
  if (malformed) return { ok: false, reason: malformed };
  const { author, documentId, base } = proposal;
  const document = await findDocument(db, documentId);
  if (!document) return { ok: false, reason: "no-document" };
  if (!Number.isInteger(base) || base < 1 || base > document.head) return { ok: false, reason: "no-base" };
  const again = await findAgain(db, proposal);
  if (again) return { ok: true, contribution: again };

  const standing = await standingAt(db, { personId: author.id, showId: document.showId });
  // A mirror is the owner's own repository: who may commit there was decided there.
  const refusal =
    proposal.channel === "mirror"
      ? null
      : await mayContribute(db, { author, document, standing, agreed: proposal.agreed ?? false });
  if (refusal) return { ok: false, ...refusal };

  const source = await readSource(db, { documentId, number: base, path: document.path });
  if (!source) return { ok: false, reason: "no-base" };
  const after = parseDocument({ path: document.path, text: proposal.text });
  const checked = checkProposal({ before: source.transcript, after, within: proposal.within });
  if (!checked.ok) return checked;

  const place = await placeOf(db, document, source, checked.splices, proposal.gap);
  const described = describeChange({
    before: source.transcript,
    after,
    splices: checked.splices,
    at: place.seconds,
    notes: document.kind === "notes",
  });
  const summary = oneLine(proposal.message ?? "") || described.summary;
  const made = await db.$transaction((tx) =>
    insert(tx, { proposal, document, splices: checked.splices, place, described: { ...described, summary } }),
  );
  if (!made) {
    // The same form arrived twice at the same moment: the other one is it.
    const first = await findAgain(db, proposal);
    if (first) return { ok: true, contribution: first };
    throw new Error("A contribution was neither made nor found");
  }
  const revision = await acceptByTrust(db, {
    id: made,
    channel: proposal.channel,
    document,
    author,
    standing,
  });
  return {
    ok: true,
    contribution: {
      id: made,
      version: 1,
      status: revision === null ? "open" : "accepted",
      summary,
      hunks: checked.splices,
      again: false,
      revision,
    },
  };
}

interface Place {
  /** The lasting id of the first paragraph that is changed; null where the head no longer has it. */
  readonly segmentId: number | null;
  readonly gap: number | null;
  readonly seconds: number | null;
}

/** Where a proposal is heard, and by which paragraph it can be found again. */
export async function placeOf(
  db: Database | Transaction,
  document: ProposalDocument,
  source: Source,
  splices: readonly Splice[],
  gap?: number,
): Promise<Place> {
  if (document.kind === "notes") return { segmentId: null, gap: null, seconds: null };
  const { segments } = source.transcript;
  const index = Math.min(Math.max(0, splices[0]?.start ?? 0), Math.max(0, segments.length - 1));
  const head =
    source.number === document.head
      ? source
      : await readSource(db, { documentId: document.id, number: document.head, path: document.path });
  const headIds = await headSegmentIds(db, document.id);
  const segmentId = (head && idsIn(source, head, headIds)[index]) ?? null;
  // A paragraph that still reads so is heard where the newest revision has it, whose times are known already.
  const now = segmentId === null ? -1 : headIds.indexOf(segmentId);
  const unchanged = head && segments[index]?.body === head.transcript.segments[now]?.body;
  return {
    segmentId,
    gap: gap ?? null,
    seconds: unchanged
      ? secondsAt(head, splices, now, document.duration)
      : secondsAt(source, splices, index, document.duration),
  };
}

/** When the first changed word is heard: the gap's own time where it has one, else the word's. */
function secondsAt(
  source: Source,
  splices: readonly Splice[],
  index: number,
  duration: number | null,
): number | null {
  const [splice] = splices;
  const body = source.transcript.segments[index]?.body;
  if (!splice || body === undefined) return null;
  const time = source.time(duration);
  const after = parseDocument({ path: source.path, text: splice.after }).segments[0]?.body ?? "";
  let same = 0;
  while (same < body.length && body[same] === after[same]) same += 1;
  const mark = marks(body).find(({ start, end, seconds }) => start <= same && same < end && seconds !== null);
  if (mark?.type === "gap" && mark.seconds !== null) return mark.seconds;
  const word = words(body).findLastIndex(({ start }) => start <= same);
  const first = time.firstWord[index] ?? 0;
  const seconds = word < 0 ? time.segmentStarts[index] : time.starts[first + word];
  return seconds ?? time.end;
}

interface Insertion {
  readonly proposal: Proposal;
  readonly document: ProposalDocument;
  readonly splices: readonly Splice[];
  readonly place: Place;
  readonly described: { readonly summary: string; readonly added: number; readonly removed: number };
}

/** The new contribution's id; null where the same form was sent before. */
async function insert(tx: Transaction, insertion: Insertion): Promise<number | null> {
  const { proposal, document, splices, place, described } = insertion;
  const { author, channel } = proposal;
  const licence = document.licence ?? DEFAULT_LICENCE;
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO contributions (document_id, channel, segment_id, gap, start_seconds, author_id, author_name, address_hash, idempotency_key,
                               licence)
    VALUES (${document.id}, ${channel}::contribution_channel, ${place.segmentId}, ${channel === "gap" ? place.gap : null},
            ${place.seconds}, ${author.id}::uuid, ${author.name}, ${author.addressHash ?? null}, ${proposal.idempotencyKey ?? null},
            ${licence})
    ON CONFLICT DO NOTHING
    RETURNING id`;
  if (!row) return null;
  await tx.$executeRaw`
    INSERT INTO contribution_versions (contribution_id, number, document_id, base, splices, summary, added, removed)
    VALUES (${row.id}, 1, ${document.id}, ${proposal.base}, ${JSON.stringify(splices)}::jsonb, ${described.summary},
            ${described.added}, ${described.removed})`;
  if (author.id !== null) {
    await tx.$executeRaw`
      INSERT INTO licence_agreements (user_id, licence) VALUES (${author.id}::uuid, ${licence})
      ON CONFLICT DO NOTHING`;
  }
  await noticeReviewers(tx, {
    showId: document.showId,
    kind: "proposed",
    contributionId: row.id,
    actor: { id: author.id, name: author.name },
  });
  return row.id;
}

async function findAgain(db: Database, { author, idempotencyKey }: Proposal): Promise<Proposed | null> {
  if (idempotencyKey === undefined) return null;
  const found = await db.contribution.findFirst({
    where:
      author.id === null
        ? { addressHash: author.addressHash, idempotencyKey, authorId: null }
        : { authorId: author.id, idempotencyKey },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const [version] = found?.versions ?? [];
  if (!found || !version) return null;
  return {
    id: found.id,
    version: found.version,
    status: found.status,
    summary: version.summary,
    hunks: version.splices as unknown as Splice[],
    again: true,
    revision: found.revision,
  };
}
