import { countOf } from "@/lib/time";

/** How long ago something was, in one unit: "3 days". Both in milliseconds since 1970. */
export function ageOf(then: number, now: number): string {
  const minutes = Math.max(0, Math.floor((now - then) / 60_000));
  if (minutes < 1) return "just now";
  if (minutes < 60) return countOf(minutes, "minute");
  if (minutes < 48 * 60) return countOf(Math.floor(minutes / 60), "hour");
  return countOf(Math.floor(minutes / (24 * 60)), "day");
}
