import { age } from "@/lib/texts/en/contribution";

/** The age of something in one unit, such as "3 days ago". Both times are milliseconds since 1970. */
export function ageOf(then: number, now: number): string {
  const minutes = Math.max(0, Math.floor((now - then) / 60_000));
  if (minutes < 1) return age.now;
  if (minutes < 60) return age.minutes(minutes);
  if (minutes < 48 * 60) return age.hours(Math.floor(minutes / 60));
  return age.days(Math.floor(minutes / (24 * 60)));
}
