// The one rule for control characters. Other code that removes characters follows another standard: XML 1.0
// (write-xml), and PostgreSQL, which cannot store NUL or half of a surrogate pair (textProblem).

/** Unicode's control characters (Cc) and its line and paragraph separators, for use in a character class. */
export const CONTROL_CLASS = "\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029";

// Terminals, captions and diffs stumble over these. Tab and line feed are white space like any other, and so are the
// four information separators (U+001C to U+001F): one came into the real record with a volunteer's correction.
// U+FFFE and U+FFFF are not characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNWANTED = /[\u0000-\u0008\u000b-\u001b\u007f-\u009f\u2028\u2029\ufffe\uffff]/g;

/** The offsets, in UTF-16 units, of invisible control characters in a transcript. No edit may add one. */
export function controlCharacters(text: string): number[] {
  return [...text.matchAll(UNWANTED)].map(({ index }) => index);
}

const LINE = new RegExp(`[\\s${CONTROL_CLASS}]+`, "g");

/** A text on one line: white space and control characters become single spaces. */
export function onOneLine(text: string): string {
  return text.replace(LINE, " ").trim();
}
