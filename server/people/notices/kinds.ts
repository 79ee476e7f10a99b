/** What a person can be told of; the database has the same list. */
export const NOTICE_KINDS = [
  "proposed",
  "accepted",
  "rejected",
  "changes_requested",
  "amended",
  "commented",
  "mentioned",
  "reverted",
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/**
 * What a maintainer is told of in one mail a day: thirty mails of three words each would be read by nobody. All else is
 * mailed as it happens.
 */
export const DAILY: readonly NoticeKind[] = ["proposed", "amended"];
