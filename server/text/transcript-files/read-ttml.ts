import { XMLParser } from "fast-xml-parser";
import {
  type FileProblem,
  nameSpeakers,
  type RawCue,
  type RawToken,
  type TranscriptFile,
  toMoment,
} from "@/transcript";

type Xml = Readonly<Record<string, unknown>>;
const ATTRIBUTES = ":@";

// No document nests deeper; the walk takes a frame for each level.
const DEEPEST = 100;

/**
 * Reads TTML (and DFXP): a `<p>` is a cue, a `<span>` with a time is a word or sentence of it, `ttm:agent` says who
 * speaks. The whole document is one timeline: times are not nested, as no podcast does that.
 *
 * @returns null if it is no such document
 */
export function readTtml(source: string): TranscriptFile | null {
  if (/<!(?:DOCTYPE|ENTITY)\b/i.test(source)) return null;
  const parser = new XMLParser({
    ...{ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: "", removeNSPrefix: true },
    ...{ trimValues: false, parseTagValue: false, parseAttributeValue: false },
  });
  let nodes: Xml[];
  try {
    nodes = parser.parse(source);
  } catch {
    return null;
  }
  const root = nodes.find((node) => "tt" in node);
  if (!root) return null;
  const rates = ratesOf(attributes(root));
  const names = new Map<string, string>();
  const problems: FileProblem[] = [];
  const cues: RawCue[] = [];
  let number = 0;

  const walk = (node: Xml, agent: string | null, depth: number) => {
    const [name, children] = element(node);
    if (depth > DEEPEST || name === null) return;
    const own = attributes(node);
    const voice = own.agent ?? agent ?? null;
    if (name === "agent" && own.id) {
      const said = textOf(children).replace(/\s+/g, " ").trim();
      if (said) names.set(own.id, said);
    } else if (name === "p") {
      number++;
      const tokens = tokensOf(runsOf(children, rates, voice));
      const [start, end] = boundsOf(own, rates);
      if (tokens.length === 0) return;
      if (start === null && tokens.every((token) => token.start === null))
        problems.push({
          line: null,
          reason: `paragraph ${number} has no time that can be read; its words are kept without`,
          left: "",
        });
      cues.push({
        start: start ?? tokens.find((token) => token.start !== null)?.start ?? null,
        end: end ?? tokens.findLast((token) => token.end !== null)?.end ?? null,
        line: number,
        tokens,
      });
    } else for (const child of children) walk(child, voice, depth + 1);
  };
  walk(root, null, 0);
  const named = cues.map((cue) => ({
    ...cue,
    tokens: cue.tokens.map((token) => ({ ...token, voice: nameOf(token.voice, names) })),
  }));
  return { cues: nameSpeakers(named), problems, maker: null };
}

/** An agent's name, or its id where it has none. */
function nameOf(agent: string | null, names: ReadonlyMap<string, string>): string | null {
  const id = agent?.trim().split(/\s+/)[0]?.replace(/^#/, "");
  return id ? (names.get(id) ?? id) : null;
}

/** A run of text with the times of the span that it begins or ends. */
interface Run {
  readonly text: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly voice: string | null;
}

/** The runs of a paragraph; a line break is a run of its own. */
function runsOf(nodes: readonly Xml[], rates: Rates, voice: string | null, depth = 0): Run[] {
  return nodes.flatMap((node): Run[] => {
    const text = node["#text"];
    if (typeof text === "string") return [{ text: text.replace(/\s+/g, " "), start: null, end: null, voice }];
    const [name, children] = element(node);
    if (name === "br") return [{ text: "\n", start: null, end: null, voice }];
    if (name === null || name === "metadata" || depth > DEEPEST) return [];
    const own = attributes(node);
    const [start, end] = boundsOf(own, rates);
    const inner = runsOf(children, rates, own.agent ?? voice, depth + 1);
    return inner.map((run, i) => ({
      ...run,
      start: run.start ?? (i === 0 ? start : null),
      end: run.end ?? (i === inner.length - 1 ? end : null),
    }));
  });
}

/** The words of runs; text that touches is one word. */
function tokensOf(runs: readonly Run[]): RawToken[] {
  const found: RawToken[] = [];
  let isOpen = false;
  let opensLine = true;
  for (const { text, start, end, voice } of runs) {
    const parts = text.split(/(\s+)/).filter(Boolean);
    const isWord = (part: string) => part.trim() !== "";
    const [first, last] = [parts.findIndex(isWord), parts.findLastIndex(isWord)];
    parts.forEach((part, i) => {
      if (!isWord(part)) {
        isOpen = false;
        opensLine ||= part.includes("\n");
        return;
      }
      const open = isOpen ? found.at(-1) : undefined;
      const until = i === last ? end : null;
      if (open) found[found.length - 1] = { ...open, text: open.text + part, end: until ?? open.end };
      else
        found.push({
          ...{ text: part, end: until, confidence: null, opensLine, voice, isLit: false },
          start: i === first ? start : null,
        });
      isOpen = true;
      opensLine = false;
    });
  }
  return found;
}

/** An element's name and children; no name for text, comments and declarations. */
function element(node: Xml): [name: string | null, children: readonly Xml[]] {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES && key !== "#text" && !key.startsWith("?"));
  const children = name === undefined ? undefined : node[name];
  return name !== undefined && Array.isArray(children) ? [name, children as Xml[]] : [null, []];
}

const attributes = (node: Xml) => (node[ATTRIBUTES] ?? {}) as Readonly<Record<string, string>>;

const textOf = (nodes: readonly Xml[]): string =>
  nodes
    .map((node) => (typeof node["#text"] === "string" ? node["#text"] : textOf(element(node)[1])))
    .join("");

/** How many frames and ticks a second has. */
interface Rates {
  readonly frames: number;
  readonly ticks: number;
}

function ratesOf(root: Readonly<Record<string, string>>): Rates {
  const frames = Number(root.frameRate) || 30;
  return { frames, ticks: Number(root.tickRate) || (root.frameRate ? frames : 1) };
}

function boundsOf(
  own: Readonly<Record<string, string>>,
  rates: Rates,
): [start: number | null, end: number | null] {
  const start = readTime(own.begin, rates);
  const end = readTime(own.end, rates);
  const long = readTime(own.dur, rates);
  return [start, end ?? (start !== null && long !== null ? toMoment(start + long) : null)];
}

const CLOCK = /^(\d{1,6}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9})|:(\d{1,3}))?$/;
const MINUTES = /^(\d{1,6}):(\d{1,2}(?:\.\d{1,9})?)$/;
const OFFSET = /^(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|f|t)?$/;

/** A time expression of TTML: `00:00:01.5`, `00:00:01:12` in frames, `1.5s`, `1500ms`, `36f`, `90000t`. */
function readTime(text: string | undefined, { frames, ticks }: Rates): number | null {
  const clean = text?.trim() ?? "";
  const clock = CLOCK.exec(clean);
  if (clock) {
    const [, h, m, s, fraction, frame] = clock;
    const part = fraction ? Number(`0.${fraction}`) : Number(frame ?? 0) / frames;
    return toMoment(Number(h) * 3600 + Number(m) * 60 + Number(s) + part);
  }
  const minutes = MINUTES.exec(clean);
  if (minutes) return toMoment(Number(minutes[1]) * 60 + Number(minutes[2]));
  const offset = OFFSET.exec(clean);
  if (!offset) return null;
  const units = { h: 3600, m: 60, s: 1, ms: 0.001, f: 1 / frames, t: 1 / ticks } as const;
  return toMoment(Number(offset[1]) * units[(offset[2] ?? "s") as keyof typeof units]);
}
