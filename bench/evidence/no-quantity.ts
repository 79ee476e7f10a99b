/**
 * Findings in the founding episode that state no checkable quantity: paragraph, and offset in its display
 * text. Judged by hand; any finding that is not listed counts as right.
 */
export const NO_QUANTITY: ReadonlySet<string> = new Set([
  // Numbering people, and mentioning roles: counts in passing.
  "48:479",
  "77:361",
  "77:423",
]);
