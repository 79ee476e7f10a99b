const day = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** `2 November 2026`, in UTC, so that server and every browser show the same day. */
export function formatDay(date: Date): string {
  return day.format(date);
}
