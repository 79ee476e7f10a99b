import type { ReportResult } from "@/server/work/reports/report-result";

/** Server actions by which a reader says that something is wrong. */
export interface ReportActions {
  /** Stores a report on a paragraph at once. */
  send(input: { show: string; slug: string; segmentId: number }): Promise<ReportResult>;
  /** Says what is wrong, later. */
  addNote(input: { id: string; note: string }): Promise<{ ok: boolean }>;
  /** Takes a report back that was made by mistake. */
  withdraw(input: { id: string }): Promise<{ ok: boolean }>;
}
