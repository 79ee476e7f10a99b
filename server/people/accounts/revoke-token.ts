import type { Database } from "@/server/db";

/** Ends one of a person's own tokens for good. False where they have no such token, or it was revoked before. */
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
