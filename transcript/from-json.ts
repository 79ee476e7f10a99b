import {
  type FileProblem,
  plainTokens,
  type RawCue,
  type RawToken,
  storable,
  type TranscriptFile,
} from "./file-cues";
import { nameSpeakers } from "./name-speakers";
import { readMoment, toMoment } from "./read-moment";

type Json = unknown;
type Fields = { readonly [name: string]: Json };

/** A form of JSON: what it calls its things. */
interface Form {
  readonly maker: string | null;
  readonly pieces: readonly Json[];
  readonly read: (piece: Fields) => Read;
}
type Read = Omit<RawCue, "line"> | null;

const fields = (value: Json): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
const list = (value: Json): readonly Json[] | null => (Array.isArray(value) ? value : null);
const word = (value: Json): string | null => (typeof value === "string" ? value : null);

/** Seconds, as a number or a text: `4`, `"4.5"`, `"00:00:04.500"`; null if it is no moment. */
function seconds(value: Json): number | null {
  if (typeof value === "number") return toMoment(value);
  const text = word(value)?.trim();
  return text ? readMoment(text.replace(/s$/, "")) : null;
}
const milliseconds = (value: Json): number | null =>
  typeof value === "number"
    ? toMoment(value / 1000)
    : word(value)?.trim()
      ? toMoment(Number(value) / 1000)
      : null;

const confidence = (value: Json): number | null =>
  typeof value === "number" && value >= 0 && value <= 1 ? value : null;

/** A speaker's name; a number, and the single letter of a recogniser, as `Speaker 1`. */
function speaker(value: Json): string | null {
  if (typeof value === "number") return `Speaker ${value}`;
  const known = fields(value);
  if (known) return speaker(known.name ?? known.label ?? known.id);
  const name = storable(word(value) ?? "")
    .replace(/\s+/g, " ")
    .trim();
  if (!name) return null;
  return /^(?:\d{1,3}|[A-Z])$/.test(name) ? `Speaker ${name}` : name;
}

/** The words of a piece, one or more to each entry: the first of an entry has its time. */
function timed(
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
const whisperWords = (words: readonly Json[] | null, voices: boolean) =>
  timed(words, (entry) => ({
    text: word(entry.word) ?? word(entry.text),
    start: seconds(entry.start),
    end: seconds(entry.end),
    sure: confidence(entry.probability ?? entry.score ?? entry.confidence),
    voice: voices ? speaker(entry.speaker) : null,
  }));

/**
 * The text with the times of its words. The text is what counts: it has the punctuation, and words that got no time.
 */
function textWithTimes(text: string | null, voice: string | null, words: readonly RawToken[]): RawToken[] {
  const plain = plainTokens(text ?? "", voice);
  if (plain.length === 0) return words.map((token) => ({ ...token, voice: token.voice ?? voice }));
  const letters = (each: string) => each.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  let next = 0;
  return plain.map((token) => {
    const key = letters(token.text);
    if (key === "") return token;
    for (let i = next; i < Math.min(words.length, next + 6); i++) {
      const known = words[i];
      const other = letters(known?.text ?? "");
      if (!known || other === "" || !(other === key || other.startsWith(key) || key.startsWith(other)))
        continue;
      next = i + 1;
      return { ...token, start: known.start, end: known.end, confidence: known.confidence };
    }
    return token;
  });
}

/** A space between two words, and none before punctuation. */
const rev = (elements: readonly Json[] | null, voice: string | null): RawToken[] => {
  const found: RawToken[] = [];
  let spaced = true;
  let afterWord = false;
  for (const element of elements ?? []) {
    const known = fields(element);
    const value = word(known?.value);
    if (!known || value === null) continue;
    const isWord = known.type === "text" || known.type === "unknown" || seconds(known.ts) !== null;
    if (isWord && afterWord) spaced = true;
    afterWord = isWord;
    for (const text of value.split(/(\s+)/).filter(Boolean)) {
      if (/^\s/.test(text)) {
        spaced = true;
        continue;
      }
      const last = found.at(-1);
      if (!spaced && last) found[found.length - 1] = { ...last, text: last.text + text };
      else
        found.push({
          ...{ text: text.replace(/^<(.*)>$/, "[$1]"), opensLine: false, voice, isLit: false },
          start: isWord ? seconds(known.ts) : null,
          end: isWord ? seconds(known.end_ts) : null,
          confidence: isWord ? confidence(known.confidence) : null,
        });
      spaced = false;
    }
  }
  return found;
};

/** Finds out which recogniser's form it is. */
function formOf(json: Json): Form | null {
  const root = fields(json);
  const items = list(json);
  if (items) return arrayForm(items);
  if (!root) return null;

  const results = fields(root.results);
  const channels = list(results?.channels);
  if (channels || list(results?.utterances)) return deepgram(results ?? {}, channels ?? []);
  const awsItems = list(results?.items);
  if (awsItems) return amazon(awsItems);
  if (list(root.monologues)) return revForm(root);
  const whisperCpp = list(root.transcription);
  if (whisperCpp) return whisperCppForm(whisperCpp);
  if (list(root.events)) return youTube(list(root.events) ?? []);
  if (list(root.utterances) ?? (root.audio_duration !== undefined ? list(root.words) : null))
    return assemblyAi(root);
  const segments = list(root.segments) ?? list(root.transcript) ?? list(root.transcripts) ?? list(root.cues);
  if (segments) return segmentsForm(segments, root);
  const words = list(root.words) ?? list(root.word_segments);
  if (words) return arrayForm(words);
  // One level down: { "transcript": { "segments": … } }.
  for (const name of ["transcript", "transcription", "data", "result", "response"]) {
    const inner = fields(root[name]);
    const form: Form | null = inner ? formOf({ ...inner, [name]: undefined }) : null;
    if (form) return form;
  }
  return null;
}

/** Segments as the Podcast Namespace, Whisper, WhisperX and their like write them. */
function segmentsForm(segments: readonly Json[], root: Fields): Form {
  const first = segments.map(fields).find((each) => each !== null) ?? {};
  const whisper = "avg_logprob" in first || "no_speech_prob" in first || "seek" in first;
  const whisperX =
    !whisper &&
    (root.word_segments !== undefined ||
      (list(first.words) ?? []).some((each) => fields(each)?.score !== undefined));
  const descript = "speakerLabel" in first || root.compositionName !== undefined;
  return {
    maker: whisper ? "Whisper" : whisperX ? "WhisperX" : descript ? "Descript" : null,
    pieces: segments,
    read: readSegment,
  };
}

const readSegment = (piece: Fields): Read => {
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
function arrayForm(items: readonly Json[]): Form {
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

function whisperCppForm(pieces: readonly Json[]): Form {
  return {
    maker: "whisper.cpp",
    pieces,
    read: (piece) => {
      const [offsets, stamps] = [fields(piece.offsets), fields(piece.timestamps)];
      const text = word(piece.text);
      if (text === null) return null;
      // A token is a part of a word; a word begins with a space.
      const words: { text: string; start: number | null; end: number | null; sure: number | null }[] = [];
      for (const token of list(piece.tokens) ?? []) {
        const known = fields(token);
        const part = word(known?.text);
        if (!known || part === null || /^\[_.*\]$/.test(part.trim())) continue;
        const times = fields(known.offsets);
        const last = words.at(-1);
        if (last && !/^\s/.test(part)) {
          words[words.length - 1] = {
            text: last.text + part,
            start: last.start,
            end: milliseconds(times?.to) ?? last.end,
            sure: last.sure === null ? null : Math.min(last.sure, confidence(known.p) ?? 1),
          };
        } else
          words.push({
            text: part,
            start: milliseconds(times?.from),
            end: milliseconds(times?.to),
            sure: confidence(known.p),
          });
      }
      const voice = speaker(piece.speaker);
      const tokens = words.flatMap(({ text: each, start, end, sure }) =>
        plainTokens(each).map((token) => ({ ...token, start, end, confidence: sure })),
      );
      return {
        start: milliseconds(offsets?.from) ?? seconds(stamps?.from),
        end: milliseconds(offsets?.to) ?? seconds(stamps?.to),
        tokens: textWithTimes(text, voice, tokens),
      };
    },
  };
}

function assemblyAi(root: Fields): Form {
  const words = (entries: readonly Json[] | null) =>
    timed(entries, (entry) => ({
      text: word(entry.text),
      start: milliseconds(entry.start),
      end: milliseconds(entry.end),
      sure: confidence(entry.confidence),
    }));
  const utterances = list(root.utterances);
  if (utterances && utterances.length > 0)
    return {
      maker: "AssemblyAI",
      pieces: utterances,
      read: (piece) => ({
        start: milliseconds(piece.start),
        end: milliseconds(piece.end),
        tokens: textWithTimes(word(piece.text), speaker(piece.speaker), words(list(piece.words))),
      }),
    };
  return {
    maker: "AssemblyAI",
    pieces: list(root.words) ?? [],
    read: (piece) => ({
      start: milliseconds(piece.start),
      end: milliseconds(piece.end),
      tokens: words([piece]).map((token) => ({ ...token, voice: speaker(piece.speaker) })),
    }),
  };
}

function deepgram(results: Fields, channels: readonly Json[]): Form {
  const words = (entries: readonly Json[] | null) =>
    timed(entries, (entry) => ({
      text: word(entry.punctuated_word) ?? word(entry.word),
      start: seconds(entry.start),
      end: seconds(entry.end),
      sure: confidence(entry.confidence),
      voice: speaker(entry.speaker),
    }));
  const utterances = list(results.utterances);
  if (utterances && utterances.length > 0)
    return {
      maker: "Deepgram",
      pieces: utterances,
      read: (piece) => ({
        start: seconds(piece.start),
        end: seconds(piece.end),
        tokens: textWithTimes(word(piece.transcript), speaker(piece.speaker), words(list(piece.words))),
      }),
    };
  const alternatives = channels.flatMap((channel) => (list(fields(channel)?.alternatives) ?? []).slice(0, 1));
  const pieces = alternatives.flatMap((alternative) => {
    const known = fields(alternative);
    const spoken = list(known?.words);
    return spoken && spoken.length > 0 ? spoken : [alternative];
  });
  return {
    maker: "Deepgram",
    pieces,
    read: (piece) => {
      const whole = word(piece.transcript);
      if (whole !== null) return { start: null, end: null, tokens: plainTokens(whole) };
      return { start: seconds(piece.start), end: seconds(piece.end), tokens: words([piece]) };
    },
  };
}

function revForm(root: Fields): Form {
  const names = new Map(
    (list(root.speakers) ?? []).flatMap((each) => {
      const known = fields(each);
      const name = speaker(known?.name);
      return known && name ? [[String(known.id), name] as const] : [];
    }),
  );
  return {
    maker: "Rev",
    pieces: list(root.monologues) ?? [],
    read: (piece) => {
      const voice =
        speaker(fields(piece.speaker_info)?.display_name) ??
        names.get(String(piece.speaker)) ??
        speaker(piece.speaker);
      const tokens = rev(list(piece.elements), voice);
      return {
        start: tokens.find(({ start }) => start !== null)?.start ?? null,
        end: tokens.findLast(({ end }) => end !== null)?.end ?? null,
        tokens,
      };
    },
  };
}

/** Amazon Transcribe: a word or a sign an item. */
function amazon(items: readonly Json[]): Form {
  const joined: Fields[] = [];
  for (const item of items) {
    const known = fields(item);
    const best = fields(list(known?.alternatives)?.[0]);
    const text = word(best?.content);
    if (!known || text === null) continue;
    const last = joined.at(-1);
    if (known.type === "punctuation" && last)
      joined[joined.length - 1] = { ...last, text: `${last.text}${text}` };
    else
      joined.push({
        text,
        start: known.start_time,
        end: known.end_time,
        speaker: known.speaker_label,
        confidence: Number(best?.confidence),
      });
  }
  return {
    maker: "Amazon Transcribe",
    pieces: joined,
    read: (piece) => ({
      start: seconds(piece.start),
      end: seconds(piece.end),
      tokens: plainTokens(word(piece.text) ?? "", speaker(piece.speaker)).map((token) => ({
        ...token,
        confidence: confidence(piece.confidence),
      })),
    }),
  };
}

/** YouTube's json3: events with segments. */
function youTube(events: readonly Json[]): Form {
  return {
    maker: "YouTube",
    pieces: events.filter((event) => list(fields(event)?.segs) !== null),
    read: (piece) => {
      const start = milliseconds(piece.tStartMs);
      const long = milliseconds(piece.dDurationMs);
      const tokens = (list(piece.segs) ?? []).flatMap((seg) => {
        const known = fields(seg);
        const offset = milliseconds(known?.tOffsetMs) ?? 0;
        return plainTokens(word(known?.utf8) ?? "").map((token, i) => ({
          ...token,
          start: i === 0 && start !== null ? toMoment(start + offset) : null,
        }));
      });
      return { start, end: start !== null && long !== null ? toMoment(start + long) : null, tokens };
    },
  };
}

/** A file of a word a segment tells times, not captions: this share of its segments has one word. */
const WORD_FILE = 0.7;

/**
 * Reads JSON as podcasts and recognisers write it: the Podcast Namespace, Whisper, WhisperX, whisper.cpp, AssemblyAI,
 * Deepgram, Rev, Descript, Podlove, Amazon Transcribe, YouTube. A piece without text costs that piece, one without
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
