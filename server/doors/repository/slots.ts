interface Limits {
  /** How many may hold a slot. */
  readonly most: number;
  readonly mostWaiting: number;
  readonly patienceSeconds: number;
}

/** Lets some go on at once and the next ones wait, first come, first served. */
export class Slots {
  readonly #limits: Limits;
  #held = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /**
   * Waits for a slot.
   *
   * @returns what gives it back, once or more often; null where too many wait, it took too long, or the signal says so
   */
  async take(signal: AbortSignal): Promise<(() => void) | null> {
    const { most, mostWaiting, patienceSeconds } = this.#limits;
    if (this.#held < most) {
      this.#held++;
      return this.#release();
    }
    if (this.#waiting.length >= mostWaiting || signal.aborted) return null;
    return new Promise((resolve) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        done(null);
      };
      // The slot is handed over, and so counts as held all the time.
      const enter = () => done(this.#release());
      const timer = setTimeout(leave, patienceSeconds * 1000);
      const done = (slot: (() => void) | null) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", leave);
        resolve(slot);
      };
      signal.addEventListener("abort", leave);
      this.#waiting.push(enter);
    });
  }

  #release(): () => void {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#held--;
    };
  }
}
