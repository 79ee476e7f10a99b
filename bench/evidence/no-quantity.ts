/**
 * What is found in the founding episode and states no quantity that could be checked: paragraph, and offset in its
 * display text. Judged by hand; a finding that is not listed counts as right.
 */
export const NO_QUANTITY: ReadonlySet<string> = new Set([
  // People kept apart, and roles just named: counts in passing.
  "48:479",
  "77:361",
  "77:423",
]);
