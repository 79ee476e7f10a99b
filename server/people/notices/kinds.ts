/** The kinds of notices; the database has the same list. */
export const NOTICE_KINDS = [
  "proposed",
  "accepted",
  "rejected",
  "changes_requested",
  "amended",
  "commented",
  "mentioned",
  "reverted",
  "requested",
  "decided",
  "left",
  "transcribed",
  "reopened",
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/**
 * Kinds that go into one mail a day: nobody would read thirty mails of three words each. Other kinds are
 * mailed as they happen.
 */
export const DAILY: readonly NoticeKind[] = ["proposed", "amended"];
