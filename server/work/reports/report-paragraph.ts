import { randomUUID } from "node:crypto";
import type { Database } from "@/server/db";
import { takeFrom } from "@/server/people/limits/take-from";
import { findParagraph } from "./find-paragraph";
import type { ReportResult } from "./report-result";

interface Reported {
  readonly show: string;
  readonly slug: string;
  readonly segmentId: number;
  /** Text; at most 1000 characters, trimmed. */
  readonly note?: string | null;
  /** The account of who reports, where there is one. */
  readonly reporterId: string | null;
  /** What the reports from one place are counted by. */
  readonly address: string;
}

// A careful reader finds a dozen places in an episode; nobody finds more in an hour.
const LIMIT = 20;
const HOUR = 3600;

/**
 * Stores that something is wrong with a paragraph, for the maintainers of its show, with how it reads now. Nothing is
 * stored where there is no such paragraph any more, or where too many have come from one address.
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
