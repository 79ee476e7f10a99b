import type { Cue } from "./captions";

// One timestamp a minute is enough for a reader to find a moment, and for the words between to keep their
// times.
const SECONDS_BETWEEN_TIMES = 60;
// Quick turns share a timestamp: any closer and there would be more timestamps than words.
const LEAST_SECONDS_BETWEEN_TIMES = 10;
// A turn without a full stop gets a timestamp at twice this time anyway.
const SENTENCE_END = /[.!?…]["'”’)\]]*$/;
const LONGEST_NAME = 200;

/**
 * Writes cues, in order, as a transcript. A label marks each change of speaker. A timestamp stands at the
 * first words, at each turn except quick ones, and about every minute in a long turn, after the end of a
 * sentence. It is the start of the cue behind it, without the fraction. A cue without a speaker continues the
 * speaker before it. Markdown syntax in the words is escaped, so that the words parse back unchanged.
 *
 * @returns the text, ending in a line break; empty if no cue has any words
 */
export function cuesToTranscript(cues: readonly Cue[]): string {
  const blocks: string[] = [];
  let label: string | null = null;
  let words: string[] = [];
  let opened = 0;
  let stamped = Number.NEGATIVE_INFINITY;
  let stamp = "";
  let speaker: string | null = null;

  const close = () => {
    if (words.length === 0) return;
    const said = words.join(" ");
    const body = stamp === "" ? escapeOpening(said) : `${stamp} ${said}`;
    blocks.push(label === null ? body : `**${label}:** ${body}`);
    words = [];
  };
  const open = (name: string | null, start: number, least: number) => {
    close();
    label = name;
    opened = start;
    stamp = start - stamped >= least ? timestamp(start) : "";
    if (stamp) stamped = start;
  };

  for (const cue of cues) {
    const text = escapeText(cue.text.replace(/\s+/g, " ").trim(), cue.start);
    if (text === "") continue;
    const name = nameOf(cue.speaker);
    // Times in a broken file may run backwards; the text keeps the file's order.
    const start = Math.max(0, cue.start);
    const since = start - opened;
    const ended = SENTENCE_END.test(words.at(-1) ?? "");
    if (name !== null && name !== speaker) {
      open(name, start, LEAST_SECONDS_BETWEEN_TIMES);
      speaker = name;
    } else if (words.length === 0) open(null, start, 0);
    else if (since >= SECONDS_BETWEEN_TIMES && (ended || since >= 2 * SECONDS_BETWEEN_TIMES))
      open(null, start, 0);
    words.push(text);
  }
  close();
  return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
}

/** A name in a form that a label can hold; null if nothing is left of it. */
function nameOf(speaker: string | null): string | null {
  const name = (speaker ?? "")
    .replace(/[*\s]+/g, " ")
    .slice(0, LONGEST_NAME)
    .replace(/[\ud800-\udbff]$/, "")
    .replace(/^[\s:]+/, "");
  let end = name.length;
  while (end > 0 && /[\s:]/.test(name[end - 1] ?? "")) end--;
  return name.slice(0, end) || null;
}

const UNHEARD = /\[ *(?:unint|inaudible|cross-?talk)[^[\]\n]*\]/gi;
const BRACKETED_TIME = /\[([ \d:.]+)\]/g;

/** Escapes text so that it reads as written; a place that could not be heard becomes a gap at the cue's time. */
function escapeText(text: string, seconds: number): string {
  const gaps = text.split(UNHEARD).map((part) =>
    part
      // In brackets it would be read as a timestamp of this episode.
      .replace(BRACKETED_TIME, "($1)")
      .replace(/[\\`*_[\]<>~#&|]/g, "\\$&"),
  );
  return gaps.join(`\\[unintelligible ${clock(seconds)}\\]`);
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
