const pad = (value: number) => String(value).padStart(2, "0");

/**
 * Writes a moment as a timestamp: `MM:SS` below an hour, `HH:MM:SS.FF` above, where FF is a frame at 30 per
 * second (FORMAT.md section 4). With `long`, as gaps need it, always the second form. Null if it is no valid
 * moment.
 */
export function formatStamp(seconds: number, long = false): string | null {
  if (!Number.isFinite(seconds) || seconds < 0 || seconds >= 360_000) return null;
  const frames = Math.floor(seconds * 30 + 1e-6);
  const whole = Math.floor(frames / 30);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (hours === 0 && !long) return `${pad(minutes)}:${pad(rest)}`;
  return `${pad(hours)}:${pad(minutes)}:${pad(rest)}.${pad(frames % 30)}`;
}
