/** The most characters a text may have: twenty times the longest transcript there is (170,000). */
export const LONGEST_TEXT = 3_500_000;
