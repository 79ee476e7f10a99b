interface Followed {
  readonly everyMinutes: number | null;
  /** How often it has failed since it last succeeded. */
  readonly failures: number;
}

const A_DAY = 24 * 60;
// Feeds that were first fetched together are not fetched together for ever.
const SPREAD = 0.1;

/**
 * When a feed is fetched again: after its interval, and after each failure twice as long, up to a day or the interval,
 * whichever is longer.
 *
 * @param host when its host says that it may be asked again, if it does
 */
export function nextFetch({ everyMinutes, failures }: Followed, host?: Date): Date {
  const every = everyMinutes ?? 60;
  const wait = Math.min(every * 2 ** Math.min(failures, 20), Math.max(A_DAY, every));
  const spread = 1 - SPREAD + 2 * SPREAD * Math.random();
  return new Date(Math.max(Date.now() + wait * spread * 60_000, host?.getTime() ?? 0));
}
