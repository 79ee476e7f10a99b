import { plainTokens, type RawCue, type RawToken } from "./file-cues";
import {
  confidence,
  type Fields,
  fields,
  type Json,
  list,
  milliseconds,
  seconds,
  speaker,
  word,
} from "./json-values";
import { textWithTimes, timed } from "./json-words";
import { toMoment } from "./read-moment";

/** A form of JSON: what it calls its things. */
export interface JsonForm {
  /** The recogniser that writes it, if only one does. */
  readonly maker: string | null;
  readonly pieces: readonly Json[];
  /** Reads a piece; null if it has no text. */
  readonly read: (piece: Fields) => Omit<RawCue, "line"> | null;
}

/** When a word begins and ends: those whom Rev pays write other names for it than its program. */
const revTimes = (element: Fields) => ({
  start: seconds(element.ts ?? element.timestamp),
  end: seconds(element.end_ts ?? element.end_timestamp),
});

/** A space between two words, and none before punctuation. */
const revTokens = (elements: readonly Json[] | null, voice: string | null): RawToken[] => {
  const found: RawToken[] = [];
  let spaced = true;
  let afterWord = false;
  for (const element of elements ?? []) {
    const known = fields(element);
    const value = word(known?.value);
    if (!known || value === null) continue;
    const isWord = known.type === "text" || known.type === "unknown" || revTimes(known).start !== null;
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
          ...(isWord ? revTimes(known) : { start: null, end: null }),
          confidence: isWord ? confidence(known.confidence) : null,
        });
      spaced = false;
    }
  }
  return found;
};

export function whisperCppForm(pieces: readonly Json[]): JsonForm {
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

export function assemblyAiForm(root: Fields): JsonForm {
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

export function deepgramForm(results: Fields, channels: readonly Json[]): JsonForm {
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

export function revForm(root: Fields): JsonForm {
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
      const tokens = revTokens(list(piece.elements), voice);
      return {
        start: tokens.find(({ start }) => start !== null)?.start ?? null,
        end: tokens.findLast(({ end }) => end !== null)?.end ?? null,
        tokens,
      };
    },
  };
}

/** Amazon Transcribe: a word or a sign an item. */
export function amazonForm(items: readonly Json[]): JsonForm {
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

/** Google's Speech-to-Text: results, each with its best alternative first. */
export function googleForm(results: readonly Json[]): JsonForm {
  const best = results.flatMap((result) => {
    const known = fields(list(fields(result)?.alternatives)?.[0]);
    return known ? [known] : [];
  });
  const voiceOf = (entry: Fields) =>
    // A tag of 0 says that nobody was told apart.
    entry.speakerTag === 0 ? null : speaker(entry.speakerLabel ?? entry.speakerTag);
  const read = (entry: Fields) => ({
    text: word(entry.word),
    start: seconds(entry.startTime ?? entry.startOffset),
    end: seconds(entry.endTime ?? entry.endOffset),
    sure: confidence(entry.confidence),
    voice: voiceOf(entry),
  });
  const wordsOf = (alternative: Fields | undefined) => list(alternative?.words) ?? [];
  // Where it tells speakers apart, its last result says all words again, with who said them.
  const again = wordsOf(best.at(-1));
  const before = best.slice(0, -1).reduce((sum, each) => sum + wordsOf(each).length, 0);
  const isTold = again.some((each) => {
    const known = fields(each);
    return known !== null && voiceOf(known) !== null;
  });
  if (best.length > 1 && isTold && before > 0 && again.length >= before)
    return {
      maker: "Google Speech-to-Text",
      pieces: again,
      read: (piece) => {
        const { start, end } = read(piece);
        return { start, end, tokens: timed([piece], read) };
      },
    };
  return {
    maker: "Google Speech-to-Text",
    pieces: best,
    read: (piece) => {
      const words = timed(wordsOf(piece), read);
      const text = word(piece.transcript);
      if (text === null && words.length === 0) return null;
      return {
        start: words.find(({ start }) => start !== null)?.start ?? null,
        end: words.findLast(({ end }) => end !== null)?.end ?? null,
        // Where several speak, the words say who; the text does not.
        tokens: isTold && words.length > 0 ? words : textWithTimes(text, null, words),
      };
    },
  };
}

/** Speechmatics: a word or a sign an item, as Amazon's, with seconds as numbers. */
export function speechmaticsForm(results: readonly Json[]): JsonForm {
  const joined: Fields[] = [];
  for (const item of results) {
    const known = fields(item);
    const best = fields(list(known?.alternatives)?.[0]);
    const text = word(best?.content);
    if (!known || text === null) continue;
    const last = joined.at(-1);
    const touches =
      known.attaches_to === "previous" || (known.type === "punctuation" && known.attaches_to === undefined);
    if (touches && last) joined[joined.length - 1] = { ...last, text: `${last.text}${text}` };
    else
      joined.push({
        text,
        start: known.start_time,
        end: known.end_time,
        // "UU" is a speaker that it could not tell from others.
        speaker: best?.speaker === "UU" ? null : word(best?.speaker)?.replace(/^S(?=\d{1,3}$)/, ""),
        confidence: best?.confidence,
      });
  }
  return {
    maker: "Speechmatics",
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
export function youTubeForm(events: readonly Json[]): JsonForm {
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
