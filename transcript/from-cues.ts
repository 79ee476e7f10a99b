import { type FileCue, type FileToken, storable } from "./file-cues";
import { parse } from "./markdown";
import { shownTokens } from "./shown-tokens";
import { words } from "./words";

// One timestamp a minute is enough for a reader to find a moment: the times of words are kept beside the text.
const SECONDS_BETWEEN_TIMES = 60;
// Quick turns share a timestamp: any closer and there would be more timestamps than words.
const LEAST_SECONDS_BETWEEN_TIMES = 10;
// A turn without a full stop gets a timestamp at twice this time anyway.
const SENTENCE_END = /[.!?…。！？]["'”’)\]]*$/;
const LONGEST_NAME = 200;
// A text without times has a paragraph for each of its own; longer ones are cut at the end of a sentence.
const UNKNOWN = "Unknown speaker";

/** A file's cues as a transcript. */
export interface Written {
  /** Ends in a line break; empty if no cue has any words. */
  readonly text: string;
  /** What the file says of each spoken word's time, in the order of the text. */
  readonly words: readonly WordInFile[];
  /** The captions, in the order of the text; together they hold every token that is shown. */
  readonly captions: readonly CaptionInText[];
}

/** What a file says of a spoken word. Times are seconds. */
export interface WordInFile {
  /** The index of its cue in the file. */
  readonly cue: number;
  readonly start: number | null;
  readonly end: number | null;
  readonly confidence: number | null;
}

/** A caption as it came: its bounds in seconds, and how many shown tokens each of its lines has. */
export interface CaptionInText {
  readonly start: number | null;
  readonly end: number | null;
  readonly lines: readonly number[];
}

/** Where a token of a cue stands in its paragraph's body. */
interface Place {
  readonly offset: number;
  readonly cue: number;
  readonly token: FileToken;
}

/**
 * Writes cues, in order, as a transcript. A label marks each change of speaker. A timestamp stands at the
 * first words, at each turn except quick ones, and about every minute in a long turn, after the end of a
 * sentence. It is the start of the cue behind it, without the fraction. A cue without a speaker continues the
 * speaker before it. Markdown syntax in the words is escaped, so that the words parse back unchanged.
 */
export function cuesToTranscript(cues: readonly FileCue[]): Written {
  const blocks: { text: string; bodyAt: number; places: Place[] }[] = [];
  let label: string | null = null;
  let body = "";
  let last = "";
  let places: Place[] = [];
  let opened: number | null = null;
  let stamped = Number.NEGATIVE_INFINITY;
  let stamp = "";
  let speaker: string | null = null;

  const close = () => {
    if (places.length === 0) return;
    const opening = stamp === "" ? escapeOpening(body) : `${stamp} ${body}`;
    const moved = opening.length - body.length;
    const head = label === null ? "" : `**${label}:** `;
    blocks.push({
      text: head + opening,
      bodyAt: head.length,
      places: places.map((place) => ({ ...place, offset: place.offset + moved })),
    });
    body = "";
    places = [];
  };
  const open = (name: string | null, start: number | null, least: number) => {
    close();
    label = name;
    opened = start;
    stamp = start !== null && start - stamped >= least ? timestamp(start) : "";
    if (stamp && start !== null) stamped = start;
  };

  cues.forEach((cue, index) => {
    const text = cue.tokens.map((token) => token.text).join(" ");
    if (text.trim() === "") return;
    const name = nameOf(cue.speaker);
    // Times in a broken file may run backwards; the text keeps the file's order.
    const { start } = cue;
    const since = start === null || opened === null ? 0 : start - opened;
    const ended = SENTENCE_END.test(last);
    if ((name !== null && name !== speaker) || cue.isTurn) {
      speaker = name ?? UNKNOWN;
      open(speaker, start, LEAST_SECONDS_BETWEEN_TIMES);
    } else if (places.length === 0) open(null, start, 0);
    else if (start === null && opened === null) open(null, null, 0);
    else if (since >= SECONDS_BETWEEN_TIMES && (ended || since >= 2 * SECONDS_BETWEEN_TIMES))
      open(null, start, 0);
    opened ??= start;
    const before = body === "" ? "" : `${body} `;
    const escaped = escapeTokens(cue.tokens, start);
    escaped.offsets.forEach((offset, i) => {
      const token = cue.tokens[i];
      if (token) places.push({ offset: before.length + offset, cue: index, token });
    });
    body = before + escaped.text;
    last = cue.tokens.at(-1)?.text ?? "";
  });
  close();
  const text = blocks.length === 0 ? "" : `${blocks.map((block) => block.text).join("\n\n")}\n`;
  return { text, ...inText(cues, text, blocks) };
}

/** What the file says of the words and tokens of the text that was made of it. */
function inText(
  cues: readonly FileCue[],
  text: string,
  blocks: readonly { places: readonly Place[] }[],
): Pick<Written, "words" | "captions"> {
  const { segments } = parse(text);
  const spoken: WordInFile[] = [];
  const lines = new Map<number, number[]>();
  if (segments.length !== blocks.length) return { words: [], captions: [] };
  segments.forEach(({ body }, index) => {
    const places = blocks[index]?.places ?? [];
    let at = 0;
    const placeAt = (offset: number) => {
      while (at + 1 < places.length && (places[at + 1]?.offset ?? 0) <= offset) at++;
      return places[at];
    };
    let previous: Place | undefined;
    for (const { start } of words(body)) {
      const place = placeAt(start);
      // Only the first word of a token has its time: "twenty-one" is one, "and/or" may be two.
      const isFirst = place !== previous;
      const { token } = place ?? {};
      const next = isFirst ? token : undefined;
      spoken.push({
        cue: place?.cue ?? 0,
        start: next?.start ?? null,
        end: next?.end ?? null,
        confidence: token?.confidence ?? null,
      });
      previous = place;
    }
    at = 0;
    let line: number[] = [];
    let cue = -1;
    for (const { start } of shownTokens(body)) {
      const before = at;
      const place = placeAt(start);
      if (!place) continue;
      if (place.cue !== cue) {
        cue = place.cue;
        line = lines.get(cue) ?? [];
        if (line.length === 0) line.push(0);
        else line.push(0);
        lines.set(cue, line);
      } else if (places.slice(before + 1, at + 1).some(({ token }) => token.opensLine)) line.push(0);
      line[line.length - 1] = (line.at(-1) ?? 0) + 1;
    }
  });
  const captions = [...lines].map(([cue, counts]) => {
    const { start, end, isWords } = cues[cue] ?? { start: null, end: null, isWords: true };
    return isWords ? { start: null, end: null, lines: counts } : { start, end, lines: counts };
  });
  return { words: spoken, captions };
}

/** A name in a form that a label can hold; null if nothing is left of it. */
function nameOf(speaker: string | null): string | null {
  const name = storable(speaker ?? "")
    .replace(/[*\s]+/g, " ")
    .slice(0, LONGEST_NAME)
    .replace(/[\ud800-\udbff]$/, "")
    .replace(/^[\s:]+/, "");
  let end = name.length;
  while (end > 0 && /[\s:]/.test(name[end - 1] ?? "")) end--;
  return name.slice(0, end) || null;
}

const UNHEARD = /[[<(] *(?:(unint|inaudible|indistinct|unclear)|cross-?talk)[^[\]<>()\n]{0,80}[\])>]/gi;
const BRACKETED_TIME = /\[([ \d:.]{1,40})\]/g;

/**
 * Escapes a cue so that it reads as written; a place that could not be heard becomes a gap at the cue's time.
 *
 * @returns the text on one line, and where each token begins in it
 */
function escapeTokens(
  tokens: readonly FileToken[],
  seconds: number | null,
): { text: string; offsets: number[] } {
  const source = tokens.map(({ text }) => text).join(" ");
  const starts: number[] = [];
  let length = 0;
  for (const token of tokens) {
    starts.push(length);
    length += token.text.length + 1;
  }
  const offsets: number[] = [];
  let text = "";
  let at = 0;
  let next = 0;
  const add = (piece: string, from: number, to: number) => {
    // Every token that begins in it begins where the piece does.
    while (next < starts.length && (starts[next] ?? 0) >= from && (starts[next] ?? 0) < to) {
      offsets.push(text.length);
      next++;
    }
    text += piece;
  };
  const escapeUpTo = (to: number) => {
    // In brackets it would be read as a timestamp of this episode.
    const part = source.slice(at, to).replace(BRACKETED_TIME, "($1)");
    for (let i = 0; i < part.length; i++) {
      const sign = part[i] ?? "";
      // A backslash keeps an ampersand from nothing: what looks like a character reference needs one.
      const isReference = sign === "&" && /^&#?\w{1,10};/.test(part.slice(i, i + 14));
      const escaped = isReference ? "&amp;" : /[\\`*_[\]<>~#&|]/.test(sign) ? `\\${sign}` : sign;
      add(escaped, at + i, at + i + 1);
    }
    at = to;
  };
  for (const match of source.matchAll(UNHEARD)) {
    escapeUpTo(match.index);
    const end = match.index + match[0].length;
    const kind = match[1] === undefined ? "crosstalk" : "unintelligible";
    add(seconds === null ? `\\[${kind}\\]` : `\\[${kind} ${clock(seconds)}\\]`, match.index, end);
    at = end;
  }
  escapeUpTo(source.length);
  return { text, offsets };
}

/** Escapes a sign that would open a list at the start of a paragraph. */
function escapeOpening(text: string): string {
  return text.replace(/^([-+])/, "\\$1").replace(/^(\d{1,9})([.)])/, "$1\\$2");
}

const timestamp = (seconds: number) => `\\[${clock(seconds)}\\]`;

function clock(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const whole = Math.floor(Math.max(0, seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `${hours > 0 ? `${two(hours)}:` : ""}${two(minutes)}:${two(whole % 60)}`;
}
