import { randomUUID } from "node:crypto";
import type { Database } from "@/server/db";
import { takeFrom } from "@/server/people/limits/take-from";
import { findParagraph } from "./find-paragraph";
import type { ReportResult } from "./report-result";

interface Reported {
  readonly show: string;
  readonly slug: string;
  readonly segmentId: number;
  /** At most 1000 characters, trimmed. */
  readonly note?: string | null;
  /** The reporter's account, if they have one. */
  readonly reporterId: string | null;
  /** What reports from one place are counted by. */
  readonly address: string;
}

// A careful reader finds a dozen places in an episode; nobody finds more than this in an hour.
const LIMIT = 20;
const HOUR = 3600;

/**
 * Stores a report about a paragraph with its current beginning, for the show's maintainers. Stores nothing if
 * the paragraph no longer exists or the address has sent too many.
 */
export async function reportParagraph(db: Database, reported: Reported): Promise<ReportResult> {
  const { segmentId, note, reporterId, address } = reported;
  const paragraph = await findParagraph(db, reported);
  if (!paragraph) return { ok: false, reason: "no-paragraph" };
  const taken = await takeFrom(db, { key: `report:address:${address}`, limit: LIMIT, perSeconds: HOUR });
  if (!taken.ok) return { ok: false, reason: "limited" };
  const { episodeId, documentId, quote, start } = paragraph;
  const id = randomUUID();
  await db.report.create({
    data: { id, episodeId, documentId, segmentId, quote, start, note: note || null, reporterId },
  });
  return { ok: true, id };
}
