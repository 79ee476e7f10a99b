import type { ReportResult } from "@/server/work/reports/report-result";

/** Server actions that report an error in the text. */
export interface ReportActions {
  /** Stores a report on a paragraph. */
  send(input: { show: string; slug: string; segmentId: number }): Promise<ReportResult>;
  /** Adds to a report what is wrong. */
  addNote(input: { id: string; note: string }): Promise<{ ok: boolean }>;
  /** Withdraws a report that was sent by mistake. */
  withdraw(input: { id: string }): Promise<{ ok: boolean }>;
}
