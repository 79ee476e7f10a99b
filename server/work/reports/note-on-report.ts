import type { Database } from "@/server/db";

// In milliseconds. Long enough to describe the problem, and short enough that a report stays the same while
// someone works on it.
const CHANGEABLE_FOR = 60 * 60 * 1000;

const own = (id: string) => ({
  id,
  closedAt: null,
  createdAt: { gt: new Date(Date.now() - CHANGEABLE_FOR) },
});

/** Sets the note of an open report, for an hour, for anyone who knows its id. */
export async function noteOnReport(
  db: Database,
  { id, note }: { id: string; note: string },
): Promise<{ ok: boolean }> {
  const { count } = await db.report.updateMany({ where: own(id), data: { note } });
  return { ok: count === 1 };
}

/** Withdraws an open report, for an hour, for anyone who knows its id. */
export async function withdrawReport(db: Database, { id }: { id: string }): Promise<{ ok: boolean }> {
  const { count } = await db.report.deleteMany({ where: own(id) });
  return { ok: count === 1 };
}
