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
