export const timeChart = {
  table: "The same as a table",
  none: "none",
} as const;
