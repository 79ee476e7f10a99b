import type { FileProblem, RawCue, TranscriptFile } from "./file-cues";
import { joinRepeated } from "./join-repeated";
import { nameSpeakers } from "./name-speakers";
import { readOriginNote } from "./origin-note";
import { readMoment } from "./read-moment";
import { readPayload } from "./read-payload";

/**
 * Reads WebVTT. Never fails: it passes over NOTE, STYLE and REGION blocks, settings and tags; reads times without
 * hours or minutes, with any number of digits; and turns voice tags, and names before a colon, into speakers. Text
 * that stands where no cue is open belongs to the cue before. A cue whose times cannot be read keeps its words. What
 * was not read as written is among the problems, with its words if they are missing.
 */
export function fromVtt(text: string): TranscriptFile {
  const { cues, problems, maker } = blocksOf(text, true);
  const headed = /^\ufeff?WEBVTT(?:[ \t\r\n]|$)/.test(text);
  const head: FileProblem[] = headed
    ? []
    : [{ line: 1, reason: "the file does not begin with WEBVTT", left: "" }];
  return { ...read(cues, [...head, ...problems]), maker };
}

/**
 * Reads SubRip, and SubViewer as YouTube writes it. Never fails: numbers may be missing or wrong, the decimal sign may be a point, tags are passed over.
 * `Name: ` at the start of a cue is its speaker, as `toSrt` writes it.
 */
export function fromSrt(text: string): TranscriptFile {
  const { cues, problems } = blocksOf(text, false);
  return read(cues, problems);
}

function read(blocks: readonly Block[], problems: readonly FileProblem[]): TranscriptFile {
  const raw = blocks.map(({ start, end, line, lines }): RawCue => {
    return { start, end, line, tokens: readPayload(lines.join("\n"), start) };
  });
  return { cues: nameSpeakers(joinRepeated(raw)), problems, maker: null };
}

interface Block {
  start: number | null;
  end: number | null;
  line: number;
  lines: string[];
}

// A time needs a colon, a point or a comma: "5 --> 6" may be said.
const TIME = String.raw`-?\s*\d{1,9}(?:\s*[:.,]\s*\d{1,30}){1,4}`;
const ARROW = String.raw`\s*(?:-[-\s]{0,3}>|[–—→⟶]>?|=>)\s*`;
const TIMING = new RegExp(`^\\s*(${TIME})${ARROW}(${TIME})(?=\\s|$)(.*)$`, "su");
// SubViewer's, as YouTube writes it: a comma between two times with points.
const SUBVIEWER = /^(\d{1,3}:\d{2}:\d{2}\.\d{2,3}),(\d{1,3}:\d{2}:\d{2}\.\d{2,3})()$/;
// One of the two times can be read, or neither of something that can only be meant as times.
const HALF_TIMING = new RegExp(
  `^\\s*(?:(${TIME})\\s*-+>\\s*\\S{0,40}\\s*|\\S{0,40}\\s*-+>\\s*(${TIME}))$`,
  "u",
);
// Longer than any times with their settings, and short enough that no pattern takes long.
const LONGEST_TIMING = 300;
const NUMBER = /^\s*\d+\s*$/;
const SETTING = /^[A-Za-z]\w*:\S*$/;
const PASSED_OVER = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;

const timesIn = (line: string) =>
  line.length < LONGEST_TIMING ? (SUBVIEWER.exec(line) ?? TIMING.exec(line)) : null;

/** The timed blocks of a file, and what stands in none. */
function blocksOf(
  text: string,
  vtt: boolean,
): { cues: Block[]; problems: FileProblem[]; maker: string | null } {
  const problems: FileProblem[] = [];
  const cues: Block[] = [];
  let maker: string | null = null;
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  let open: Block | null = null;
  // What the block of these lines is passed over for.
  let passing: "header" | "comment" | null = vtt && /^WEBVTT(?:\s|$)/.test(lines[0] ?? "") ? "header" : null;
  let astray: { line: number; words: string[] } | null = null;
  // Whether the line before is empty, or there is none.
  let fresh = true;
  // When the cue before begins.
  let latest = 0;
  // Whether the line before is the next cue's identifier.
  let identified = false;

  const begin = (block: Block) => {
    open = block;
    cues.push(block);
    passing = null;
  };
  const endAstray = () => {
    if (astray)
      problems.push({
        line: astray.line,
        reason: "text before the first cue has no time",
        left: astray.words.join(" "),
      });
    astray = null;
  };

  lines.forEach((line, i) => {
    const timing = timesIn(line);
    const [start, end] = [readMoment(timing?.[1] ?? ""), readMoment(timing?.[2] ?? "")];
    if (timing && start !== null && end !== null) {
      if (!identified && !fresh) dropNumber(open);
      endAstray();
      if (end <= start)
        problems.push({
          line: i + 1,
          reason: "the cue ends before it begins or as it begins",
          left: "",
        });
      if (start < latest)
        problems.push({
          line: i + 1,
          reason: "the cue begins before the one that it follows; the order of the file is kept",
          left: "",
        });
      latest = start;
      begin({ start, end: Math.max(start, end), line: i + 1, lines: [] });
      // Text behind the times, where settings stand.
      const behind = (timing[3] ?? "").trim().split(/\s+/).filter(Boolean);
      if (behind.some((part) => !SETTING.test(part))) open?.lines.push(behind.join(" "));
    } else if (isHalfTiming(line)) {
      if (!identified && !fresh) dropNumber(open);
      endAstray();
      const half = HALF_TIMING.exec(line);
      problems.push({
        line: i + 1,
        reason: "no times can be read here; the words of the cue are kept without",
        left: line.trim(),
      });
      begin({ start: readMoment(half?.[1] ?? ""), end: null, line: i + 1, lines: [] });
    } else if (line.trim() === "") {
      if (line === "") passing = null;
    } else if (passing !== null) {
      // Nothing that is said.
      if (passing === "comment") maker ??= readOriginNote(line)?.maker ?? null;
    } else if (vtt && fresh && PASSED_OVER.test(line) && (/^NOTE/.test(line) || cues.length === 0)) {
      passing = "comment";
    } else if (fresh && isTiming(lines[i + 1]) && (vtt || NUMBER.test(line))) {
      identified = true;
    } else if (open) {
      open.lines.push(line);
    } else if (!NUMBER.test(line)) {
      astray ??= { line: i + 1, words: [] };
      astray.words.push(line.trim());
    }
    if (timing || isHalfTiming(line)) identified = false;
    fresh = line === "";
  });
  endAstray();
  return { cues, problems, maker };
}

const isHalfTiming = (line: string) =>
  line.length < LONGEST_TIMING && line.includes("->") && HALF_TIMING.test(line);
const isTiming = (line: string | undefined) =>
  line !== undefined && (timesIn(line) !== null || isHalfTiming(line));

/** Where no empty line came before a cue, its number was read as the last line of the cue before. */
function dropNumber(open: Block | null) {
  if (open && open.lines.length > 0 && NUMBER.test(open.lines.at(-1) ?? "")) open.lines.pop();
}
