import { CONTROL_CLASS } from "@/transcript";

const HIDDEN = new RegExp(`[${CONTROL_CLASS}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]`, "g");

/**
 * Text from a file or another machine as one line for a terminal: control characters, which can move the cursor
 * or rename the window, and those that turn the direction of writing are shown as U+FFFD.
 */
export function plainLine(text: string): string {
  return text.replace(HIDDEN, "\ufffd");
}
