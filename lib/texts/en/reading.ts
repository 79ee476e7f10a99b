export const contents = {
  name: "Contents",
  /** How a paragraph begins; the dots stay with the last word. */
  opening: (words: string) => `${words}\u00a0…`,
} as const;

export const findField = {
  label: "Search in this episode",
  placeholder: "In this episode",
  close: "Close",
  closeKey: "Close (Escape)",
} as const;

/** The flag beside a paragraph. */
export const wrongFlag = {
  title: "Something is wrong here",
} as const;

export const readerBar = {
  find: "Find",
  findKey: "Search in this episode (f)",
  nextGap: "Next gap",
  nextGapKey: "Next gap (g)",
  gap: (gap: number, count: number) => `${gap} of ${count}`,
  noGaps: "No gaps left",
  keys: "Keyboard shortcuts",
  keysKey: "Keyboard shortcuts (?)",
} as const;
