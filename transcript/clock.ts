const pad = (value: number) => String(value).padStart(2, "0");

/**
 * A moment as a timestamp spells it: `MM:SS` below an hour, `HH:MM:SS.FF` from there on, FF being a frame at 30 per
 * second (FORMAT.md section 4); with `long`, as in gaps, always the second way. Null for what is no moment of an audio.
 */
export function formatStamp(seconds: number, long = false): string | null {
  if (!Number.isFinite(seconds) || seconds < 0 || seconds >= 360_000) return null;
  const frames = Math.floor(seconds * 30 + 1e-6);
  const whole = Math.floor(frames / 30);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (hours === 0 && !long) return `${pad(minutes)}:${pad(rest)}`;
  return `${pad(hours)}:${pad(minutes)}:${pad(rest)}.${pad(frames % 30)}`;
}
