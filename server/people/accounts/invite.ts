import { createHash, randomBytes } from "node:crypto";
import type { Database, Transaction } from "@/server/db";
import { record } from "@/server/people/audit/record";
import { setRole } from "./grant-role";
import { mayOwn, type ShowRoleName, standingAt } from "./standing-at";

/** Days for which an invitation is valid. */
export const INVITATION_DAYS = 7;

/** The most open invitations of a show at once. */
const MOST_OPEN = 100;

interface Inviting {
  readonly showId: number;
  readonly role: ShowRoleName;
  readonly actor: { readonly id: string; readonly name: string };
}

const hash = (secret: string) => Uint8Array.from(createHash("sha256").update(secret).digest());

/** Creates an invitation. Its secret goes into the link and is not stored. */
export async function invite(
  db: Database,
  { showId, role, actor }: Inviting,
): Promise<
  | { readonly ok: true; readonly secret: string }
  | { readonly ok: false; readonly reason: "not-allowed" | "too-many" }
> {
  const secret = randomBytes(24).toString("base64url");
  return db.$transaction(async (tx) => {
    const owns = async () => mayOwn(await standingAt(tx, { personId: actor.id, showId }));
    // Who may not invite holds nobody up; behind the lock it is asked again.
    if (!(await owns())) return { ok: false, reason: "not-allowed" };
    // Locked, so that two at once are counted one after the other.
    await tx.$queryRaw`SELECT id FROM shows WHERE id = ${showId} FOR UPDATE`;
    if (!(await owns())) return { ok: false, reason: "not-allowed" };
    const open = { showId, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } };
    if ((await tx.invitation.count({ where: open })) >= MOST_OPEN) return { ok: false, reason: "too-many" };
    const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000);
    const { id } = await tx.invitation.create({
      data: { showId, role, secret: hash(secret), inviterId: actor.id, inviterName: actor.name, expiresAt },
    });
    await record(tx, { actor, action: "invite", showId, subject: { invitation: id, role } });
    return { ok: true, secret };
  });
}

/**
 * What an invitation offers; null if it does not exist, was used or revoked, has expired, or if its maker may no longer
 * invite.
 */
export async function findInvitation(
  db: Database,
  secret: string,
): Promise<{
  readonly show: { slug: string; title: string };
  readonly role: ShowRoleName;
  readonly inviterName: string;
} | null> {
  const found = await db.invitation.findUnique({
    where: { secret: hash(secret) },
    include: { show: { select: { slug: true, title: true } } },
  });
  if (!found || found.usedAt !== null || found.revokedAt !== null || found.expiresAt < new Date())
    return null;
  if (!(await mayStillInvite(db, found.inviterId, found.showId))) return null;
  return { show: found.show, role: found.role, inviterName: found.inviterName };
}

/** Whether the maker of an invitation may invite people to the show now. */
async function mayStillInvite(
  db: Database | Transaction,
  inviterId: string | null,
  showId: number,
): Promise<boolean> {
  return mayOwn(await standingAt(db, { personId: inviterId, showId }));
}

/** An invitation that nobody has used yet. */
export interface OpenInvitation {
  readonly id: number;
  readonly role: ShowRoleName;
  readonly inviterName: string;
  readonly expiresAt: Date;
}

/** Lists the invitations to a show that can still be used, newest first. */
export async function listInvitations(db: Database, showId: number): Promise<OpenInvitation[]> {
  const rows = await db.invitation.findMany({
    where: { showId, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, role: true, inviterId: true, inviterName: true, expiresAt: true },
    orderBy: { id: "desc" },
    take: MOST_OPEN,
  });
  const makers = new Map<string | null, boolean>();
  for (const { inviterId } of rows)
    if (!makers.has(inviterId)) makers.set(inviterId, await mayStillInvite(db, inviterId, showId));
  return rows
    .filter(({ inviterId }) => makers.get(inviterId))
    .map(({ inviterId: _maker, ...invitation }) => invitation);
}

/** Revokes an invitation that was not used yet. Only the show's owners may do this. */
export async function revokeInvitation(
  db: Database,
  { id, showId, actor }: { id: number; showId: number; actor: Inviting["actor"] },
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: "not-allowed" | "no-invitation" }> {
  return db.$transaction(async (tx) => {
    if (!mayOwn(await standingAt(tx, { personId: actor.id, showId })))
      return { ok: false, reason: "not-allowed" };
    const { count } = await tx.invitation.updateMany({
      where: { id, showId, usedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return { ok: false, reason: "no-invitation" };
    await record(tx, { actor, action: "revoke invitation", showId, subject: { invitation: id } });
    return { ok: true };
  });
}

const RANK: readonly ShowRoleName[] = ["contributor", "trusted", "maintainer", "owner"];

/**
 * Accepts an invitation: the person gets the role, and the link is used up. A person with a higher role keeps
 * it.
 */
export async function acceptInvitation(
  db: Database,
  { secret, person }: { secret: string; person: { readonly id: string; readonly name: string } },
): Promise<
  | { readonly ok: true; readonly show: string }
  | { readonly ok: false; readonly reason: "no-invitation" | "blocked" }
> {
  return db.$transaction(async (tx) => {
    // If two people open the link at once, one of them gets the role.
    const [row] = await tx.$queryRaw<
      { id: number; show_id: number; role: ShowRoleName; slug: string; inviter_id: string | null }[]
    >`
      SELECT i.id, i.show_id, i.role::text AS role, s.slug, i.inviter_id::text AS inviter_id
      FROM invitations AS i JOIN shows AS s ON s.id = i.show_id
      WHERE i.secret = ${hash(secret)} AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
      FOR UPDATE OF s, i`;
    // The show is locked: nobody's role there changes between this question and the end.
    if (!row || !(await mayStillInvite(tx, row.inviter_id, row.show_id)))
      return { ok: false, reason: "no-invitation" };
    const standing = await standingAt(tx, { personId: person.id, showId: row.show_id });
    if (standing.blocked !== null) return { ok: false, reason: "blocked" };
    await tx.$executeRaw`UPDATE invitations SET used_at = now(), guest_id = ${person.id}::uuid WHERE id = ${row.id}`;
    if (RANK.indexOf(row.role) > (standing.role === null ? -1 : RANK.indexOf(standing.role)))
      await setRole(tx, { showId: row.show_id, userId: person.id, role: row.role, actor: person });
    return { ok: true, show: row.slug };
  });
}
