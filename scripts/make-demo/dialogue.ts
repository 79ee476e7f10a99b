/** How a gap's words are made hard to hear. */
export type Mask = "lorry" | "crosstalk" | "mumble";

/** One thing that happens during a paragraph, in order. */
export type Piece =
  | { kind: "words"; words: string[] }
  | { kind: "gap"; mask: Mask; words: string[]; place: number }
  | { kind: "laughs" | "laughter" | "overlap" | "time"; place: number };

/** A paragraph of the dialogue; `speaker` is null if the previous speaker continues. */
export interface Paragraph {
  speaker: string | null;
  isBreak: boolean;
  /** The paragraph as written, with its directives; `transcript.ts` fills in the times. */
  source: string;
  pieces: Piece[];
}

const LABEL = /^\*\*([^*\n]+?):\*\* ?/;
const DIRECTIVE = /\{([^}]*)\}/g;
const LINK = /\[([^\]]+)\]\([^)]*\)/g;

/**
 * Reads a dialogue: the transcript format, with directives in braces in place of a time or a sound. `{time}`
 * is a timestamp, `{gap lorry: the words}` spoken but masked words, `{laughs}` one person, `{laughter}` both,
 * and `{overlap}` starts this turn on top of the gap before it. A piece's `place` is the offset of its
 * directive in `source`. Throws on an unknown directive.
 */
export function readDialogue(text: string): Paragraph[] {
  return text
    .trim()
    .split(/\n\n+/)
    .map((source) => {
      const speaker = LABEL.exec(source)?.[1] ?? null;
      return { speaker, isBreak: speaker === "Break", source, pieces: readPieces(source) };
    });
}

/** The words of a text as a reader sees them: runs of non-space with a letter or digit in them. */
export function shownWords(text: string): string[] {
  return text.split(/\s+/).filter((run) => /[\p{L}\p{N}]/u.test(run));
}

function readPieces(source: string): Piece[] {
  const pieces: Piece[] = [];
  let end = LABEL.exec(source)?.[0].length ?? 0;
  const addText = (raw: string) => {
    const words = shownWords(raw.replace(LINK, "$1"));
    if (words.length > 0) pieces.push({ kind: "words", words });
  };
  for (const match of source.matchAll(DIRECTIVE)) {
    addText(source.slice(end, match.index));
    end = match.index + match[0].length;
    pieces.push(readDirective(match[1] ?? "", match.index));
  }
  addText(source.slice(end));
  return pieces;
}

function readDirective(directive: string, place: number): Piece {
  const gap = /^gap (lorry|crosstalk|mumble): (.+)$/.exec(directive);
  if (gap) return { kind: "gap", mask: gap[1] as Mask, words: shownWords(gap[2] ?? ""), place };
  switch (directive) {
    case "laughs":
    case "laughter":
    case "overlap":
    case "time":
      return { kind: directive, place };
    default:
      throw new Error(`make-demo: unknown directive {${directive}}`);
  }
}
