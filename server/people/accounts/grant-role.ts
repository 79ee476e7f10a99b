import type { Database, Transaction } from "@/server/db";
import { record } from "@/server/people/audit/record";
import { mayOwn, type ShowRoleName, standingAt } from "./standing-at";

interface Granting {
  readonly showId: number;
  readonly userId: string;
  /** Null removes the role. */
  readonly role: ShowRoleName | null;
  /** Who grants it. `id` is null for the server's command, which may grant any role. */
  readonly actor: { readonly id: string | null; readonly name: string };
}

export type GrantResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "not-allowed" | "last-owner" | "no-person" };

/**
 * Gives a person a role at a show, replacing their earlier one. A show with an owner always keeps at least
 * one.
 */
export async function grantRole(db: Database, granting: Granting): Promise<GrantResult> {
  const { showId, actor } = granting;
  return db.$transaction(async (tx): Promise<GrantResult> => {
    const owns = async () =>
      actor.id === null || mayOwn(await standingAt(tx, { personId: actor.id, showId }));
    // Who may not give roles holds nobody up; behind the lock it is asked again.
    if (!(await owns())) return { ok: false, reason: "not-allowed" };
    // If two owners leave at once, one must stay.
    await tx.$queryRaw`SELECT id FROM shows WHERE id = ${showId} FOR UPDATE`;
    if (!(await owns())) return { ok: false, reason: "not-allowed" };
    return setRole(tx, granting);
  });
}

/** Sets a role in a transaction that has locked the show. Does not check rights. */
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
