/** The most characters a text may have: twenty times the longest transcript there is (170,000). */
export const LONGEST_TEXT = 3_500_000;

/** The most bytes a form may send; as in next.config.js, where they are counted again. */
export const MOST_FORM_BYTES = 8 * 1024 * 1024;
