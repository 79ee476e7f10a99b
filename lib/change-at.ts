/** Where a text begins to differ from the one that it was made of, in UTF-16 units. */
export function changeAt(before: string, after: string): number {
  let at = 0;
  while (at < after.length && before[at] === after[at]) at += 1;
  return at;
}
