/** The most characters a text may have: twenty times the longest known transcript (170,000). */
export const LONGEST_TEXT = 3_500_000;

/** The most bytes a form may send. next.config.js sets the same limit. */
export const MOST_FORM_BYTES = 8 * 1024 * 1024;

/** In characters: the longest paragraph that is compared with its sound. */
export const LONGEST_HEARD = 20_000;
