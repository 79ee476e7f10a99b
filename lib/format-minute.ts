const minute = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
  timeZoneName: "short",
});

/** `2 November 2026 at 08:05 UTC`: in UTC, so that server and every browser show the same. */
export function formatMinute(date: Date): string {
  return minute.format(date);
}
