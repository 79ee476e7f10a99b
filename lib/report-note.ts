/** How long what a reader says is wrong may be, in UTF-16 units; the database holds the same in characters. */
export const LONGEST_NOTE = 1000;
