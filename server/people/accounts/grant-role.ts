import type { Database, Transaction } from "@/server/db";
import { record } from "@/server/people/audit/record";
import { mayOwn, type ShowRoleName, standingAt } from "./standing-at";

interface Granting {
  readonly showId: number;
  readonly userId: string;
  /** None takes the role away. */
  readonly role: ShowRoleName | null;
  /** Who does it; `id` is none for the command on the server, which may all. */
  readonly actor: { readonly id: string | null; readonly name: string };
}

export type GrantResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "not-allowed" | "last-owner" | "no-person" };

/** Gives somebody a role at a show, in place of the one they had; a show that has an owner keeps one. */
export async function grantRole(db: Database, granting: Granting): Promise<GrantResult> {
  const { showId, actor } = granting;
  return db.$transaction(async (tx): Promise<GrantResult> => {
    // Of two owners who leave at once, one stays.
    await tx.$queryRaw`SELECT id FROM shows WHERE id = ${showId} FOR UPDATE`;
    if (actor.id !== null && !mayOwn(await standingAt(tx, { personId: actor.id, showId })))
      return { ok: false, reason: "not-allowed" };
    return setRole(tx, granting);
  });
}

/** The same within a transaction that holds the show, without asking who may. */
export async function setRole(
  tx: Transaction,
  { showId, userId, role, actor }: Granting,
): Promise<GrantResult> {
  const user = await tx.user.findUnique({ where: { id: userId }, select: { handle: true } });
  if (!user) return { ok: false, reason: "no-person" };
  const key = { userId_showId: { userId, showId } };
  const before = await tx.showRole.findUnique({ where: key });
  if (before?.role === "owner" && role !== "owner") {
    const others = await tx.showRole.count({ where: { showId, role: "owner", userId: { not: userId } } });
    if (others === 0) return { ok: false, reason: "last-owner" };
  }
  if (role === null) await tx.showRole.deleteMany({ where: { userId, showId } });
  else await tx.showRole.upsert({ where: key, create: { userId, showId, role }, update: { role } });
  await record(tx, {
    actor,
    action: role === null ? "revoke role" : "grant role",
    showId,
    subject: { person: user.handle, role: role ?? before?.role ?? null, before: before?.role ?? null },
  });
  return { ok: true };
}
