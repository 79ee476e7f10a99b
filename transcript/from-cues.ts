import type { Cue } from "./captions";

// A reader finds a moment, and the words between two moments keep their times, where one stands every minute.
const SECONDS_BETWEEN_TIMES = 60;
// Turns in quick succession share one: nearer than this it would be more times than words.
const LEAST_SECONDS_BETWEEN_TIMES = 10;
// A turn without a full stop is parted all the same, at twice the time.
const SENTENCE_END = /[.!?…]["'”’)\]]*$/;
const LONGEST_NAME = 200;

/**
 * Writes cues, in order, as a transcript: a label where the speaker changes, and a timestamp at the first words,
 * at each turn but the quickest, and about every minute within a long one, there at the end of a sentence. A
 * timestamp is the start of the cue it stands before, its fraction dropped. A cue without a speaker goes on with
 * the one before. What reads as Markdown is escaped, so that the words parse back as they were.
 *
 * @returns the text, ending in a line break; empty where no cue has any words
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
    // Times may run backwards in a broken file; the text keeps the order of the file.
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

/** A name as a label can hold it; null where none is left. */
function nameOf(speaker: string | null): string | null {
  const name = (speaker ?? "")
    .replace(/[*\s]+/g, " ")
    .slice(0, LONGEST_NAME)
    .replace(/[\ud800-\udbff]$/, "")
    .replace(/^[\s:]+|[\s:]+$/g, "");
  return name || null;
}

const UNHEARD = /\[ *(?:unint|inaudible|cross-?talk)[^[\]\n]*\]/gi;
const BRACKETED_TIME = /\[([ \d:.]+)\]/g;

/** Text that reads as it is written; a place that could not be heard becomes a gap at the cue's moment. */
function escapeText(text: string, seconds: number): string {
  const gaps = text.split(UNHEARD).map((part) =>
    part
      // In brackets it would be a time of this episode.
      .replace(BRACKETED_TIME, "($1)")
      .replace(/[\\`*_[\]<>~#&|]/g, "\\$&"),
  );
  return gaps.join(`\\[unintelligible ${clock(seconds)}\\]`);
}

/** What would open a list where it begins a paragraph. */
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
