import { display } from "./display";
import type { Transcript } from "./model";
import type { Timeline } from "./timeline";
import { turns } from "./turns";
import { flatten, plainText, wordsOf } from "./words";

/** One timed caption. Times are seconds. */
export interface Cue {
  readonly start: number;
  /** Later than `start`, and not later than the next cue's start. */
  readonly end: number;
  readonly speaker: string | null;
  readonly text: string;
}

/** A transcript as the Podcast Namespace's JSON. Times are seconds. */
export interface PodcastTranscript {
  readonly version: "1.0.0";
  readonly segments: readonly {
    readonly speaker?: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly body: string;
  }[];
}

/** The size of a cue. */
interface Shape {
  /** Characters in a line. */
  readonly line: number;
  readonly lines: number;
}

// The Podcast Namespace asks for lines of at most 65 characters in WebVTT, and for two lines of 32 in SRT.
const VTT: Shape = { line: 65, lines: 2 };
const SRT: Shape = { line: 32, lines: 2 };
// People read a caption twice if it stays longer: subtitling guidelines allow at most 6 to 7 seconds.
const MOST_SECONDS = 7;

/** WebVTT: lines of at most 65 characters, cues numbered from 1, a voice tag in each cue with a known speaker. */
export function toVtt(transcript: Transcript, timeline: Timeline): string {
  const cues = cuesOf(transcript, timeline, VTT);
  const blocks = cues.map(({ start, end, speaker, lines }, i) => {
    const payload = lines.map(escapeVtt).join("\n");
    const voice = speaker === null ? "" : `<v ${escapeVtt(flatten(speaker))}>`;
    return `${i + 1}\n${clock(start, ".")} --> ${clock(end, ".")}\n${voice}${payload}\n`;
  });
  return ["WEBVTT\n", ...blocks].join("\n");
}

/** SRT: at most two lines of 32 characters; a new speaker gets a new cue that opens with the name. */
export function toSrt(transcript: Transcript, timeline: Timeline): string {
  const cues = cuesOf(transcript, timeline, SRT, (speaker) => `${flatten(speaker)}:`);
  return cues
    .map(({ start, end, lines }, i) => {
      // SRT has no escapes: an arrow in the text would start a new cue.
      const payload = lines.join("\n").replace(/-{2,}>/g, "->");
      return `${i + 1}\n${clock(start, ",")} --> ${clock(end, ",")}\n${payload}\n`;
    })
    .join("\n");
}

/** The Podcast Namespace's JSON: an entry for each segment that has text, or for each word. */
export function toJson(
  transcript: Transcript,
  timeline: Timeline,
  options: { readonly words?: boolean } = {},
): PodcastTranscript {
  const pieces = options.words ? wordPieces(transcript, timeline) : segmentPieces(transcript, timeline);
  const segments = inOrder(pieces, timeline.end).map(({ start, end, speaker, text }) => ({
    ...(speaker === null ? {} : { speaker }),
    startTime: start,
    endTime: end,
    body: text,
  }));
  return { version: "1.0.0", segments };
}

/** Plain text: a paragraph for each segment, the speaker's name where a turn begins, markers in brackets. */
export function toText(transcript: Transcript): string {
  const paragraphs = transcript.segments.flatMap(({ kind, name, body }) => {
    const text = plainText(body);
    if (kind === "marker") return text ? [`[${name}]`, text] : [`[${name}]`];
    const label = name === null ? "" : `${name}:`;
    return label || text ? [[label, text].filter(Boolean).join(" ")] : [];
  });
  return paragraphs.length > 0 ? `${paragraphs.join("\n\n")}\n` : "";
}

/** A piece of text that is shown at once. Its end depends on the next piece. */
interface Piece {
  readonly start: number;
  /** Its latest possible end: a break begins here, whatever the next piece is. */
  readonly until: number;
  readonly speaker: string | null;
  readonly text: string;
}

/** A word with its punctuation; or punctuation, or part of a sound, that stands alone. */
interface Token {
  readonly text: string;
  /** False where no space separates it from the token before. */
  readonly spaced: boolean;
  readonly start: number;
  /** Whether it contains a word. */
  readonly spoken: boolean;
}

/** A segment's tokens: split at white space, and between two words that touch ("one--two"). */
function tokensOf(transcript: Transcript, timeline: Timeline, index: number): Token[] {
  const shown = display(transcript.segments[index]?.body ?? "");
  const spoken = wordsOf(shown);
  const first = timeline.firstWord[index] ?? 0;
  const found: Token[] = [];
  let word = 0;
  let start = timeline.segmentStarts[index] ?? 0;
  for (const run of shown.text.matchAll(/\S+/g)) {
    const end = run.index + run[0].length;
    let at = run.index;
    let spaced = true;
    do {
      const here = (spoken[word]?.start ?? Number.POSITIVE_INFINITY) < end;
      if (here) start = timeline.starts[first + word++] ?? start;
      const cut = Math.min(end, spoken[word]?.start ?? end);
      const text = flatten(shown.text.slice(at, cut));
      if (text) found.push({ text, spaced, start, spoken: here });
      at = cut;
      spaced = false;
    } while (at < end);
  }
  return found;
}

function segmentPieces(transcript: Transcript, timeline: Timeline): Piece[] {
  const speakers = speakersOf(transcript);
  return transcript.segments.flatMap(({ body }, i) => {
    const text = plainText(body);
    const start = timeline.starts[timeline.firstWord[i] ?? 0] ?? timeline.segmentStarts[i] ?? 0;
    const wordless = timeline.firstWord[i] === timeline.firstWord[i + 1];
    return text
      ? {
          start: wordless ? (timeline.segmentStarts[i] ?? start) : start,
          until: timeline.segmentStarts[i + 1] ?? timeline.end,
          speaker: speakers[i] ?? null,
          text,
        }
      : [];
  });
}

function wordPieces(transcript: Transcript, timeline: Timeline): Piece[] {
  const speakers = speakersOf(transcript);
  return transcript.segments.flatMap((_, i) => {
    const speaker = speakers[i] ?? null;
    const until = timeline.segmentStarts[i + 1] ?? timeline.end;
    const pieces: Piece[] = [];
    for (const { text, start, spoken } of tokensOf(transcript, timeline, i)) {
      const last = pieces.at(-1);
      // A dash or a sound stays with the word before it.
      if (spoken || !last) pieces.push({ start, until, speaker, text });
      else pieces[pieces.length - 1] = { ...last, text: `${last.text} ${text}` };
    }
    return pieces;
  });
}

function speakersOf(transcript: Transcript): (string | null)[] {
  return turns(transcript).flatMap(({ speaker, first, last }) => new Array(last - first + 1).fill(speaker));
}

const MILLISECOND = 1000;

/** Gives pieces their ends: in milliseconds, strictly in order, never empty, never past the next start. */
function inOrder<P extends Piece>(pieces: readonly P[], end: number): (P & { readonly end: number })[] {
  const starts: number[] = [];
  for (const { start } of pieces) {
    starts.push(Math.max(Math.round(start * MILLISECOND), (starts.at(-1) ?? -1) + 1));
  }
  return pieces.map((piece, i) => {
    const start = starts[i] ?? 0;
    const next = starts[i + 1] ?? Math.round(end * MILLISECOND);
    const latest = Math.min(next, Math.max(start + 1, Math.round(piece.until * MILLISECOND)));
    return { ...piece, start: start / MILLISECOND, end: Math.max(start + 1, latest) / MILLISECOND };
  });
}

interface Card extends Piece {
  readonly lines: readonly string[];
}

/** Cuts a transcript into cues of the given shape, in order. `prefix` opens the first cue of a turn. */
function cuesOf(
  transcript: Transcript,
  timeline: Timeline,
  shape: Shape,
  prefix?: (speaker: string) => string,
): (Card & { readonly end: number })[] {
  const speakers = speakersOf(transcript);
  let named: string | null = null;
  const cards = transcript.segments.flatMap((segment, i) => {
    const found = tokensOf(transcript, timeline, i);
    const speaker = speakers[i] ?? null;
    const [first] = found;
    if (!first) return [];
    if (prefix && speaker !== null && (segment.kind === "speech" || named !== speaker)) {
      const name = prefix(speaker).split(" ");
      found.unshift(...name.map((text) => ({ ...first, text, spaced: true })));
    }
    named = speaker;
    const until = timeline.segmentStarts[i + 1] ?? timeline.end;
    return cut(fitting(found, shape.line), shape).map((tokens) => ({
      start: tokens[0]?.start ?? first.start,
      until,
      speaker,
      text: join(tokens),
      lines: wrap(tokens, shape.line),
    }));
  });
  return inOrder<Card>(cards, timeline.end);
}

/** Cuts tokens that are longer than a line (long URLs). */
function fitting(tokens: readonly Token[], line: number): Token[] {
  return tokens.flatMap((token) => {
    const units = Array.from(token.text);
    if (units.length <= line) return [token];
    const parts: Token[] = [];
    for (let i = 0; i < units.length; i += line) {
      parts.push({ ...token, text: units.slice(i, i + line).join(""), spaced: i === 0 && token.spaced });
    }
    return parts;
  });
}

const join = (tokens: readonly Token[]) =>
  tokens.map(({ text, spaced }, i) => (spaced && i > 0 ? ` ${text}` : text)).join("");

const width = (text: string) => Array.from(text).length;

/**
 * Lines of at most `line` characters. A token without a space before it stays on its neighbour's line if both
 * fit.
 */
function wrap(tokens: readonly Token[], line: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const { text, spaced } of tokens) {
    const longer = current === "" ? text : `${current}${spaced ? " " : ""}${text}`;
    if (current !== "" && width(longer) > line) {
      lines.push(current);
      current = text;
    } else current = longer;
  }
  if (current !== "") lines.push(current);
  return lines;
}

const SENTENCE_END = /[.?!…]["'’”)\]]*$/;
const CLAUSE_END = /[,;:—–)\]]["'’”]*$|--$/;

/**
 * Cuts a segment into cues. Each takes what fits its lines and 7 seconds, then is cut back to the last end of
 * a sentence, or else of a clause, if that leaves at least half of it.
 */
function cut(tokens: readonly Token[], shape: Shape): Token[][] {
  const cards: Token[][] = [];
  for (let at = 0; at < tokens.length; ) {
    const begin = tokens[at]?.start ?? 0;
    let end = at + 1;
    while (end < tokens.length) {
      const token = tokens[end];
      if (!token || token.start - begin > MOST_SECONDS) break;
      if (wrap(tokens.slice(at, end + 1), shape.line).length > shape.lines) break;
      end++;
    }
    if (end < tokens.length) {
      const half = at + Math.ceil((end - at) / 2);
      end = lastEnd(tokens, half, end, SENTENCE_END) ?? lastEnd(tokens, half, end, CLAUSE_END) ?? end;
    }
    cards.push(tokens.slice(at, end));
    at = end;
  }
  return cards;
}

function lastEnd(tokens: readonly Token[], from: number, to: number, pattern: RegExp): number | null {
  for (let end = to; end >= from; end--) {
    if (pattern.test(tokens[end - 1]?.text ?? "")) return end;
  }
  return null;
}

/** Escapes text for a WebVTT payload or name: it can hold no tag, no character reference and no `-->`. */
function escapeVtt(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function clock(seconds: number, point: string): string {
  const total = Math.round(seconds * MILLISECOND);
  const pad = (value: number, digits: number) => String(value).padStart(digits, "0");
  const [hours, minutes] = [Math.floor(total / 3_600_000), Math.floor(total / 60_000) % 60];
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(Math.floor(total / 1000) % 60, 2)}${point}${pad(total % 1000, 3)}`;
}
