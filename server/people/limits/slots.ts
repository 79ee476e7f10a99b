interface Limits {
  /** The most callers that hold a slot at once. */
  readonly most: number;
  /** The most of them with one name: one address, one person. */
  readonly mostOfOne: number;
  readonly mostWaiting: number;
  /** The most that wait of one name; as many as may hold a slot, if left out. */
  readonly mostWaitingOfOne?: number;
  readonly patienceSeconds: number;
}

interface Waiting {
  readonly who: string;
  enter(): void;
}

/**
 * Limits how many callers run at once, in all and of one name. The next ones wait in order of arrival; whoever has as
 * many slots as one may have is passed over until one of theirs is free. Nobody waits for more slots than they may hold.
 */
export class Slots {
  readonly #limits: Limits;
  readonly #held = new Map<string, number>();
  readonly #waiting: Waiting[] = [];

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /**
   * Waits for a slot.
   *
   * @param who the caller's name: an address, a person's id
   * @returns a function that releases the slot, and may be called again; null if too many callers wait, the
   * wait took too long, or the signal was aborted
   */
  async take(signal: AbortSignal, who: string): Promise<(() => void) | null> {
    const { mostOfOne, mostWaiting, mostWaitingOfOne = mostOfOne, patienceSeconds } = this.#limits;
    if (signal.aborted) return null;
    if (this.#isFree(who)) return this.#hold(who);
    const ofOne = this.#waiting.filter((each) => each.who === who).length;
    if (this.#waiting.length >= mostWaiting || ofOne >= mostWaitingOfOne) return null;
    return new Promise((resolve) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(one), 1);
        done(null);
      };
      const one = { who, enter: () => done(this.#hold(who)) };
      const timer = setTimeout(leave, patienceSeconds * 1000);
      const done = (slot: (() => void) | null) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", leave);
        resolve(slot);
      };
      signal.addEventListener("abort", leave);
      this.#waiting.push(one);
    });
  }

  #isFree(who: string): boolean {
    const { most, mostOfOne } = this.#limits;
    const all = [...this.#held.values()].reduce((sum, count) => sum + count, 0);
    return all < most && (this.#held.get(who) ?? 0) < mostOfOne;
  }

  #hold(who: string): () => void {
    this.#held.set(who, (this.#held.get(who) ?? 0) + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const left = (this.#held.get(who) ?? 1) - 1;
      if (left > 0) this.#held.set(who, left);
      else this.#held.delete(who);
      const next = this.#waiting.findIndex((each) => this.#isFree(each.who));
      // The slot passes on before anybody else can ask for it.
      if (next >= 0) this.#waiting.splice(next, 1)[0]?.enter();
    };
  }
}
