/** How slow somebody may be who reads what we send, or sends what we read, and how long it may take in all. */
export interface Pace {
  readonly leastBytesPerSecond: number;
  /** Seconds that they may be silent on top of that, in all. */
  readonly graceSeconds: number;
  readonly longestSeconds: number;
}

/**
 * A modem's rate, so that whoever is slower holds a place that others wait for. Only the time that we wait for the other
 * side counts against the rate, not the time that we need ourselves.
 */
export const SLOWEST: Pace = { leastBytesPerSecond: 4000, graceSeconds: 30, longestSeconds: 30 * 60 };

/**
 * Watches the pace of one transfer. Call `waits` when the other side has to do something, and `moved` when it has.
 * `stop` is called once, when it has been too slow or taken too long.
 */
export class PaceWatch {
  readonly #pace: Pace;
  readonly #stop: () => void;
  readonly #last: NodeJS.Timeout;
  #timer: NodeJS.Timeout | undefined;
  #since: number | null = null;
  #waited = 0;
  #bytes = 0;

  constructor(pace: Pace, stop: () => void) {
    this.#pace = pace;
    this.#stop = () => {
      this.end();
      stop();
    };
    this.#last = setTimeout(this.#stop, pace.longestSeconds * 1000).unref();
  }

  /** The other side's turn begins. */
  waits(): void {
    if (this.#since !== null) return;
    this.#since = performance.now();
    const { leastBytesPerSecond, graceSeconds } = this.#pace;
    const allowed = (graceSeconds + this.#bytes / leastBytesPerSecond) * 1000 - this.#waited;
    this.#timer = setTimeout(this.#stop, Math.max(0, allowed)).unref();
  }

  /** The other side has taken or sent so many bytes. */
  moved(bytes: number): void {
    clearTimeout(this.#timer);
    if (this.#since !== null) this.#waited += performance.now() - this.#since;
    this.#since = null;
    this.#bytes += bytes;
  }

  end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#last);
  }
}

/**
 * The same chunks, as long as their sender keeps the pace.
 *
 * @param onSlow called when the sender is too slow
 * @throws Error in the middle if the sender is too slow
 */
export async function* paced(
  chunks: AsyncIterator<Uint8Array>,
  pace: Pace,
  onSlow: () => void,
): AsyncGenerator<Uint8Array> {
  let fail: (error: Error) => void = () => {};
  const slow = new Promise<never>((_, reject) => {
    fail = reject;
  });
  slow.catch(() => {});
  const watch = new PaceWatch(pace, () => {
    onSlow();
    fail(new Error("It was sent too slowly"));
  });
  try {
    for (;;) {
      watch.waits();
      const { value, done } = await Promise.race([chunks.next(), slow]);
      if (done) return;
      watch.moved(value.length);
      yield value;
    }
  } finally {
    watch.end();
  }
}
