import type { Database } from "@/server/db";
import { record } from "@/server/people/audit/record";
import { mayReview, standingAt } from "./standing-at";

interface Blocking {
  readonly showId: number;
  readonly userId: string;
  readonly actor: { readonly id: string; readonly name: string };
}

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
export async function block(
  db: Database,
  { showId, userId, actor, reason }: Blocking & { reason: string },
): Promise<BlockResult> {
  if (reason.trim() === "" || reason.length > 1000) return { ok: false, reason: "no-reason" };
  return db.$transaction(async (tx): Promise<BlockResult> => {
    await tx.$queryRaw`SELECT id FROM shows WHERE id = ${showId} FOR UPDATE`;
    if (!mayReview(await standingAt(tx, { personId: actor.id, showId })))
      return { ok: false, reason: "not-allowed" };
    const theirs = await standingAt(tx, { personId: userId, showId });
    if (mayReview(theirs)) return { ok: false, reason: "has-role" };
    if ((await tx.block.count({ where: { userId, showId, liftedAt: null } })) > 0)
      return { ok: false, reason: "blocked-already" };
    await tx.block.create({ data: { userId, showId, reason: reason.trim(), blockerName: actor.name } });
    await record(tx, {
      actor,
      action: "block",
      showId,
      subject: { person: await handleOf(tx, userId), reason: reason.trim() },
    });
    return { ok: true };
  });
}

/** Ends a block. */
export async function unblock(db: Database, { showId, userId, actor }: Blocking): Promise<BlockResult> {
  return db.$transaction(async (tx): Promise<BlockResult> => {
    if (!mayReview(await standingAt(tx, { personId: actor.id, showId })))
      return { ok: false, reason: "not-allowed" };
    const { count } = await tx.block.updateMany({
      where: { userId, showId, liftedAt: null },
      data: { liftedAt: new Date() },
    });
    if (count === 0) return { ok: false, reason: "not-blocked" };
    await record(tx, { actor, action: "unblock", showId, subject: { person: await handleOf(tx, userId) } });
    return { ok: true };
  });
}

async function handleOf(
  tx: {
    user: {
      findUnique(args: {
        where: { id: string };
        select: { handle: true };
      }): Promise<{ handle: string } | null>;
    };
  },
  id: string,
): Promise<string | null> {
  return (await tx.user.findUnique({ where: { id }, select: { handle: true } }))?.handle ?? null;
}
