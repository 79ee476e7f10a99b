/** A word as a file writes it, with the times that the file gives. Times are seconds. */
export interface FileToken {
  /** Without white space. */
  readonly text: string;
  readonly start: number | null;
  readonly end: number | null;
  /** From 0 to 1. */
  readonly confidence: number | null;
  /** Whether a line of the cue begins with it. */
  readonly opensLine: boolean;
}

/** What a file says at once: a caption, or a piece of a recogniser's output. Times are seconds. */
export interface FileCue {
  /** Null if the file gives no time, or none that can be read. */
  readonly start: number | null;
  readonly end: number | null;
  /** Null if the file names nobody: then the speaker before goes on, unless `isTurn` says otherwise. */
  readonly speaker: string | null;
  /** Whether somebody else begins to speak, whom the file does not name. */
  readonly isTurn: boolean;
  /** Whether its bounds are no caption's: it joins words that have times of their own. */
  readonly isWords: boolean;
  readonly tokens: readonly FileToken[];
  /** Its first line in the file, from 1; its number in a JSON file. */
  readonly line: number | null;
}

/** A place in a file that could not be read as written. */
export interface FileProblem {
  /** From 1; null where the problem has no line. */
  readonly line: number | null;
  readonly reason: string;
  /** The words that are not in the transcript because of it; empty if none are missing. */
  readonly left: string;
}

/** A file's content: its cues in the file's order, and what could not be read. */
export interface TranscriptFile {
  readonly cues: readonly FileCue[];
  readonly problems: readonly FileProblem[];
  /** The recogniser that wrote it, if the file's form or content names one. */
  readonly maker: string | null;
}

/** A cue before its speakers are read: words with their voices. */
export interface RawCue {
  /** Whether its bounds are no caption's: it joins words that have times of their own. */
  readonly isWords?: boolean;
  readonly start: number | null;
  readonly end: number | null;
  readonly line: number | null;
  readonly tokens: readonly RawToken[];
}

export interface RawToken extends FileToken {
  /** The speaker that the file's own markup names: a voice tag, or a field. */
  readonly voice: string | null;
  /** Whether the word is marked, as players mark the word that is being said. */
  readonly isLit: boolean;
}

/** A cue's text on one line. */
export const tokensText = (tokens: readonly { readonly text: string }[]): string =>
  tokens.map(({ text }) => text).join(" ");

/** A text without NUL and halves of surrogate pairs, which JSON can hold and no database can. */
export const storable = (text: string): string =>
  text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\ufffd");

/** The words of a text without any times. */
export function plainTokens(text: string, voice: string | null = null): RawToken[] {
  const found: RawToken[] = [];
  let opensLine = true;
  for (const { 0: piece } of storable(text).matchAll(PIECES)) {
    if (/^\s/.test(piece)) opensLine ||= /[\r\n]/.test(piece);
    else {
      found.push({ text: piece, start: null, end: null, confidence: null, opensLine, voice, isLit: false });
      opensLine = false;
    }
  }
  return found;
}
const PIECES = /\s+|\S+/g;

/** The tokens by line. */
export function linesOf<T extends { readonly opensLine: boolean }>(tokens: readonly T[]): T[][] {
  const lines: T[][] = [];
  for (const token of tokens) {
    const last = lines.at(-1);
    if (!last || token.opensLine) lines.push([token]);
    else last.push(token);
  }
  return lines;
}
