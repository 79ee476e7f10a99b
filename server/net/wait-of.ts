// Seconds. Hosts that say nothing of when, and those that say "in a year".
const USUAL_WAIT = 10 * 60;
const LONGEST_WAIT = 24 * 3600;

/** When to ask a host again, by `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). At most a day from now. */
export function waitOf(header: string | undefined): Date {
  const seconds = header && /^\d{1,15}$/.test(header) ? Number(header) : null;
  const date = seconds === null && header ? Date.parse(header) : Number.NaN;
  const wait = seconds ?? (Number.isNaN(date) ? USUAL_WAIT : (date - Date.now()) / 1000);
  return new Date(Date.now() + 1000 * Math.min(LONGEST_WAIT, Math.max(1, wait)));
}
