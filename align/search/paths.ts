/** What a step of a path is. */
export const WORD = 0;
export const PAUSE = 1;
export const FOREIGN = 2;
/** A word is left out: it takes no time. */
export const OMITTED = 3;

const ROOT = -1;

/**
 * The ways that a search has come, as steps that point back at the step before. Ways that share their beginning share its
 * steps, and steps to which no way leads any more are given back, so that hours need little room. (Token passing: Young,
 * Russell and Thornton, "Token Passing: A Simple Conceptual Model for Connected Speech Recognition Systems", 1989.)
 */
export class Paths {
  #before = new Int32Array(1 << 16);
  #kind = new Uint8Array(1 << 16);
  #word = new Int32Array(1 << 16);
  #end = new Int32Array(1 << 16);
  #size = 0;
  #kept = 0;

  /** Adds a step: what it is, behind how many words it stands, and the frame at which it ended. Returns its number. */
  add(before: number, kind: number, word: number, end: number): number {
    const at = this.#size++;
    if (at === this.#before.length) this.#grow();
    this.#before[at] = before;
    this.#kind[at] = kind;
    this.#word[at] = word;
    this.#end[at] = end;
    return at;
  }

  /** Whether so much was added since the last time that looking for what can go is worth it. */
  get full(): boolean {
    return this.#size > 1 << 18 && this.#size > 2 * this.#kept;
  }

  /** Gives back all steps but those that lead to one of these, and puts the new numbers in place of the old. */
  compact(alive: readonly Int32Array[]): void {
    const marked = new Uint8Array(this.#size);
    for (const steps of alive) for (const step of steps) if (step >= 0) marked[step] = 1;
    for (let at = this.#size - 1; at >= 0; at--) {
      const before = this.#before[at]!;
      if (marked[at] && before >= 0) marked[before] = 1;
    }
    const renamed = new Int32Array(this.#size);
    let size = 0;
    for (let at = 0; at < this.#size; at++) {
      if (!marked[at]) continue;
      const before = this.#before[at]!;
      this.#before[size] = before < 0 ? ROOT : renamed[before]!;
      this.#kind[size] = this.#kind[at]!;
      this.#word[size] = this.#word[at]!;
      this.#end[size] = this.#end[at]!;
      renamed[at] = size++;
    }
    for (const steps of alive)
      for (let i = 0; i < steps.length; i++) if (steps[i]! >= 0) steps[i] = renamed[steps[i]!]!;
    this.#size = this.#kept = size;
  }

  /** The steps of one way, from the first on. A step began behind the end of the one before it. */
  trace(last: number): Step[] {
    const steps: Step[] = [];
    for (let at = last; at >= 0; at = this.#before[at]!) {
      const before = this.#before[at]!;
      const start = before < 0 ? 0 : this.#end[before]! + 1;
      steps.push({ kind: this.#kind[at]!, word: this.#word[at]!, start, end: this.#end[at]! });
    }
    return steps.reverse();
  }

  #grow(): void {
    const longer = <A extends Int32Array | Uint8Array>(old: A, made: A): A => {
      made.set(old);
      return made;
    };
    const length = 2 * this.#before.length;
    this.#before = longer(this.#before, new Int32Array(length));
    this.#kind = longer(this.#kind, new Uint8Array(length));
    this.#word = longer(this.#word, new Int32Array(length));
    this.#end = longer(this.#end, new Int32Array(length));
  }
}

/** A step of a path: frames from `start` to `end`, both of them in it; `word` words are behind it when it ends. */
export interface Step {
  readonly kind: number;
  readonly word: number;
  readonly start: number;
  readonly end: number;
}
