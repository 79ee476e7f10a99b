import type { Database, Transaction } from "@/server/db";
import { record } from "@/server/people/audit/record";
import { mayReview, standingAt } from "./standing-at";

/** Who is blocked: a person with an account, or everybody without one at a hashed address. */
export type Whom = { readonly userId: string } | { readonly addressHash: string };

type Blocking = Whom & {
  readonly showId: number;
  readonly actor: { readonly id: string; readonly name: string };
};

export type BlockResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: "not-allowed" | "no-reason" | "has-role" | "blocked-already" | "not-blocked";
    };

/**
 * Blocks a person from contributing to a show, with a reason that they are shown. Reviewers cannot be
 * blocked.
 */
export async function block(db: Database, blocking: Blocking & { reason: string }): Promise<BlockResult> {
  const { showId, actor } = blocking;
  const reason = blocking.reason.trim();
  if (reason === "" || reason.length > 1000) return { ok: false, reason: "no-reason" };
  const whom = whomOf(blocking);
  return db.$transaction(async (tx): Promise<BlockResult> => {
    await tx.$queryRaw`SELECT id FROM shows WHERE id = ${showId} FOR UPDATE`;
    if (!mayReview(await standingAt(tx, { personId: actor.id, showId })))
      return { ok: false, reason: "not-allowed" };
    if (whom.userId !== null && mayReview(await standingAt(tx, { personId: whom.userId, showId })))
      return { ok: false, reason: "has-role" };
    if ((await tx.block.count({ where: { ...whom, showId, liftedAt: null } })) > 0)
      return { ok: false, reason: "blocked-already" };
    await tx.block.create({ data: { ...whom, showId, reason, blockerName: actor.name } });
    await record(tx, { actor, action: "block", showId, subject: { person: await nameOf(tx, whom), reason } });
    return { ok: true };
  });
}

/** Ends a block. */
export async function unblock(db: Database, blocking: Blocking): Promise<BlockResult> {
  const { showId, actor } = blocking;
  const whom = whomOf(blocking);
  return db.$transaction(async (tx): Promise<BlockResult> => {
    if (!mayReview(await standingAt(tx, { personId: actor.id, showId })))
      return { ok: false, reason: "not-allowed" };
    const { count } = await tx.block.updateMany({
      where: { ...whom, showId, liftedAt: null },
      data: { liftedAt: new Date() },
    });
    if (count === 0) return { ok: false, reason: "not-blocked" };
    await record(tx, { actor, action: "unblock", showId, subject: { person: await nameOf(tx, whom) } });
    return { ok: true };
  });
}

/** Why nobody without an account may contribute to a show from an address; null where they may. */
export async function blockOfAddress(
  db: Database | Transaction,
  { showId, addressHash }: { showId: number; addressHash: string },
): Promise<string | null> {
  const found = await db.block.findFirst({
    where: { addressHash, liftedAt: null, OR: [{ showId }, { showId: null }] },
    select: { reason: true },
  });
  return found?.reason ?? null;
}

const whomOf = (whom: Whom) =>
  "userId" in whom
    ? { userId: whom.userId, addressHash: null }
    : { userId: null, addressHash: whom.addressHash };

/** What the audit log calls them: a handle, or nothing that tells an address. */
async function nameOf(tx: Transaction, { userId }: { userId: string | null }): Promise<string | null> {
  if (userId === null) return "without an account";
  return (await tx.user.findUnique({ where: { id: userId }, select: { handle: true } }))?.handle ?? null;
}
