import type { Database, TokenScope } from "@/server/db";
import { hashOf, newTokenText, prefixOf } from "./new-token-text";

/** Characters in a token's name; the database has the same limit. */
export const LONGEST_TOKEN_NAME = 100;
/** Enough for all of a person's machines; whoever needs more has forgotten to revoke some. */
export const MOST_TOKENS = 50;

// Milliseconds. Several requests at once wait for each other; Prisma's default gives up after 2 s.
const PATIENCE = { maxWait: 30_000, timeout: 30_000 };

interface Wanted {
  readonly userId: string;
  /** From 1 to 100 characters, chosen by the owner. */
  readonly name: string;
  /** At least one. */
  readonly scopes: readonly TokenScope[];
  /** Null: valid until revoked. */
  readonly expiresAt?: Date | null;
}

export type MadeToken =
  /** `token` is shown once: only its hash is stored. */
  | { readonly ok: true; readonly id: number; readonly token: string; readonly prefix: string }
  | { readonly ok: false; readonly reason: "too-many" };

export async function makeToken(
  db: Database,
  { userId, name, scopes, expiresAt = null }: Wanted,
): Promise<MadeToken> {
  const token = newTokenText();
  const prefix = prefixOf(token);
  return db.$transaction(async (tx) => {
    // Locked, so that two requests at once are counted one after the other.
    await tx.$executeRaw`SELECT FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
    const live = await tx.token.count({
      where: { userId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
    });
    if (live >= MOST_TOKENS) return { ok: false, reason: "too-many" } as const;
    const { id } = await tx.token.create({
      data: {
        ...{ userId, name, prefix, expiresAt },
        sha256: new Uint8Array(hashOf(token)),
        scopes: [...new Set(scopes)],
      },
      select: { id: true },
    });
    return { ok: true, id, token, prefix } as const;
  }, PATIENCE);
}
