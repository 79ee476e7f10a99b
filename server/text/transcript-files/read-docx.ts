import { unzipSync, zipSync } from "fflate";
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
  let pictures = 0;
  const isFit = (file: Buffer) => {
    if (!isPicture(file)) return nestsWithin(file, DEEPEST);
    pictures += 1;
    return true;
  };
  if (!unpacksWithin(bytes, MOST_UNPACKED, isFit)) return null;
  try {
    let text = "";
    await mammoth.convertToHtml(
      { buffer: Buffer.from(pictures > 0 ? withoutPictures(bytes) : bytes) },
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

/** How pictures begin: PNG, JPEG, GIF, TIFF of both kinds, BMP, EMF, WMF. */
const PICTURES = [
  ...["89504e47", "ffd8ff", "47494638", "49492a00", "4d4d002a", "424d", "01000000", "d7cdc69a"],
].map((start) => Buffer.from(start, "hex"));

const isPicture = (file: Uint8Array): boolean =>
  PICTURES.some((start) => start.every((byte, i) => file[i] === byte));

/**
 * The archive without its pictures. Bytes of a picture may look like markup, and an archive may name a picture as its
 * document: so what looks like one is not looked into, and is not there for mammoth to read.
 */
function withoutPictures(bytes: Uint8Array): Uint8Array {
  const kept = Object.entries(unzipSync(bytes)).filter(([, file]) => !isPicture(file));
  return zipSync(Object.fromEntries(kept), { level: 0 });
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
