/** Numbers that look random and are the same for the same seed (mulberry32, public domain). */
export interface Random {
  /** From 0 up to but not including `below`. */
  whole(below: number): number;
  /** One of several. */
  one<T>(of: readonly T[]): T;
  /** True once in so many times. */
  onceIn(times: number): boolean;
}

export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    whole,
    one: (of) => of[whole(of.length)] as (typeof of)[number],
    onceIn: (times) => whole(times) === 0,
  };
}
