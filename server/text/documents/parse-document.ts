import { PARSER_VERSION, parse, type Transcript } from "@/transcript";
import { isNewsletter, isNotes } from "./is-notes";

interface Written {
  readonly path: string;
  readonly text: string;
  /** The version of the parser; today's if left out. */
  readonly parser?: number | undefined;
}

/**
 * Parses a document's text by the rules for its path. Show notes are prose too, so emphasis in them is not a
 * label.
 */
export function parseDocument({ path, text, parser = PARSER_VERSION }: Written): Transcript {
  return parse(text, { newsletter: isNewsletter(path) || isNotes(path), frontMatter: parser >= 2 });
}
