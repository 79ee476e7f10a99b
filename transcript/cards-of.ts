import { CAPTION_RULES, cutCards, type Shape, speechEnd, widthOf, wrapTokens } from "./cut-cards";
import type { Transcript } from "./model";
import { joinTokens, speakersOf, type TimedToken, timedTokens } from "./timed-tokens";
import type { Timeline } from "./timeline";
import { flatten } from "./words";

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

/** A marker as text: `[Break]`. */
export const markerText = (name: string | null) => `[${flatten(name ?? "")}]`;

/** Seconds as whole milliseconds. */
export const toMs = (seconds: number) => Math.round(seconds * 1000);

/** A caption. Times are milliseconds. */
export interface Card {
  start: number;
  end: number;
  readonly speaker: string | null;
  readonly lines: readonly (readonly TimedToken[])[];
  /** When its speech ends. */
  readonly spokenUntil: number;
  /** Its latest possible end. */
  readonly until: number;
  readonly isKept: boolean;
  readonly isMarker: boolean;
  /** How many characters are read. */
  readonly characters: number;
}

export interface CardOptions extends Measured {
  /** What opens the first cue of a turn. */
  readonly prefix?: (speaker: string) => string;
}

/** A transcript as captions: those that came with a file as they came, the rest cut to the shape. */
export function cardsOf(
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
    ...{ start: bounds, end: last, spokenUntil: last, until: last, speaker, lines: found },
    ...{ isKept: true, isMarker: false },
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
    ...{ start: at, end: at, spokenUntil: until, until, speaker: null, isKept: false, isMarker: true },
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
  const fit = joinDashes(fitting(tokens, shape.line), shape.line);
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
      ...{ until, speaker, isKept: false, isMarker: false },
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

/** A dash that stands alone, as in "the car - not the best friend". */
const DASH = /^[-–—]$/;

/**
 * Joins a dash that stands alone to the word before it. At the beginning of a line it would be read as the sign of another
 * speaker, and two such lines as two speakers.
 */
function joinDashes(tokens: readonly TimedToken[], line: number): TimedToken[] {
  const joined: TimedToken[] = [];
  for (const token of tokens) {
    const before = joined.at(-1);
    if (before && before.shown >= 0 && DASH.test(token.text) && widthOf(before.text) + 2 <= line)
      joined[joined.length - 1] = { ...before, text: joinTokens([before, token]) };
    else joined.push(token);
  }
  return joined;
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
