import type { FileProblem, RawCue, RawToken, TranscriptFile } from "./file-cues";
import { formOf } from "./form-of";
import { fields, type Json } from "./json-values";
import { nameSpeakers } from "./name-speakers";

/** A file of a word a segment tells times, not captions: this share of its segments has one word. */
const WORD_FILE = 0.7;

/**
 * Reads JSON as podcasts and recognisers write it: the Podcast Namespace, Whisper, WhisperX, whisper.cpp, AssemblyAI,
 * Deepgram, Rev, Descript, Podlove, Amazon Transcribe, Google, Speechmatics, YouTube. A piece without text costs that piece, one without
 * times costs its times; both are told. Never throws.
 *
 * @param json the parsed file
 * @returns null if no form is known
 */
export function fromJson(json: unknown): TranscriptFile | null {
  const form = formOf(json);
  if (!form) return null;
  const problems: FileProblem[] = [];
  const cues = form.pieces.flatMap((piece, i): RawCue[] => {
    const known = fields(piece);
    const read = known && form.read(known);
    if (!read) {
      problems.push({
        line: null,
        reason: `segment ${i + 1} has no text that can be read`,
        left: textsOf(piece),
      });
      return [];
    }
    if (read.tokens.length === 0) return [];
    if (read.start === null && read.tokens.every(({ start }) => start === null))
      problems.push({
        line: null,
        reason: `segment ${i + 1} has no time that can be read; its words are kept without`,
        left: "",
      });
    const start = read.start ?? read.tokens.find((token) => token.start !== null)?.start ?? null;
    const end = read.end === null || start === null ? read.end : Math.max(start, read.end);
    return [{ start, end, line: i + 1, tokens: read.tokens }];
  });
  return { cues: nameSpeakers(joinWords(cues)), problems, maker: form.maker };
}

/** Every text in a value that is no segment, for the report. */
function textsOf(value: Json): string {
  const found: string[] = [];
  const look = (each: Json, depth: number) => {
    if (found.length > 1000 || depth > 5) return;
    if (typeof each === "string") found.push(each);
    else if (typeof each === "object" && each !== null)
      for (const inner of Object.values(each)) look(inner, depth + 1);
  };
  look(value, 0);
  return found.join(" ");
}

// A new paragraph of words after a silence.
const SILENCE = 2;

/** Joins the words of a file that has a word a segment, so that they are words with times and no captions. */
function joinWords(cues: readonly RawCue[]): readonly RawCue[] {
  const single = cues.filter(({ tokens }) => tokens.length === 1).length;
  if (cues.length < 3 || single < cues.length * WORD_FILE) return cues;
  const found: { start: number | null; end: number | null; line: number | null; tokens: RawToken[] }[] = [];
  for (const cue of cues) {
    const tokens = cue.tokens.map((token, i) => ({
      ...token,
      opensLine: false,
      start: token.start ?? (i === 0 ? cue.start : null),
      end: token.end ?? (i === cue.tokens.length - 1 ? cue.end : null),
    }));
    const last = found.at(-1);
    const voice = tokens[0]?.voice ?? null;
    const goesOn =
      last &&
      (voice === null || last.tokens.findLast((token) => token.voice !== null)?.voice === voice) &&
      (cue.start === null || last.end === null || cue.start - last.end < SILENCE);
    if (goesOn) {
      for (const token of tokens) last.tokens.push({ ...token, voice: last.tokens[0]?.voice ?? token.voice });
      last.end = cue.end ?? last.end;
    } else found.push({ ...cue, tokens });
  }
  return found.map((cue) => ({ ...cue, isWords: true }));
}
