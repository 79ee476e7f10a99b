/**
 * The result of a report. Only the reporter gets its id, with which they can add a note or withdraw it for an
 * hour.
 */
export type ReportResult =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: "limited" | "no-paragraph" };
