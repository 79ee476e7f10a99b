interface Limits {
  /** The most callers that hold a slot at once. */
  readonly most: number;
  readonly mostWaiting: number;
  readonly patienceSeconds: number;
}

/** Limits how many callers run at once. The next ones wait in order of arrival. */
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
   * @returns a function that releases the slot, and may be called again; null if too many callers wait, the
   * wait took too long, or the signal was aborted
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
      // The slot passes directly to the next caller, so it stays counted.
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
