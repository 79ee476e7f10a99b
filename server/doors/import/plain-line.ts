/**
 * Text from a file or another machine as one line for a terminal: control characters, which can move the cursor
 * or rename the window, and those that turn the direction of writing are shown as U+FFFD.
 */
export function plainLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");
}
