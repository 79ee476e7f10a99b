import { parse, type Transcript } from "@/transcript";
import { isNewsletter, isNotes } from "./is-notes";

/**
 * Parses a document's text by the rules for its path. Show notes are prose too, so emphasis in them is not a
 * label.
 */
export function parseDocument({ path, text }: { path: string; text: string }): Transcript {
  return parse(text, { newsletter: isNewsletter(path) || isNotes(path) });
}
