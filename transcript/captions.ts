import { CAPTION_RULES, cutCards, type Shape, speechEnd, widthOf, wrapTokens } from "./cut-cards";
import type { Transcript } from "./model";
import { readableText } from "./shown-tokens";
import { joinTokens, speakersOf, type TimedToken, timedTokens } from "./timed-tokens";
import type { Timeline } from "./timeline";
import { flatten } from "./words";

/** A transcript as the Podcast Namespace's JSON. Times are seconds. */
export interface PodcastTranscript {
  readonly version: "1.0.0";
  readonly segments: readonly {
    readonly speaker?: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly body: string;
    /** True where the entry holds a place that could not be heard. */
    readonly unintelligible?: true;
    /** From 0 to 1: how sure a recogniser was of the word. */
    readonly confidence?: number;
  }[];
}

/** A caption that came with a file and was not edited since. */
export interface KeptCaption {
  /** Its first shown token in the document; `end` is exclusive. */
  readonly from: number;
  readonly to: number;
  /** In seconds. */
  readonly start: number;
  readonly end: number;
  /** How many tokens each line has. */
  readonly lines: readonly number[];
}

/** What is known of a text's times besides its timeline. */
export interface Measured {
  /** In the order of the text, not overlapping. */
  readonly captions?: readonly KeptCaption[];
  /** The end of each spoken word in seconds; null where it is not known. */
  readonly ends?: ArrayLike<number | null> | null;
  readonly confidences?: ArrayLike<number | null> | null;
}

interface VttOptions extends Measured {
  /** Characters in a line: 42, as subtitlers write, or the Podcast Namespace's 65. */
  readonly line?: 42 | 65;
  /** Whether each word has its time. */
  readonly words?: boolean;
}

const VTT: Shape = { line: 42, lines: 2 };
// The Podcast Namespace asks for two lines of 32 characters in SRT.
const SRT: Shape = { line: 32, lines: 2 };

/**
 * WebVTT: cues numbered from 1, a voice tag in each cue with a known speaker. A caption that came with a file leaves
 * as it came; all others have at most two lines.
 */
export function toVtt(transcript: Transcript, timeline: Timeline, options: VttOptions = {}): string {
  const cards = cardsOf(transcript, timeline, { ...VTT, line: options.line ?? VTT.line }, options);
  const blocks = cards.map(({ start, end, speaker, lines }, i) => {
    let before = start;
    const payload = lines.map((tokens) =>
      tokens
        .map((token, k) => {
          const space = token.spaced && k > 0 ? " " : "";
          const time = toMs(token.start);
          const inside = options.words && token.word !== null && time > before && time < end;
          if (inside) before = time;
          return `${space}${inside ? `<${clock(time, ".")}>` : ""}${escapeVtt(token.text)}`;
        })
        .join(""),
    );
    const voice = speaker === null ? "" : `<v ${escapeVtt(flatten(speaker))}>`;
    return `${i + 1}\n${clock(start, ".")} --> ${clock(end, ".")}\n${voice}${payload.join("\n")}\n`;
  });
  return ["WEBVTT\n", ...blocks].join("\n");
}

/** SRT: at most two lines of 32 characters; a new speaker gets a new cue that opens with the name. */
export function toSrt(transcript: Transcript, timeline: Timeline, measured: Measured = {}): string {
  const cards = cardsOf(transcript, timeline, SRT, {
    ...measured,
    prefix: (speaker) => `${flatten(speaker)}:`,
  });
  return cards
    .map(({ start, end, lines }, i) => {
      // SRT has no escapes: an arrow in the text would start a new cue.
      const payload = lines
        .map(joinTokens)
        .join("\n")
        .replace(/(?<!-)-{2,}>/g, "->");
      return `${i + 1}\n${clock(start, ",")} --> ${clock(end, ",")}\n${payload}\n`;
    })
    .join("\n");
}

/** The Podcast Namespace's JSON: an entry for each segment that has text, or for each word. */
export function toJson(
  transcript: Transcript,
  timeline: Timeline,
  { words = false, ends = null, confidences = null }: Measured & { readonly words?: boolean } = {},
): PodcastTranscript {
  const pieces = words
    ? wordPieces(transcript, timeline, ends, confidences)
    : segmentPieces(transcript, timeline);
  const segments = inOrder(pieces, timeline.end).map(({ start, end, speaker, text, isGap, confidence }) => ({
    ...(speaker === null ? {} : { speaker }),
    startTime: start / 1000,
    endTime: end / 1000,
    body: text,
    ...(isGap ? { unintelligible: true as const } : {}),
    ...(confidence === null ? {} : { confidence }),
  }));
  return { version: "1.0.0", segments };
}

/** Plain text: a paragraph for each segment, the speaker's name where a turn begins, markers in brackets. */
export function toText(transcript: Transcript): string {
  const paragraphs = transcript.segments.flatMap(({ kind, name, body }) => {
    const text = readableText(body);
    if (kind === "marker") return text ? [`[${name}]`, text] : [`[${name}]`];
    const label = name === null ? "" : `${name}:`;
    return label || text ? [[label, text].filter(Boolean).join(" ")] : [];
  });
  return paragraphs.length > 0 ? `${paragraphs.join("\n\n")}\n` : "";
}

/** A piece of text with its times in seconds. Its end depends on the next piece. */
interface Piece {
  readonly start: number;
  /** Its latest possible end: a break begins here, whatever the next piece is. */
  readonly until: number;
  readonly speaker: string | null;
  readonly text: string;
  readonly isGap: boolean;
  readonly confidence: number | null;
}

/** A marker as text: `[Break]`. */
const markerText = (name: string | null) => `[${flatten(name ?? "")}]`;

function segmentPieces(transcript: Transcript, timeline: Timeline): Piece[] {
  const speakers = speakersOf(transcript);
  const tokens = timedTokens(transcript, timeline);
  return transcript.segments.flatMap(({ kind, name }, i) => {
    const own = tokens[i] ?? [];
    const at = timeline.segmentStarts[i] ?? 0;
    const until = timeline.segmentStarts[i + 1] ?? timeline.end;
    const common = { until, speaker: speakers[i] ?? null, confidence: null };
    const first = timeline.firstWord[i] ?? 0;
    const wordless = first === timeline.firstWord[i + 1];
    const start = wordless ? at : (timeline.starts[first] ?? at);
    const marker = kind === "marker" ? [{ ...common, start: at, text: markerText(name), isGap: false }] : [];
    const said = joinTokens(own);
    if (!said) return marker;
    return [...marker, { ...common, start, text: said, isGap: own.some(({ isGap }) => isGap) }];
  });
}

function wordPieces(
  transcript: Transcript,
  timeline: Timeline,
  ends: Measured["ends"],
  confidences: Measured["confidences"],
): Piece[] {
  const speakers = speakersOf(transcript);
  return timedTokens(transcript, timeline).flatMap((tokens, i) => {
    const { kind, name } = transcript.segments[i] ?? {};
    const speaker = speakers[i] ?? null;
    const at = timeline.segmentStarts[i] ?? 0;
    const until = timeline.segmentStarts[i + 1] ?? timeline.end;
    const pieces: Piece[] = [];
    if (kind === "marker")
      pieces.push({
        start: at,
        until,
        speaker,
        text: markerText(name ?? null),
        isGap: false,
        confidence: null,
      });
    let open = false;
    for (const { text, start, word, isGap } of tokens) {
      const last = pieces.at(-1);
      // A dash or a sound stays with the word before it.
      if (word !== null || isGap || !last || !open) {
        const end = word === null ? null : (ends?.[word] ?? null);
        const confidence = word === null ? null : (confidences?.[word] ?? null);
        pieces.push({
          start,
          until: end !== null && end > start ? Math.min(end, until) : until,
          speaker,
          text,
          isGap,
          confidence,
        });
      } else pieces[pieces.length - 1] = { ...last, text: `${last.text} ${text}` };
      open = true;
    }
    return pieces;
  });
}

const toMs = (seconds: number) => Math.round(seconds * 1000);

/** Gives pieces their bounds in milliseconds: strictly in order, never empty, never past the next start. */
function inOrder(pieces: readonly Piece[], end: number): (Piece & { readonly end: number })[] {
  const starts: number[] = [];
  for (const { start } of pieces) starts.push(Math.max(toMs(start), (starts.at(-1) ?? -1) + 1));
  return pieces.map((piece, i) => {
    const start = starts[i] ?? 0;
    const next = starts[i + 1] ?? toMs(end);
    const latest = Math.min(next, Math.max(start + 1, toMs(piece.until)));
    return { ...piece, start, end: Math.max(start + 1, latest) };
  });
}

/** A caption. Times are milliseconds. */
interface Card {
  start: number;
  end: number;
  readonly speaker: string | null;
  readonly lines: readonly (readonly TimedToken[])[];
  /** When its speech ends. */
  readonly spokenUntil: number;
  /** Its latest possible end. */
  readonly until: number;
  readonly isKept: boolean;
  /** How many characters are read. */
  readonly characters: number;
}

interface CardOptions extends Measured {
  /** What opens the first cue of a turn. */
  readonly prefix?: (speaker: string) => string;
}

/** A transcript as captions: those that came with a file as they came, the rest cut to the shape. */
function cardsOf(
  transcript: Transcript,
  timeline: Timeline,
  shape: Shape,
  { captions = [], ends = null, prefix }: CardOptions,
): Card[] {
  const speakers = speakersOf(transcript);
  const kept = new Map(captions.map((caption) => [caption.from, caption] as const));
  const all = timedTokens(transcript, timeline);
  const cards: Card[] = [];
  let named: string | null = null;
  let pending: TimedToken[] = [];

  all.forEach((tokens, i) => {
    const segment = transcript.segments[i];
    const speaker = speakers[i] ?? null;
    const until = toMs(timeline.segmentStarts[i + 1] ?? timeline.end);
    if (segment?.kind === "marker")
      cards.push(markerCard(segment.name, timeline.segmentStarts[i] ?? 0, until, shape));
    const names =
      prefix && speaker !== null && tokens.length > 0 && (segment?.kind === "speech" || named !== speaker)
        ? prefix(speaker).split(" ")
        : [];
    if (tokens.length > 0) named = speaker;
    let opening: TimedToken[] = names.map((text) => nameToken(text, tokens[0]?.start ?? 0));
    const cutPending = (next: number) => {
      if (pending.length === 0) return;
      const run = [...opening, ...pending];
      opening = [];
      for (const card of cutRun(run, { shape, ends, speaker, until: Math.min(until, next), next }))
        cards.push(card);
      pending = [];
    };
    for (let at = 0; at < tokens.length; ) {
      const token = tokens[at];
      if (!token) break;
      const caption = kept.get(token.shown);
      const isFirst = tokens[at - 1]?.shown !== token.shown;
      const end = caption && isFirst ? tokensUpTo(tokens, at, caption.to) : at;
      if (!caption || end === at) {
        pending.push(token);
        at++;
        continue;
      }
      cutPending(toMs(caption.start));
      cards.push(keptCard(caption, tokens.slice(at, end), opening, speaker));
      opening = [];
      at = end;
    }
    cutPending(toMs(timeline.segmentStarts[i + 1] ?? timeline.end));
  });
  return settle(cards);
}

/** A name in front of the words: shown, and not counted as speech. */
const nameToken = (text: string, start: number): TimedToken => ({
  ...{ text, spaced: true, start, word: null, isGap: false, shown: -1 },
});

/** Where the tokens of a caption end in a segment; where they do not end there, it is none of this segment. */
function tokensUpTo(tokens: readonly TimedToken[], from: number, to: number): number {
  let end = from;
  while (end < tokens.length && (tokens[end]?.shown ?? to) < to) end++;
  return tokens[end - 1]?.shown === to - 1 ? end : from;
}

function keptCard(
  { start, end, lines, from }: KeptCaption,
  tokens: readonly TimedToken[],
  opening: readonly TimedToken[],
  speaker: string | null,
): Card {
  const found: TimedToken[][] = [];
  let next = from;
  for (const [k, count] of lines.entries()) {
    const own = tokens.filter(({ shown }) => shown >= next && shown < next + count);
    if (own.length > 0) found.push(k === 0 ? [...opening, ...own] : own);
    next += count;
  }
  const [bounds, last] = [toMs(start), toMs(end)];
  return {
    ...{ start: bounds, end: last, spokenUntil: last, until: last, speaker, lines: found, isKept: true },
    characters: 0,
  };
}

function markerCard(name: string | null, start: number, until: number, shape: Shape): Card {
  const lines = wrapTokens(
    fitting(
      markerText(name)
        .split(" ")
        .map((text) => nameToken(text, start)),
      shape.line,
    ),
    shape.line,
  );
  const at = toMs(start);
  return {
    ...{ start: at, end: at, spokenUntil: until, until, speaker: null, isKept: false },
    ...{ lines: lines.slice(0, shape.lines), characters: 0 },
  };
}

interface Run {
  readonly shape: Shape;
  readonly ends: Measured["ends"];
  readonly speaker: string | null;
  readonly until: number;
  /** When the next thing begins, in milliseconds. */
  readonly next: number;
}

/** Cuts a run of tokens by the rules. */
function cutRun(tokens: readonly TimedToken[], { shape, ends, speaker, until, next }: Run): Card[] {
  const fit = fitting(tokens, shape.line);
  const spoken = fit.map((token, i) => {
    const following = fit[i + 1]?.start ?? Math.max(token.start, next / 1000);
    return speechEnd(token, following, token.word === null ? null : (ends?.[token.word] ?? null));
  });
  let at = 0;
  return cutCards(fit, shape, spoken).map((card) => {
    at += card.length;
    const said = card.filter(({ shown }) => shown >= 0);
    return {
      start: toMs(card[0]?.start ?? 0),
      end: 0,
      spokenUntil: toMs(spoken[at - 1] ?? 0),
      ...{ until, speaker, isKept: false },
      lines: wrapTokens(card, shape.line),
      characters: widthOf(joinTokens(said)),
    };
  });
}

// How late a caption may come so that the one before stays for a second.
const LATEST = 800;
const LEAST = CAPTION_RULES.least * 1000;
const MOST = CAPTION_RULES.most * 1000;

/**
 * Gives the captions that were cut their ends: with their speech, but long enough to be read, at most 7 seconds, and
 * not into the next one. Where one would be gone in less than a second, the next one comes a little later. Those that
 * came with a file stay as they are.
 */
function settle(cards: readonly Card[]): Card[] {
  const found = cards.map((card) => ({ ...card }));
  found.forEach((card, i) => {
    if (card.isKept) return;
    const before = found[i - 1];
    card.start = Math.max(card.start, before && !before.isKept ? before.end : card.start, 0);
    const next = found[i + 1];
    const wanted = Math.max(
      card.spokenUntil,
      card.start + Math.max(LEAST, Math.ceil((card.characters / CAPTION_RULES.characters) * 1000)),
    );
    let latest = next ? next.start : Number.POSITIVE_INFINITY;
    // A break takes nothing from a caption that is read.
    if (next && latest - card.start < LEAST && !next.isKept)
      latest = Math.min(next.start + LATEST, card.start + LEAST);
    card.end = Math.max(
      card.start + 1,
      Math.min(wanted, latest, Math.max(card.start + MOST, card.start + 1)),
    );
    if (next && !next.isKept && next.start < card.end) next.start = card.end;
  });
  return found;
}

/** Cuts tokens that are longer than a line (long URLs). */
function fitting(tokens: readonly TimedToken[], line: number): TimedToken[] {
  return tokens.flatMap((token) => {
    const units = Array.from(token.text);
    if (units.length <= line) return [token];
    const parts: TimedToken[] = [];
    for (let i = 0; i < units.length; i += line) {
      parts.push({ ...token, text: units.slice(i, i + line).join(""), spaced: i === 0 && token.spaced });
    }
    return parts;
  });
}

/** Escapes text for a WebVTT payload or name: it can hold no tag, no character reference and no `-->`. */
function escapeVtt(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function clock(milliseconds: number, point: string): string {
  const pad = (value: number, digits: number) => String(value).padStart(digits, "0");
  const [hours, minutes] = [Math.floor(milliseconds / 3_600_000), Math.floor(milliseconds / 60_000) % 60];
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(Math.floor(milliseconds / 1000) % 60, 2)}${point}${pad(milliseconds % 1000, 3)}`;
}
