import { CONTROL_CLASS } from "@/transcript";

const HIDDEN = new RegExp(`[${CONTROL_CLASS}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]`, "g");

/**
 * Puts text from a file or another machine on one line for a terminal. Control characters, which can move the
 * cursor or rename the window, and characters that change the direction of writing become U+FFFD.
 */
export function plainLine(text: string): string {
  return text.replace(HIDDEN, "\ufffd");
}
