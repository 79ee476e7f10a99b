import type { Database } from "@/server/db";
import { sendFeedImport } from "@/server/doors/feeds/import-feed-job";
import { type SettledRequest, settleProof } from "@/server/work/ownership/settle-proof";
import { hashOfProofSecret } from "./mail-proof";

const DAYS = 7;

/** What came of following the link of a mail: also `no-link`, where it is unknown, too old, or another person's. */
export type ProvedByMail = SettledRequest | { readonly ok: false; readonly reason: "no-link" };

/** Proves a request by the link that was mailed to the feed's own address: for the person who asked, and nobody else. */
export async function proveByMail(
  db: Database,
  { id, secret, personId }: { readonly id: number; readonly secret: string; readonly personId: string },
): Promise<ProvedByMail> {
  const since = new Date(Date.now() - DAYS * 86_400_000);
  const found = await db.showRequest.count({
    where: {
      ...{ id, userId: personId, status: "open", mailedAt: { gt: since } },
      mailSecret: hashOfProofSecret(secret),
    },
  });
  return found === 0
    ? { ok: false, reason: "no-link" }
    : settleProof(db, { id, way: "mail", bring: sendFeedImport });
}
