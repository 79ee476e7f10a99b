import { plainTokens, type RawToken } from "./file-cues";
import { confidence, type Fields, fields, type Json, seconds, speaker, word } from "./json-values";

/** The words of a piece, one or more to each entry: the first of an entry has its time. */
export function timed(
  entries: readonly Json[] | null,
  read: (entry: Fields) => {
    text: string | null;
    start: number | null;
    end: number | null;
    sure: number | null;
    voice?: string | null;
  },
): RawToken[] {
  return (entries ?? []).flatMap((entry) => {
    const known = fields(entry);
    if (!known) return plainTokens(word(entry) ?? "");
    const { text, start, end, sure, voice = null } = read(known);
    const tokens = plainTokens(text ?? "", voice);
    return tokens.map((token, i) => ({
      ...token,
      opensLine: false,
      confidence: sure,
      start: i === 0 ? start : null,
      end: i === tokens.length - 1 ? end : null,
    }));
  });
}

/** The words of Whisper and WhisperX. */
export const whisperWords = (words: readonly Json[] | null, voices: boolean) =>
  timed(words, (entry) => ({
    text: word(entry.word) ?? word(entry.text),
    start: seconds(entry.start),
    end: seconds(entry.end),
    sure: confidence(entry.probability ?? entry.score ?? entry.confidence),
    voice: voices ? speaker(entry.speaker) : null,
  }));

/** A word without case and punctuation. */
export const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/**
 * The text with the times of its words. The text is what counts: it has the punctuation, and words that got no time.
 */
export function textWithTimes(
  text: string | null,
  voice: string | null,
  words: readonly RawToken[],
): RawToken[] {
  const plain = plainTokens(text ?? "", voice);
  if (plain.length === 0) return words.map((token) => ({ ...token, voice: token.voice ?? voice }));
  let next = 0;
  return plain.map((token) => {
    const key = lettersOf(token.text);
    if (key === "") return token;
    for (let i = next; i < Math.min(words.length, next + 6); i++) {
      const known = words[i];
      const other = lettersOf(known?.text ?? "");
      if (!known || other === "" || !(other === key || other.startsWith(key) || key.startsWith(other)))
        continue;
      next = i + 1;
      return { ...token, start: known.start, end: known.end, confidence: known.confidence };
    }
    return token;
  });
}
