import type { Database } from "@/server/db";

// Long enough to say what is wrong, and short enough that a report stands by the time someone works on it.
const CHANGEABLE_FOR = 60 * 60 * 1000;

const own = (id: string) => ({
  id,
  closedAt: null,
  createdAt: { gt: new Date(Date.now() - CHANGEABLE_FOR) },
});

/** Adds to an open report what is wrong, in place of what was said before; for an hour, to whoever knows its id. */
export async function noteOnReport(
  db: Database,
  { id, note }: { id: string; note: string },
): Promise<{ ok: boolean }> {
  const { count } = await db.report.updateMany({ where: own(id), data: { note } });
  return { ok: count === 1 };
}

/** Takes an open report back; for an hour, to whoever knows its id. */
export async function withdrawReport(db: Database, { id }: { id: string }): Promise<{ ok: boolean }> {
  const { count } = await db.report.deleteMany({ where: own(id) });
  return { ok: count === 1 };
}
