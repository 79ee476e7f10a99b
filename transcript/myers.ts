import { stepsLeft, takeSteps } from "./steps";

/** A replaced run: [aStart, aEnd) of one sequence by [bStart, bEnd) of the other. */
export interface Change {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/**
 * The changes that turn `a` into `b`, in order; items are compared with ===. This is a shortest edit script
 * by Myers' O(ND) algorithm in linear space (Myers 1986, "An O(ND) Difference Algorithm and Its Variations",
 * Algorithmica 1, 251–266). If that would take more steps than are left (9,500 words of which half changed
 * take some 40 million), the rest is aligned by the items that occur once on both sides and replaced between them:
 * correct, but not shortest.
 */
export function changes<T>(a: readonly T[], b: readonly T[]): Change[] {
  const ids = new Map<T, number>();
  const number = (item: T) => {
    const known = ids.get(item);
    if (known !== undefined) return known;
    ids.set(item, ids.size);
    return ids.size - 1;
  };
  const partner = match(Int32Array.from(a, number), Int32Array.from(b, number));
  const found: Change[] = [];
  let bAt = 0;
  for (let aAt = 0; aAt <= a.length; ) {
    const aStart = aAt;
    while (aAt < a.length && (partner[aAt] ?? -1) < 0) aAt++;
    const bEnd = aAt < a.length ? (partner[aAt] ?? 0) : b.length;
    if (aAt > aStart || bEnd > bAt) found.push({ aStart, aEnd: aAt, bStart: bAt, bEnd });
    bAt = bEnd + 1;
    aAt++;
  }
  return found;
}

interface Box {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
  /** True once the steps are spent: all that is left is replaced. */
  readonly coarse: boolean;
}

/** For each item of `a` its match in `b`, or -1. */
function match(a: Int32Array, b: Int32Array): Int32Array {
  const partner = new Int32Array(a.length).fill(-1);
  const size = a.length + b.length + 3;
  const search = { forward: new Int32Array(size), backward: new Int32Array(size), steps: stepsLeft() };
  const before = search.steps;
  const boxes: Box[] = [{ a0: 0, a1: a.length, b0: 0, b1: b.length, coarse: false }];
  for (let box = boxes.pop(); box; box = boxes.pop()) {
    let { a0, a1, b0, b1 } = box;
    while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) partner[a0++] = b0++;
    while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) partner[--a1] = --b1;
    if (a0 === a1 || b0 === b1 || box.coarse) continue;
    const rest = { a0, a1, b0, b1, coarse: false };
    const middle = middleOf(a, b, rest, search);
    if (middle) {
      const [x, y] = middle;
      boxes.push({ a0, a1: x, b0, b1: y, coarse: false }, { a0: x, a1, b0: y, b1, coarse: false });
    } else {
      boxes.push(...byUniqueItems(a, b, rest));
    }
  }
  takeSteps(before - Math.max(0, search.steps));
  return partner;
}

/** A point on a shortest path through the box; null when the steps are spent. */
function middleOf(
  a: Int32Array,
  b: Int32Array,
  { a0, a1, b0, b1 }: Box,
  search: { forward: Int32Array; backward: Int32Array; steps: number },
): readonly [number, number] | null {
  const n = a1 - a0;
  const m = b1 - b0;
  const delta = n - m;
  const odd = (delta & 1) !== 0;
  const { forward, backward } = search;
  // Diagonal k is stored at k + m + 1.
  const zero = m + 1;
  forward[zero + 1] = 0;
  backward[zero + 1] = 0;
  const most = (n + m + 1) >> 1;
  for (let d = 0; d <= most; d++) {
    // Skip diagonals that have left the box.
    const low = -(d - 2 * Math.max(0, d - m));
    const high = d - 2 * Math.max(0, d - n);
    search.steps -= high - low + 2;
    if (search.steps < 0) return null;
    for (let k = low; k <= high; k += 2) {
      const right = forward[zero + k - 1] ?? 0;
      const down = forward[zero + k + 1] ?? 0;
      let x = k === -d || (k !== d && right < down) ? down : right + 1;
      let y = x - k;
      while (x < n && y < m && a[a0 + x] === b[b0 + y]) {
        x++;
        y++;
      }
      forward[zero + k] = x;
      const other = delta - k;
      if (odd && other >= -(d - 1) && other <= d - 1 && x + (backward[zero + other] ?? 0) >= n) {
        return [a0 + x, b0 + y];
      }
    }
    for (let k = low; k <= high; k += 2) {
      const right = backward[zero + k - 1] ?? 0;
      const down = backward[zero + k + 1] ?? 0;
      let x = k === -d || (k !== d && right < down) ? down : right + 1;
      let y = x - k;
      while (x < n && y < m && a[a1 - 1 - x] === b[b1 - 1 - y]) {
        x++;
        y++;
      }
      backward[zero + k] = x;
      const other = delta - k;
      if (!odd && other >= -d && other <= d && x + (forward[zero + other] ?? 0) >= n) {
        return [a1 - x, b1 - y];
      }
    }
  }
  return null;
}

/** The boxes between the items that occur once on both sides, along their longest common order. */
function byUniqueItems(a: Int32Array, b: Int32Array, { a0, a1, b0, b1 }: Box): Box[] {
  const places = new Map<number, { inA: number; inB: number }>();
  const SEVERAL = -2;
  for (let i = a0; i < a1; i++) {
    const place = places.get(a[i] ?? -1);
    if (place) place.inA = SEVERAL;
    else places.set(a[i] ?? -1, { inA: i, inB: -1 });
  }
  for (let j = b0; j < b1; j++) {
    const place = places.get(b[j] ?? -1);
    if (place) place.inB = place.inB === -1 ? j : SEVERAL;
  }
  const unique = [...places.values()].filter(({ inA, inB }) => inA >= 0 && inB >= 0);
  const boxes: Box[] = [];
  let [aAt, bAt] = [a0, b0];
  for (const i of longestChain(unique.map(({ inB }) => inB))) {
    const { inA = aAt, inB = bAt } = unique[i] ?? {};
    boxes.push({ a0: aAt, a1: inA + 1, b0: bAt, b1: inB + 1, coarse: true });
    [aAt, bAt] = [inA + 1, inB + 1];
  }
  boxes.push({ a0: aAt, a1, b0: bAt, b1, coarse: true });
  return boxes;
}

/** The indices of a longest subsequence that never decreases (patience sorting, O(n log n)). */
export function longestChain(keys: readonly number[]): number[] {
  const tails: number[] = [];
  const previous = new Int32Array(keys.length).fill(-1);
  keys.forEach((key, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((keys[tails[middle] ?? 0] ?? 0) <= key) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = i;
  });
  const chain: number[] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) chain.push(i);
  return chain.reverse();
}
