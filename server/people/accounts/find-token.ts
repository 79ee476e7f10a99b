import { timingSafeEqual } from "node:crypto";
import type { Database, TokenScope } from "@/server/db";
import { hashOf, prefixOf, TOKEN } from "./new-token-text";
import type { SignedIn } from "./signed-in";

/** The owner and scopes of a token, or why it is not valid. */
export type FoundToken =
  | {
      readonly ok: true;
      readonly id: number;
      readonly person: SignedIn;
      readonly scopes: ReadonlySet<TokenScope>;
    }
  | { readonly ok: false; readonly reason: "unknown" | "revoked" | "expired" };

// Often enough to see which tokens are in use, without a write for each request.
const NOTED_EVERY_MS = 60_000;

/**
 * Finds a personal token by any text. Looks it up by its public prefix and compares the rest in constant
 * time. Records its use, to the minute.
 */
export async function findToken(db: Database, given: string): Promise<FoundToken> {
  if (!TOKEN.test(given)) return { ok: false, reason: "unknown" };
  const hash = hashOf(given);
  const candidates = await db.token.findMany({
    where: { prefix: prefixOf(given) },
    include: { user: { select: { id: true, handle: true, name: true } } },
  });
  const found = candidates.find(({ sha256 }) => timingSafeEqual(sha256, hash));
  if (!found) return { ok: false, reason: "unknown" };
  const now = new Date();
  if (found.revokedAt) return { ok: false, reason: "revoked" };
  if (found.expiresAt && found.expiresAt <= now) return { ok: false, reason: "expired" };
  if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() >= NOTED_EVERY_MS) {
    await db.token.updateMany({ where: { id: found.id }, data: { lastUsedAt: now } });
  }
  const { user } = found;
  return {
    ok: true,
    id: found.id,
    person: { id: user.id, handle: user.handle, name: user.name ?? user.handle },
    scopes: new Set(found.scopes),
  };
}
