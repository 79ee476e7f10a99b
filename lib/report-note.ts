/** The greatest length of a reader's report, in UTF-16 units. The database has the same limit in characters. */
export const LONGEST_NOTE = 1000;
