import { createHash } from "node:crypto";
import { hourOf, isProof, type ProofFor, proofText } from "@/lib/proof-of-work";
import type { Database, Transaction } from "@/server/db";

/** So many refusals of senders without an account within a day, and more of them than acceptances, are a burst. */
const BURST = 5;

/**
 * Whether a show asks senders without an account for a proof of work now: much of what they sent was refused within a day.
 */
export async function asksForProof(db: Database | Transaction, showId: number): Promise<boolean> {
  const [row] = await db.$queryRaw<{ rejected: number; accepted: number }[]>`
    SELECT count(*) FILTER (WHERE status = 'rejected')::int AS rejected,
           count(*) FILTER (WHERE status = 'accepted')::int AS accepted
    FROM (SELECT c.status FROM contributions AS c
          JOIN documents AS d ON d.id = c.document_id
          JOIN episodes AS e ON e.id = d.episode_id
          WHERE e.show_id = ${showId} AND c.author_id IS NULL AND c.decided_at > now() - interval '1 day'
          LIMIT 1000) AS decided`;
  return row !== undefined && row.rejected >= BURST && row.rejected > row.accepted;
}

/** Whether a proof of work, `hour.attempt`, is one for this form, made within the last two hours. */
export function isProved(
  { proof, ...wanted }: Partial<ProofFor> & { readonly proof?: string | undefined },
  now = Date.now(),
): boolean {
  const { idempotencyKey, documentId } = wanted;
  const [, hour, attempt] = /^(\d{1,9})\.(\d{1,12})$/.exec(proof ?? "") ?? [];
  if (idempotencyKey === undefined || documentId === undefined || !hour || !attempt) return false;
  const age = hourOf(now) - Number(hour);
  if (age < 0 || age > 1) return false;
  const text = proofText({ idempotencyKey, documentId }, { hour: Number(hour), attempt: Number(attempt) });
  return isProof(createHash("sha256").update(text).digest());
}
