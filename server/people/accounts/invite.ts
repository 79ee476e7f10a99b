import { createHash, randomBytes } from "node:crypto";
import type { Database } from "@/server/db";
import { record } from "@/server/people/audit/record";
import { setRole } from "./grant-role";
import { mayOwn, type ShowRoleName, standingAt } from "./standing-at";

/** Days for which an invitation is valid. */
export const INVITATION_DAYS = 7;

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
  { readonly ok: true; readonly secret: string } | { readonly ok: false; readonly reason: "not-allowed" }
> {
  if (!mayOwn(await standingAt(db, { personId: actor.id, showId })))
    return { ok: false, reason: "not-allowed" };
  const secret = randomBytes(24).toString("base64url");
  return db.$transaction(async (tx) => {
    const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000);
    const { id } = await tx.invitation.create({
      data: { showId, role, secret: hash(secret), inviterName: actor.name, expiresAt },
    });
    await record(tx, { actor, action: "invite", showId, subject: { invitation: id, role } });
    return { ok: true, secret };
  });
}

/** What an invitation offers; null if it does not exist, was used or has expired. */
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
  if (!found || found.usedAt !== null || found.expiresAt < new Date()) return null;
  return { show: found.show, role: found.role, inviterName: found.inviterName };
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
      { id: number; show_id: number; role: ShowRoleName; slug: string; inviter_name: string }[]
    >`
      SELECT i.id, i.show_id, i.role::text AS role, s.slug, i.inviter_name
      FROM invitations AS i JOIN shows AS s ON s.id = i.show_id
      WHERE i.secret = ${hash(secret)} AND i.used_at IS NULL AND i.expires_at > now()
      FOR UPDATE OF i`;
    if (!row) return { ok: false, reason: "no-invitation" };
    const standing = await standingAt(tx, { personId: person.id, showId: row.show_id });
    if (standing.blocked !== null) return { ok: false, reason: "blocked" };
    await tx.$executeRaw`UPDATE invitations SET used_at = now(), guest_id = ${person.id}::uuid WHERE id = ${row.id}`;
    if (RANK.indexOf(row.role) > (standing.role === null ? -1 : RANK.indexOf(standing.role)))
      await setRole(tx, { showId: row.show_id, userId: person.id, role: row.role, actor: person });
    return { ok: true, show: row.slug };
  });
}
