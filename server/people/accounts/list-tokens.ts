import type { Database, TokenScope } from "@/server/db";

/** A token as its owner sees it. */
export interface TokenSummary {
  readonly id: number;
  readonly name: string;
  /** How it begins. */
  readonly prefix: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
}

/** A person's tokens that were not revoked, the newest first; those that have run out are among them. */
export async function listTokens(db: Database, userId: string): Promise<TokenSummary[]> {
  return db.token.findMany({
    where: { userId, revokedAt: null },
    orderBy: { id: "desc" },
    select: {
      ...{ id: true, name: true, prefix: true, scopes: true },
      ...{ createdAt: true, lastUsedAt: true, expiresAt: true },
    },
  });
}
