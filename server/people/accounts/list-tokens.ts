import type { Database, TokenScope } from "@/server/db";

/** A token as its owner sees it. */
export interface TokenSummary {
  readonly id: number;
  readonly name: string;
  /** The token's public prefix. */
  readonly prefix: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
}

/** Lists a person's tokens, newest first, including expired ones but not revoked ones. */
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
