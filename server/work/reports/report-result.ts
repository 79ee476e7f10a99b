/**
 * What became of a report. Its id is known to whoever made it and nobody else: it lets them add to it and take it
 * back for a while.
 */
export type ReportResult =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: "limited" | "no-paragraph" };
