import type { Database } from "@/server/db";

/** An entry of the audit log. */
export interface AuditLine {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  /** `contribution 12, version 1`. */
  readonly subject: string;
}

/** Lists all decisions and changes of rights at a show, newest first. */
export async function listAudit(
  db: Database,
  { showId, skip = 0, take }: { showId: number; skip?: number; take: number },
): Promise<AuditLine[]> {
  const rows = await db.auditEntry.findMany({
    where: { showId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    skip,
    take,
  });
  return rows.map(({ id, at, actorName, action, subject }) => ({
    id: String(id),
    at,
    actor: actorName,
    action,
    subject: Object.entries(subject as Record<string, unknown>)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name} ${value}`)
      .join(", "),
  }));
}
