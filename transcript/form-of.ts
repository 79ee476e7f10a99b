import { plainTokens, storable } from "./file-cues";
import { type Fields, fields, type Json, list, milliseconds, seconds, speaker, word } from "./json-values";
import { lettersOf, textWithTimes, whisperWords } from "./json-words";
import {
  amazonForm,
  assemblyAiForm,
  deepgramForm,
  googleForm,
  type JsonForm,
  revForm,
  speechmaticsForm,
  whisperCppForm,
  youTubeForm,
} from "./recogniser-forms";

/** Finds out which recogniser's form it is. */
export function formOf(json: Json): JsonForm | null {
  const root = fields(json);
  const items = list(json);
  if (items) return arrayForm(items);
  if (!root) return null;

  const results = fields(root.results);
  const channels = list(results?.channels);
  if (channels || list(results?.utterances)) return deepgramForm(results ?? {}, channels ?? []);
  const awsItems = list(results?.items);
  if (awsItems) return amazonForm(awsItems);
  const answers = list(root.results);
  const answer = fields(list(fields(answers?.[0])?.alternatives)?.[0]);
  if (answers && answer) return "content" in answer ? speechmaticsForm(answers) : googleForm(answers);
  if (list(root.monologues)) return revForm(root);
  const whisperCpp = list(root.transcription);
  if (whisperCpp) return whisperCppForm(whisperCpp);
  if (list(root.events)) return youTubeForm(list(root.events) ?? []);
  if (list(root.utterances) ?? (root.audio_duration !== undefined ? list(root.words) : null))
    return assemblyAiForm(root);
  const segments = list(root.segments) ?? list(root.transcript) ?? list(root.transcripts) ?? list(root.cues);
  const words = list(root.words) ?? list(root.word_segments);
  if (segments?.length) return segmentsForm(words ? withWords(segments, words) : segments, root);
  if (words) return arrayForm(punctuated(words, word(root.text)));
  if (segments) return segmentsForm(segments, root);
  // One level down: { "transcript": { "segments": … } }.
  for (const name of ["transcript", "transcription", "data", "result", "response"]) {
    const inner = fields(root[name]);
    const form: JsonForm | null = inner ? formOf({ ...inner, [name]: undefined }) : null;
    if (form) return form;
  }
  return null;
}

/** OpenAI's words have no punctuation, and stand beside the text that has it: the words as they stand there. */
function punctuated(words: readonly Json[], text: string | null): readonly Json[] {
  const tokens = plainTokens(text ?? "");
  if (tokens.length !== words.length) return words;
  const same = words.every(
    (each, i) => lettersOf(word(fields(each)?.word) ?? "") === lettersOf(tokens[i]?.text ?? ""),
  );
  return same ? words.map((each, i) => ({ ...fields(each), word: tokens[i]?.text })) : words;
}

/** Segments without words of their own, each with those of the whole file that begin before it ends. */
function withWords(segments: readonly Json[], words: readonly Json[]): readonly Json[] {
  if (segments.some((each) => list(fields(each)?.words) !== null)) return segments;
  let next = 0;
  return segments.map((each) => {
    const known = fields(each);
    if (!known) return each;
    const end = seconds(known.end ?? known.endTime ?? known.end_time);
    const first = next;
    for (; next < words.length; next++) {
      const start = seconds(fields(words[next])?.start);
      if (start === null || end === null || start >= end) break;
    }
    return { ...known, words: words.slice(first, next) };
  });
}

const LONGEST_MAKER = 200;

/** The recogniser that a file of this site names. */
function saidMaker(value: Json): string | null {
  const name = word(value) ?? "";
  return name.length > LONGEST_MAKER ? null : storable(name).trim() || null;
}

/** Segments as the Podcast Namespace, Whisper, WhisperX and their like write them. */
function segmentsForm(segments: readonly Json[], root: Fields): JsonForm {
  const first = segments.map(fields).find((each) => each !== null) ?? {};
  const whisper = "avg_logprob" in first || "no_speech_prob" in first || "seek" in first;
  const whisperX =
    !whisper &&
    (root.word_segments !== undefined ||
      (list(first.words) ?? []).some((each) => fields(each)?.score !== undefined));
  const descript = "speakerLabel" in first || root.compositionName !== undefined;
  return {
    maker: whisper ? "Whisper" : whisperX ? "WhisperX" : descript ? "Descript" : saidMaker(root.recogniser),
    pieces: segments,
    read: readSegment,
  };
}

const readSegment = (piece: Fields): ReturnType<JsonForm["read"]> => {
  const voice = speaker(
    piece.speaker ?? piece.speakerLabel ?? piece.speaker_label ?? piece.voice ?? piece.speakerName,
  );
  const text =
    word(piece.body) ?? word(piece.text) ?? word(piece.content) ?? word(piece.transcript) ?? word(piece.word);
  const words = whisperWords(list(piece.words), false);
  if (text === null && words.length === 0) return null;
  return {
    start:
      seconds(piece.startTime ?? piece.start ?? piece.start_time ?? piece.from) ??
      milliseconds(piece.start_ms ?? piece.startMs),
    end:
      seconds(piece.endTime ?? piece.end ?? piece.end_time ?? piece.to) ??
      milliseconds(piece.end_ms ?? piece.endMs),
    tokens: textWithTimes(text, voice, words),
  };
};

/** A list alone: Podlove's, or one of segments or words. */
function arrayForm(items: readonly Json[]): JsonForm {
  const first = items.map(fields).find((each) => each !== null) ?? {};
  if ("start_ms" in first) {
    // Podlove; grouped, its items stand one level down.
    const pieces = items.flatMap((item) => {
      const group = fields(item);
      const inner = list(group?.items);
      return inner
        ? inner.map((each) => ({ ...fields(each), speaker: group?.speaker, voice: group?.voice }))
        : [item];
    });
    return {
      maker: null,
      pieces,
      read: (piece) => {
        const text = word(piece.text);
        if (text === null) return null;
        return {
          start: milliseconds(piece.start_ms) ?? seconds(piece.start),
          end: milliseconds(piece.end_ms) ?? seconds(piece.end),
          tokens: plainTokens(text, speaker(piece.voice) ?? speaker(piece.speaker)),
        };
      },
    };
  }
  return { maker: null, pieces: items, read: readSegment };
}
