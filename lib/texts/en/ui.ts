import { formatNumber, plural } from "./plural";

/** What the kit itself says. */
export const ui = {
  noticeKinds: { warning: "Warning:", error: "Error:" },
} as const;

export const pager = {
  label: "Pages",
  previous: "Previous",
  next: "Next",
  newer: "Newer",
  older: "Older",
  page: (number: number, pages: number) => `Page ${formatNumber(number)} of ${formatNumber(pages)}`,
} as const;

/** Words that many pages share. */
export const common = {
  site: "On Record",
  notStated: "not stated",
  unattributed: "Unattributed",
  anyone: "Anyone",
  allShows: "All shows",
  show: "Show",
  speaker: "Speaker",
  words: (count: number) => plural(count, "word"),
  gaps: (count: number) => plural(count, "gap"),
  gapsLeft: (count: number) => (count > 0 ? `${plural(count, "gap")} left` : "No gaps left"),
  rows: (count: number) => plural(count, "row"),
} as const;
