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

/**
 * Characters that are not seen and change how others are: those that turn the direction of writing, and those without
 * width. For use in a character class. The joiners U+200C and U+200D are not among them: Persian and emoji need them.
 */
export const HIDDEN_CLASS =
  "\\u00ad\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb";

const HIDDEN = new RegExp(`[${HIDDEN_CLASS}]`, "g");

/**
 * A text on one line, for names, titles and subjects: white space and control characters become single spaces, and
 * hidden characters go, so that it says what it seems to say.
 */
export function onOneLine(text: string): string {
  return text.replace(HIDDEN, "").replace(LINE, " ").trim();
}

/** A text with its hidden characters made visible, each as its code: `[U+202E]`. For comparing texts by eye. */
export function showHidden(text: string): string {
  return text.replace(
    HIDDEN,
    (hidden) => `[U+${hidden.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`,
  );
}
