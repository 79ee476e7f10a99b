import mammoth from "mammoth";
import { fromText, type TranscriptFile } from "@/transcript";
import { unpacksWithin } from "./unpacks-within";

// An hour of speech takes 60 KB of words, and ten times that with Word's markup around them.
const MOST_UNPACKED = 50_000_000;

/**
 * Reads a .docx as Otter, Rev and their like export it: paragraphs, of which some say who speaks from when. mammoth
 * reads Word's format (BSD-2-Clause, 2 MB); how much the archive unpacks to is looked at before.
 *
 * @returns null if it is no document of Word that can be read
 */
export async function readDocx(bytes: Uint8Array): Promise<TranscriptFile | null> {
  if (!unpacksWithin(bytes, MOST_UNPACKED)) return null;
  try {
    // A paragraph of Word's is followed by two line breaks, and a line break within it is one.
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
    return fromText(value);
  } catch {
    return null;
  }
}
