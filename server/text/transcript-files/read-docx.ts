import mammoth from "mammoth";
import { fromText, type TranscriptFile } from "@/transcript";
import { nestsWithin } from "./nests-within";
import { unpacksWithin } from "./unpacks-within";

// An hour of speech takes 60 KB of words, and ten times that with Word's markup around them.
const MOST_UNPACKED = 50_000_000;
// Tables in tables nest a dozen elements each. For 20,000 levels mammoth's reader of XML takes a minute.
const DEEPEST = 500;

/**
 * Reads a .docx as Otter, Rev and their like export it: paragraphs, of which some say who speaks from when. mammoth
 * reads Word's format (BSD-2-Clause, 2 MB); how much the archive unpacks to is looked at before.
 *
 * @returns null if it is no document of Word that can be read
 */
export async function readDocx(bytes: Uint8Array): Promise<TranscriptFile | null> {
  if (!unpacksWithin(bytes, MOST_UNPACKED, (file) => nestsWithin(file, DEEPEST))) return null;
  try {
    let text = "";
    await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      {
        transformDocument: (document: DocxNode) => {
          text = textOf(document);
          return { ...document, children: [] };
        },
      },
    );
    return fromText(text);
  } catch {
    return null;
  }
}

/** A part of a document, as mammoth reads it. */
interface DocxNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly DocxNode[];
}

/**
 * A paragraph of Word's is followed by two line breaks, and a line break within it is one. mammoth's own plain text leaves
 * those out, so that a name's line and the words below it would be one word.
 */
function textOf({ type, value = "", children = [] }: DocxNode): string {
  if (type === "text") return value;
  if (type === "tab") return "\t";
  if (type === "break") return "\n";
  const inside = children.map(textOf).join("");
  return type === "paragraph" ? `${inside}\n\n` : inside;
}
