import type { Database } from "@/server/db";

/**
 * Revokes one of a person's own tokens, permanently. False if they have no such token or it is revoked
 * already.
 */
export async function revokeToken(
  db: Database,
  { userId, id }: { userId: string; id: number },
): Promise<boolean> {
  const { count } = await db.token.updateMany({
    where: { id, userId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return count > 0;
}
