import { chooseFaces, FACES, type Face } from "./choose-faces";
import { levelsOf } from "./lay-out-line";

/** Plain or bold. */
export type Style = keyof typeof FACES;

/** A part of a word that is in one font. */
export interface Glyphs {
  readonly face: Face;
  readonly text: string;
  /** What it stands for where no font has a shape for it; null where it is the text itself. */
  readonly standsFor: string | null;
  /** For a font size of one point. */
  readonly width: number;
}

/** A word, or a part of one that is written together. */
export interface Piece {
  readonly glyphs: readonly Glyphs[];
  /** For a font size of one point. */
  readonly width: number;
  readonly isGap: boolean;
  /** Whether a space stands before it. */
  readonly spaced: boolean;
  /** How deep in right-to-left text it is; odd where it runs from right to left. */
  readonly level: number;
}

/** What stands for a character that no font has a shape for. */
const NO_SHAPE = "□";

// Longer words are measured in parts, which are cut where a line ends: a hostile word may be as long as a text.
const PIECES = /\s+|\S{1,100}/gu;

/** What is asked of whoever opens the fonts. */
export interface Fonts {
  readonly has: (face: Face, codePoint: number) => boolean;
  /** For a font size of one point. */
  readonly measure: (face: Face, text: string) => number;
}

/** Makes lines of texts: which fonts each word needs, how wide it is, where lines break. */
export class Typesetter {
  /** Characters that no font has a shape for. */
  readonly missing = new Set<string>();
  readonly #fonts: Fonts;
  readonly #words = new Map<string, readonly Glyphs[]>();

  constructor(fonts: Fonts) {
    this.#fonts = fonts;
  }

  /** The width of a space, for a font size of one point. */
  space(style: Style): number {
    return this.#glyphsOf(" ", style).reduce((sum, { width }) => sum + width, 0);
  }

  /** The pieces of a text, in its order. */
  piecesOf(runs: readonly { readonly text: string; readonly isGap: boolean }[], style: Style): Piece[] {
    const levels = levelsOf(runs.map(({ text }) => text).join(""));
    const pieces: Piece[] = [];
    let offset = 0;
    let spaced = false;
    for (const { text, isGap } of runs) {
      for (const { 0: word, index } of text.matchAll(PIECES)) {
        if (word.trim() === "") {
          spaced = true;
          continue;
        }
        const glyphs = this.#glyphsOf(word, style);
        const level = levels?.[offset + index] ?? 0;
        pieces.push({ glyphs, width: widthOf(glyphs), isGap, spaced, level });
        spaced = false;
      }
      offset += text.length;
    }
    return pieces;
  }

  /**
   * Breaks pieces into lines of at most this width, in points, where spaces are; a word that is wider than a line is cut
   * where the line ends.
   */
  linesOf(pieces: readonly Piece[], { size, style, width }: Setting & { readonly width: number }): Piece[][] {
    const most = width / size;
    const space = this.space(style);
    const lines: Piece[][] = [[]];
    let taken = 0;
    const add = (piece: Piece) => {
      const before = taken > 0 && piece.spaced ? space : 0;
      lines.at(-1)?.push(piece);
      taken += before + piece.width;
    };
    const breakFor = (own: number, spaced: boolean) => {
      if (taken === 0 || taken + own + (spaced ? space : 0) <= most) return;
      lines.push([]);
      taken = 0;
    };
    for (let i = 0; i < pieces.length; ) {
      // What is written together: from a space to the next.
      let next = i + 1;
      while (next < pieces.length && !pieces[next]?.spaced) next++;
      const word = pieces.slice(i, next);
      const own = word.reduce((sum, piece) => sum + piece.width, 0);
      breakFor(own, word[0]?.spaced ?? false);
      for (const part of own > most ? word.flatMap((piece) => this.#cut(piece, most)) : word) {
        if (own > most) breakFor(part.width, part.spaced);
        add(part);
      }
      i = next;
    }
    return lines.filter((line) => line.length > 0);
  }

  /** The width of a line in points. */
  widthOf(line: readonly Piece[], { size, style }: Setting): number {
    const spaces = line.filter(({ spaced }, i) => spaced && i > 0).length;
    return (widthOf(line) + spaces * this.space(style)) * size;
  }

  #glyphsOf(word: string, style: Style): readonly Glyphs[] {
    const key = `${style} ${word}`;
    let known = this.#words.get(key);
    if (!known) {
      known = chooseFaces(word, FACES[style], this.#fonts.has).map(({ face, text }) => {
        if (!face) for (const sign of text) this.missing.add(sign);
        const shown = face ? text : NO_SHAPE.repeat(Array.from(text).length);
        const used = face ?? FACES[style].at(-1);
        if (!used) throw new Error("There is no font");
        return {
          face: used,
          text: shown,
          standsFor: face ? null : text,
          width: this.#fonts.measure(used, shown),
        };
      });
      this.#words.set(key, known);
    }
    return known;
  }

  /** Cuts a piece that is wider than a line into single characters' width, as many to each part as surely fit. */
  #cut(piece: Piece, most: number): Piece[] {
    const parts: Piece[] = [];
    for (const glyphs of piece.glyphs) {
      const units = Array.from(glyphs.text);
      const stands = glyphs.standsFor === null ? null : Array.from(glyphs.standsFor);
      // No sign is wider than the line is in points, so one always goes on.
      for (let at = 0; at < units.length; ) {
        let count = Math.min(units.length - at, Math.max(1, Math.floor(most)));
        let width = this.#fonts.measure(glyphs.face, units.slice(at, at + count).join(""));
        while (count > 1 && width > most) {
          count = Math.max(1, Math.floor((count * most) / width));
          width = this.#fonts.measure(glyphs.face, units.slice(at, at + count).join(""));
        }
        const part = {
          face: glyphs.face,
          text: units.slice(at, at + count).join(""),
          standsFor: stands?.slice(at, at + count).join("") ?? null,
          width,
        };
        parts.push({ ...piece, glyphs: [part], width, spaced: piece.spaced && parts.length === 0 });
        at += count;
      }
    }
    return parts;
  }
}

interface Setting {
  /** In points. */
  readonly size: number;
  readonly style: Style;
}

const widthOf = (all: readonly { readonly width: number }[]) =>
  all.reduce((sum, { width }) => sum + width, 0);
