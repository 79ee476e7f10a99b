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

/** A moment for people, in whole seconds: `1:02:03`, `4:15`. */
export function readableClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/** Milliseconds as captions write them: `00:04:15.250`, with this decimal point. */
export function preciseClock(milliseconds: number, point: "." | ","): string {
  const [hours, minutes] = [Math.floor(milliseconds / 3_600_000), Math.floor(milliseconds / 60_000) % 60];
  const fraction = String(milliseconds % 1000).padStart(3, "0");
  return `${pad(hours)}:${pad(minutes)}:${pad(Math.floor(milliseconds / 1000) % 60)}${point}${fraction}`;
}
