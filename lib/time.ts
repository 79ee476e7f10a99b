// Inside the code, times are seconds. This file converts them to and from what people read and write.

const PLAIN = /^\d{1,9}(?:\.\d{1,6})?$/;
const CLOCK = /^(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d(?:\.\d{1,6})?)$/;

/**
 * Parses a moment from a link: `255`, `4:15`, `1:02:03.5`, and the start of Media Fragments such as `npt:255`
 * or `30,60`.
 *
 * @returns seconds, or undefined if it is no moment: negative, not a number, or empty
 */
export function parseMoment(text: string | null | undefined): number | undefined {
  const start = text?.trim().replace(/^npt:/, "").split(",")[0] ?? "";
  if (PLAIN.test(start)) return Number(start);
  const clock = CLOCK.exec(start);
  if (!clock) return undefined;
  const [, hours = "0", minutes, seconds] = clock;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** `4:15`, `1:02:03`: a moment for people to read, without its fraction. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const s = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${s}` : `${minutes}:${s}`;
}

/** `4 minutes 15 seconds`: a moment for screen readers. */
export function spokenClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [
    [Math.floor(whole / 3600), "hour"],
    [Math.floor(whole / 60) % 60, "minute"],
    [whole % 60, "second"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => countOf(count, unit));
  return said.join(" ") || "0 seconds";
}

/** The link to a moment on the current page. Tenths are precise enough to open at a word. */
export function momentQuery(seconds: number): string {
  return `?t=${Math.round(seconds * 10) / 10}`;
}

// Created on first use: in a browser this takes as long as everything else in this file.
let grouped: Intl.NumberFormat | undefined;

/** `1 gap`, `9,276 gaps`. */
export function countOf(count: number, unit: string): string {
  if (count >= 1000) grouped ??= new Intl.NumberFormat("en");
  return `${count < 1000 ? count : grouped?.format(count)} ${unit}${count === 1 ? "" : "s"}`;
}
