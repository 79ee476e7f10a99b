const MOMENT = /^(-?)(?:(?:(\d{1,9}):)?(\d{1,9}):)?(\d{1,9})(?:[.,](\d{0,30}))?$/;
const FOUR_PARTS = /^(\d{1,9}:\d{1,2}:\d{1,2}):(\d{3})$/;

/**
 * Reads a moment as caption files write it, in seconds to the millisecond: `HH:MM:SS.mmm`, `MM:SS`, seconds alone;
 * point, comma or a third colon; any number of digits. A moment before the beginning is the beginning. Null if it is
 * none.
 */
export function readMoment(text: string): number | null {
  const match = MOMENT.exec(text.replace(/\s+/g, "").replace(FOUR_PARTS, "$1.$2"));
  if (!match) return null;
  const [, minus, hours = "0", minutes = "0", seconds = "0", fraction = ""] = match;
  if (minus) return 0;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return toMoment(whole + Number(`0.${fraction || "0"}`));
}

// A century: nothing that is heard lasts longer, and every such time is a whole number of milliseconds.
const MOST_SECONDS = 3_155_760_000;

/** A number of seconds as a moment, to the millisecond; null if it is no number or beyond reason. */
export function toMoment(seconds: number): number | null {
  if (!Number.isFinite(seconds) || seconds > MOST_SECONDS) return null;
  return Math.max(0, Math.round(seconds * 1000) / 1000);
}
