import type { Transaction } from "@/server/db";

/** An action, and who did it. */
export interface Act {
  readonly actor: { readonly id: string | null; readonly name: string };
  /** A verb: accept, reject, grant, block, redact. */
  readonly action: string;
  readonly showId: number | null;
  /** What the action was done to, readable without other tables, and free of secrets. */
  readonly subject: Readonly<Record<string, string | number | boolean | null>>;
}

/** Writes to the audit log, in the transaction of the action itself. */
export async function record(tx: Transaction, { actor, action, showId, subject }: Act): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit (actor_id, actor_name, action, show_id, subject)
    VALUES (${actor.id}::uuid, ${actor.name}, ${action}, ${showId}, ${JSON.stringify(subject)}::jsonb)`;
}
