import type { Database, Transaction } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { lockSender } from "@/server/people/limits/lock-sender";
import { takeFrom } from "@/server/people/limits/take-from";
import { noticeReviewers } from "@/server/people/notices/notice-reviewers";
import { PARSER_VERSION } from "@/transcript";
import { acceptByTrust } from "./accept-by-trust";
import { DEFAULT_LICENCE } from "./contributor";
import { findAgain } from "./find-again";
import { isUndecided } from "./is-undecided";
import { lockContribution } from "./lock-contribution";
import { withinLimits } from "./may-contribute";
import type { Change, Prepared, Proposed, ProposeResult } from "./proposal";
import type { Forbidden } from "./refusal";
import { soundOfChange } from "./sound-of-change";
import type { SoundWitness } from "./witness-of";

type Proposing = Extract<Prepared, { kind: "proposal" }>;
type Amending = Extract<Prepared, { kind: "amendment" }>;

/** Each amendment tells the maintainers; nobody amends more by hand. */
const MOST_AMENDMENTS_AN_HOUR = 60;

/**
 * Writes what `prepare` has found to be allowed, in one transaction: the contribution or its next version, the licence
 * that was agreed to, and what its reviewers are told. Whatever happened since is settled by the database: of the same
 * form sent twice at one moment there is one contribution, and of two amendments the second is refused.
 *
 * Where the show trusts its author with gaps, a filled gap is accepted at once, in a transaction of its own.
 */
export async function write(db: Database, prepared: Prepared): Promise<ProposeResult> {
  switch (prepared.kind) {
    case "again":
      return { ok: true, contribution: prepared.contribution };
    case "proposal":
      return writeProposal(db, prepared);
    case "amendment":
      return writeAmendment(db, prepared);
  }
}

// Milliseconds. Several requests of one sender at once wait for each other; Prisma's default gives up after 2 s.
const PATIENCE = { maxWait: 30_000, timeout: 30_000 };

async function writeProposal(db: Database, prepared: Proposing): Promise<ProposeResult> {
  const { author, channel, standing, change } = prepared;
  // Of an import nobody decides one by one.
  const sound = channel === "import" ? null : await soundOfChange(db, change);
  const written = await db.$transaction((tx) => insertContribution(tx, prepared, sound), PATIENCE);
  if (typeof written === "object" && written !== null) return { ok: false, ...written };
  const id = written;
  if (id === null) {
    // The same form arrived twice at the same moment: the other one is it.
    const first = await findAgain(db, prepared);
    if (!first) throw new Error("A contribution was neither made nor found");
    return { ok: true, contribution: first };
  }
  const revision = await acceptByTrust(db, {
    id,
    channel,
    document: change.document,
    author,
    standing,
    sound,
    splices: change.splices,
  });
  const status = revision === null ? "open" : "accepted";
  const contribution: Proposed = {
    ...{ id, version: 1, status, revision, again: false },
    ...{ summary: change.summary, hunks: change.splices },
  };
  return { ok: true, contribution };
}

/**
 * The new contribution's id; null where the same form was sent before; or why its sender may send no more. They are
 * counted once more here, one after the other: `prepare` cannot know of those that are being written at the moment.
 */
async function insertContribution(
  tx: Transaction,
  prepared: Proposing,
  sound: SoundWitness | null,
): Promise<number | null | Forbidden> {
  const { author, channel, place, change, standing } = prepared;
  if (channel !== "mirror" && !mayReview(standing)) {
    await lockSender(tx, [
      ...(author.id === null ? [] : [`contribute:person:${author.id}`]),
      `contribute:address:${author.addressHash ?? ""}`,
    ]);
    const full = await withinLimits(tx, { author, standing });
    // A form that was sent before is no further one.
    if (full) return (await findAgain(tx, prepared)) ? null : full;
  }
  const { document } = change;
  const licence = document.licence ?? DEFAULT_LICENCE;
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO contributions (document_id, channel, segment_id, gap, start_seconds, author_id, author_name,
                               address_hash, idempotency_key, licence)
    VALUES (${document.id}, ${channel}::contribution_channel, ${place.segmentId},
            ${channel === "gap" ? place.gap : null}, ${place.seconds}, ${author.id}::uuid, ${author.name},
            ${author.addressHash ?? null}, ${prepared.idempotencyKey ?? null}, ${licence})
    ON CONFLICT DO NOTHING
    RETURNING id`;
  if (!row) return null;
  await insertVersion(tx, { id: row.id, number: 1, change, sound });
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

interface Version {
  readonly id: number;
  readonly number: number;
  readonly change: Change;
  readonly sound: SoundWitness | null;
}

async function insertVersion(tx: Transaction, { id, number, change, sound }: Version): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO contribution_versions (contribution_id, number, document_id, base, splices, parser, summary, added,
                                       removed, sound, sound_probability, sound_score)
    VALUES (${id}, ${number}, ${change.document.id}, ${change.base}, ${JSON.stringify(change.splices)}::jsonb,
            ${PARSER_VERSION}, ${change.summary}, ${change.added}, ${change.removed},
            ${sound?.judgement ?? null}::sound_judgement, ${sound?.probability ?? null}::float8,
            ${sound?.score ?? null}::float8)`;
}

async function writeAmendment(
  db: Database,
  { id, author, version, change }: Amending,
): Promise<ProposeResult> {
  const limit = { key: `amend:person:${author.id}`, limit: MOST_AMENDMENTS_AN_HOUR, perSeconds: 3600 };
  // Outside the transaction, which would take the count back where it fails.
  if (!(await takeFrom(db, limit)).ok)
    return { ok: false, reason: "too-fast", most: MOST_AMENDMENTS_AN_HOUR };
  const sound = await soundOfChange(db, change);
  const written = await db.$transaction(async (tx): Promise<AmendmentWritten> => {
    const contribution = await lockContribution(tx, id);
    if (!contribution) return { ok: false, reason: "no-contribution" };
    const { status, document, channel } = contribution;
    const standing = await standingAt(tx, { personId: author.id, showId: document.showId });
    if (standing.blocked !== null) return { ok: false, reason: "blocked", because: standing.blocked };
    if (!isUndecided(status)) return { ok: false, reason: "decided", status };
    if (contribution.version !== version)
      return { ok: false, reason: "older-version", version: contribution.version };
    const number = version + 1;
    await insertVersion(tx, { id, number, change, sound });
    // What was sent back is with the maintainers again.
    await tx.$executeRaw`
      UPDATE contributions SET version = ${number}, status = 'open', changed_at = now() WHERE id = ${id}`;
    await noticeReviewers(tx, {
      showId: document.showId,
      kind: "amended",
      contributionId: id,
      actor: author,
    });
    const asked = status === "changes_requested";
    return { ok: true, trusting: { id, channel, document, author, standing, sound, asked } };
  });
  if (!written.ok) return written;
  const { asked, ...trusting } = written.trusting;
  // What a reviewer has asked for is for the reviewer to see.
  const revision = asked ? null : await acceptByTrust(db, { ...trusting, splices: change.splices });
  return {
    ok: true,
    contribution: {
      ...{
        id,
        version: version + 1,
        status: revision === null ? "open" : "accepted",
        revision,
        again: false,
      },
      ...{ summary: change.summary, hunks: change.splices },
    },
  };
}

/** An amendment that is written, with what says whether it needs a review. */
type AmendmentWritten =
  | Extract<ProposeResult, { ok: false }>
  | {
      readonly ok: true;
      readonly trusting: Omit<Parameters<typeof acceptByTrust>[1], "splices"> & { readonly asked: boolean };
    };
