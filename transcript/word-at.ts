/**
 * The last word that has started at a moment; -1 before the first. `starts` are in seconds and never run
 * backwards. Uses a binary search: an hour has 10,000 words.
 */
export function wordAt(starts: ArrayLike<number>, seconds: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
