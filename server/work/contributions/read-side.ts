import { parseDocument } from "@/server/text/documents/parse-document";
import type { Transcript } from "@/transcript";

/** One of the texts of a merge. */
export interface Side {
  readonly text: string;
  readonly transcript: Transcript;
}

/** Reads a text by the rules for its path, once its transcript is asked for: a thread that merges asks for the text. */
export function readSide({ path, text }: { readonly path: string; readonly text: string }): Side {
  let read: Transcript | undefined;
  return {
    text,
    get transcript() {
      read ??= parseDocument({ path, text });
      return read;
    },
  };
}
