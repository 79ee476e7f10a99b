import createBidi from "bidi-js";

// bidi-js (MIT, no dependencies) is the Unicode Bidirectional Algorithm (UAX 9), which pdfkit does not have.
const bidi = createBidi();

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const LETTER = /\p{L}/u;

/** Whether a text is written from right to left: its first letter is. */
export function isRightToLeft(text: string): boolean {
  if (!RIGHT_TO_LEFT.test(text)) return false;
  for (const sign of text) if (LETTER.test(sign)) return RIGHT_TO_LEFT.test(sign);
  return false;
}

/** For each place of a text, how deep it is in right-to-left text (UAX 9); null where all runs from left to right. */
export function levelsOf(text: string): Uint8Array | null {
  if (!RIGHT_TO_LEFT.test(text)) return null;
  return bidi.getEmbeddingLevels(text, isRightToLeft(text) ? "rtl" : "ltr").levels;
}

/** Puts the pieces of a line in the order in which they stand from left to right (UAX 9, L2). */
export function layOutLine<Piece extends { readonly level: number }>(pieces: readonly Piece[]): Piece[] {
  const line = [...pieces];
  const highest = line.reduce((most, { level }) => Math.max(most, level), 0);
  for (let level = highest; level > 0; level--)
    for (let from = 0; from < line.length; from++) {
      if ((line[from]?.level ?? 0) < level) continue;
      let to = from;
      while (to < line.length && (line[to]?.level ?? 0) >= level) to++;
      line.splice(from, to - from, ...line.slice(from, to).reverse());
      from = to;
    }
  return line;
}
