import type { Database } from "@/server/db";
import { hashOfSignInSecret } from "./make-sign-in-link";
import type { SignedIn } from "./signed-in";

/** Whom a sign-in link signs in; null where it is unknown, used or too old. Leaves it as it is. */
export async function findSignInLink(db: Database, secret: string): Promise<SignedIn | null> {
  const found = await db.signInLink.findUnique({
    where: { secret: hashOfSignInSecret(secret), expiresAt: { gt: new Date() } },
    select: { user: { select: { id: true, handle: true, name: true } } },
  });
  return found && { ...found.user, name: found.user.name ?? found.user.handle };
}

/** Uses a sign-in link up. Of two who use it at once, one is let in. */
export async function takeSignInLink(db: Database, secret: string): Promise<SignedIn | null> {
  const [row] = await db.$queryRaw<SignedIn[]>`
    WITH used AS (
      DELETE FROM sign_in_links WHERE secret = ${hashOfSignInSecret(secret)} AND expires_at > now() RETURNING user_id
    )
    SELECT u.id::text, u.handle, coalesce(u.name, u.handle) AS name FROM used JOIN users AS u ON u.id = used.user_id`;
  return row ?? null;
}
