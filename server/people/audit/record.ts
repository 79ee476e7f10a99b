import type { Transaction } from "@/server/db";

/** What was done, and by whom. */
export interface Act {
  readonly actor: { readonly id: string | null; readonly name: string };
  /** A verb: accept, reject, grant, block, redact. */
  readonly action: string;
  readonly showId: number | null;
  /** What it was done to, in words that need no other table; nothing that is anybody's secret. */
  readonly subject: Readonly<Record<string, string | number | boolean | null>>;
}

/** Writes into the audit log, within the transaction that does what it tells of. */
export async function record(tx: Transaction, { actor, action, showId, subject }: Act): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit (actor_id, actor_name, action, show_id, subject)
    VALUES (${actor.id}::uuid, ${actor.name}, ${action}, ${showId}, ${JSON.stringify(subject)}::jsonb)`;
}
