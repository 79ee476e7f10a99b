import { createHash, randomBytes } from "node:crypto";
import type { Database, Transaction } from "@/server/db";

/** Hours for which a sign-in link is valid. */
export const SIGN_IN_LINK_HOURS = 24;

/** The hash that is kept of a link's secret. */
export const hashOfSignInSecret = (secret: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash("sha256").update(secret).digest());

/**
 * Makes a link that signs in as a person, once and within a day, and ends the one that was made for them before. Checks no
 * rights.
 *
 * @returns the secret of its address, /sign-in/{secret}, which is stored nowhere
 */
export async function makeSignInLink(
  tx: Transaction | Database,
  { userId, makerName }: { readonly userId: string; readonly makerName: string },
): Promise<string> {
  const secret = randomBytes(24).toString("base64url");
  const expiresAt = new Date(Date.now() + SIGN_IN_LINK_HOURS * 3_600_000);
  await tx.signInLink.deleteMany({ where: { OR: [{ userId }, { expiresAt: { lt: new Date() } }] } });
  await tx.signInLink.create({ data: { userId, secret: hashOfSignInSecret(secret), makerName, expiresAt } });
  return secret;
}
