import { parse, type Transcript } from "@/transcript";
import { isNewsletter, isNotes } from "./is-notes";

/** Reads a document's text as its path asks for. Show notes are prose too: in them emphasis is no label. */
export function parseDocument({ path, text }: { path: string; text: string }): Transcript {
  return parse(text, { newsletter: isNewsletter(path) || isNotes(path) });
}
