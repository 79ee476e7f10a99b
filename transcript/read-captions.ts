import type { Cue } from "./captions";
import { decodeEntities } from "./entities";

/** The content of a caption file, and what was skipped or corrected, each with its line. */
export interface CaptionFile {
  readonly cues: readonly Cue[];
  readonly problems: readonly string[];
}

const ARROW = "-->";
const TIMING = /^\s*(\S+)\s*-->\s*(\S+)/;
const MOMENT = /^(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?$/;

/**
 * Reads WebVTT. Never fails: it skips NOTE, STYLE and REGION blocks, settings and tags, allows times without
 * hours, turns voice tags into speakers (a cue for each voice), and reports what it cannot read among the
 * problems.
 */
export function fromVtt(text: string): CaptionFile {
  const { blocks, problems } = blocksOf(text);
  if (!/^\ufeff?WEBVTT(?:[ \t\r\n]|$)/.test(text))
    problems.push("line 1: the file does not begin with WEBVTT");
  const cues = blocks.flatMap(({ start, end, lines }) =>
    voices(lines.join("\n")).map(({ speaker, text }) => ({ start, end, speaker, text })),
  );
  return { cues, problems };
}

// Up to four words before a colon, each starting with a capital or digit, as in names (unlike "next up:").
const NAME =
  /^((?:[\p{Lu}\p{N}$][^\s:]*|v[ao]n|de|da|di|la|bin)(?: (?:[\p{Lu}\p{N}$][^\s:]*|v[ao]n|de|da|di|la|bin)){0,3}):\s+(?=\S)/u;

/**
 * Reads SRT. Never fails: numbers may be missing or wrong, the decimal sign may be a point, tags are skipped,
 * and `Name: ` at the start of a cue is its speaker, as `toSrt` writes it.
 */
export function fromSrt(text: string): CaptionFile {
  const { blocks, problems } = blocksOf(text);
  const cues = blocks.flatMap(({ start, end, lines }) =>
    voices(lines.join("\n")).map(({ speaker, text }) => {
      const named = speaker === null ? NAME.exec(text) : null;
      return named
        ? { start, end, speaker: named[1] ?? null, text: text.slice(named[0].length) }
        : { start, end, speaker, text };
    }),
  );
  return { cues, problems };
}

interface Block {
  start: number;
  end: number;
  lines: string[];
}

/** The timed blocks of a file. A blank line or another timing line ends a block. */
function blocksOf(text: string): { blocks: Block[]; problems: string[] } {
  const problems: string[] = [];
  const blocks: Block[] = [];
  let open: Block | null = null;
  // Skip everything up to the blank line in a block that is no cue.
  let passing = false;
  let fresh = true;
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  lines.forEach((line, i) => {
    if (line.includes(ARROW)) {
      // No blank line came before this cue, so its number was read as the last line of the cue before.
      if (open && /^\s*\d+\s*$/.test(open.lines.at(-1) ?? "")) open.lines.pop();
      open = null;
      const timing = TIMING.exec(line);
      const [start, end] = [moment(timing?.[1]), moment(timing?.[2])];
      passing = start === null || end === null;
      if (start === null || end === null)
        problems.push(`line ${i + 1}: no times can be read in ${quote(line)}`);
      else {
        if (end <= start) problems.push(`line ${i + 1}: the cue ends before it begins or as it begins`);
        open = { start, end: Math.max(start, end), lines: [] };
        blocks.push(open);
      }
    } else if (line.trim() === "") {
      open = null;
      passing = false;
    } else if (open) {
      (open as Block).lines.push(line);
    } else if (fresh && /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(line)) {
      passing = true;
    } else if (!passing && i > 0 && !lines[i + 1]?.includes(ARROW)) {
      // The line before a timing line is its identifier; any other line outside a cue is an error.
      passing = true;
      problems.push(`line ${i + 1}: text without a time: ${quote(line)}`);
    }
    fresh = line.trim() === "";
  });
  for (let i = 1; i < blocks.length; i++) {
    const [last, next] = [blocks[i - 1], blocks[i]];
    if (last && next && next.start < last.start) {
      problems.push(`cue ${i + 1} begins before the one it follows`);
    }
  }
  return { blocks, problems };
}

const quote = (line: string) => JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);

function moment(text: string | undefined): number | null {
  const match = MOMENT.exec(text ?? "");
  if (!match) return null;
  const [, hours = "0", minutes = "0", seconds = "0", fraction = ""] = match;
  return (
    Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(fraction.padEnd(3, "0")) / 1000
  );
}

const VOICE = /<v(?:\.[^\s>]{0,200})?[ \t]+(?![ \t])([^>]{0,500})>/g;
const TAG = /<\/?(?:[A-Za-z][^<>]*|\d[\d:.]*)>|\{\\[^{}]*\}/g;

/** Splits a payload by its voices. Text before the first voice tag has no speaker. */
function voices(payload: string): { speaker: string | null; text: string }[] {
  const found: { speaker: string | null; text: string }[] = [];
  const add = (speaker: string | null, source: string) => {
    const text = decodeEntities(source.replace(TAG, "")).replace(/\s+/g, " ").trim();
    if (text) found.push({ speaker, text });
  };
  let speaker: string | null = null;
  let at = 0;
  for (const match of payload.matchAll(VOICE)) {
    add(speaker, payload.slice(at, match.index));
    speaker =
      decodeEntities(match[1] ?? "")
        .replace(/\s+/g, " ")
        .trim() || null;
    at = match.index + match[0].length;
  }
  add(speaker, payload.slice(at));
  return found;
}
