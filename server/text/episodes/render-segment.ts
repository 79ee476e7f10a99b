import { randomBytes } from "node:crypto";
import type { Element, ElementContent, Root, Text } from "hast";
import { toHtml } from "hast-util-to-html";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toHast } from "mdast-util-to-hast";
import { formatClock, momentQuery } from "@/lib/time";
import { type Mark, marks } from "@/transcript";
import { shownWords } from "@/transcript/shown-words";
import { toSafeTree } from "./safe-html";

/** A segment's body as a page shows it. */
export interface RenderedSegment {
  /** Safe HTML: what users wrote is text, a small set of elements, and links with known schemes. */
  readonly html: string;
  /** Whether it holds blocks (lists, quotes) rather than the inside of one paragraph. */
  readonly block: boolean;
  /**
   * The words as the page's text has them: each run of non-white-space with a letter or digit, marks apart.
   * The reader in the browser counts them in the same way, so that the n-th word here is the n-th there.
   */
  readonly words: readonly string[];
  /** The moment of the timestamp the body opens with, in seconds; it is shown beside the text, not in it. */
  readonly opensAt: number | null;
}

/** The marks of a body, and what stands for them while the Markdown is read. */
interface Marked {
  readonly source: string;
  readonly all: readonly Mark[];
  /** The mark at the opening, which is shown beside the text. */
  readonly opening: Mark | null;
  readonly standIn: (index: number) => string;
  readonly pattern: RegExp;
}

function readMarks(source: string): Marked {
  const all = marks(source);
  const [first] = all;
  const opens = first?.type === "timestamp" && source.slice(0, first.start).trim() === "";
  // A stand-in is punctuation at both ends, as the brackets of a mark are, so that emphasis beside it opens and closes
  // as it would. Nobody can write one, escaped or not, since its key is drawn anew for each text.
  const key = all.length > 0 ? randomBytes(8).toString("hex") : "";
  return {
    source,
    all,
    opening: opens ? first : null,
    standIn: (index) => `⸨${key}.${index}⸩`,
    // In an address it stands percent-encoded.
    pattern: new RegExp(String.raw`(?:⸨|%E2%B8%A8)${key}\.(\d+)(?:⸩|%E2%B8%A9)`, "g"),
  };
}

/** Renders one segment's Markdown. Never throws, whatever the text: what would take too long is shown as written. */
export function renderSegment(body: string): RenderedSegment {
  // What no page can hold, and each reader of HTML would replace or drop in its own way.
  const marked = readMarks(body.replace(/[\0\p{Surrogate}]/gu, "\ufffd"));
  const hidden = hideMarks(marked);
  if (isCheap(hidden)) {
    try {
      return show(readMarkdown(hidden.trim()), marked);
    } catch {
      // The readers of Markdown and HTML call themselves for what stands in something else: what got past the caps
      // and overflows the stack is one paragraph as it was written, not an episode that cannot be read.
    }
  }
  return show(asWritten(hidden.trim()), marked);
}

/** A text with no Markdown read in it. */
function asWritten(text: string): Root {
  const children: Text[] = [{ type: "text", value: text }];
  return { type: "root", children: [{ type: "element", tagName: "p", properties: {}, children }] };
}

function show(tree: Root, marked: Marked): RenderedSegment {
  const text = showMarks(tree, marked);
  const blocks = tree.children.filter((node) => !(node.type === "text" && node.value.trim() === ""));
  const [only] = blocks;
  const inline = blocks.length === 1 && only?.type === "element" && only.tagName === "p";
  return {
    html: toHtml(inline ? { type: "root", children: only.children } : tree),
    block: !inline && blocks.length > 0,
    words: shownWords(text).map((word) => word.text),
    opensAt: marked.opening?.seconds ?? null,
  };
}

function hideMarks({ source, all, standIn }: Marked): string {
  let hidden = "";
  let at = 0;
  for (const [index, { start, end }] of all.entries()) {
    hidden += source.slice(at, start) + standIn(index);
    at = end;
  }
  return hidden + source.slice(at);
}

// Many times what any transcript or notes hold (at most 2 levels, 48 signs in a paragraph and 250 lines in 2,084
// files), and little enough that no text takes half a second or stands deeper than a call stack.
const MOST = {
  length: 200_000,
  lines: 2000,
  depth: 50,
  depths: 5000,
  signs: 1000,
  allSigns: 10_000,
  tags: 200,
};
const TAGS_BY_LINES = 20_000;

/** What opens a line's lists and quotes: white space and their signs, however mixed. */
const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))*[ \t]*/;
const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Whether a text can be read as Markdown in little time: reading it takes the square of what is counted here. */
function isCheap(markdown: string): boolean {
  if (markdown.length > MOST.length) return false;
  const lines = markdown.split(/\r\n?|\n/);
  const tags = count(markdown, /<[A-Za-z]/g);
  if (lines.length > MOST.lines || tags > MOST.tags || tags * lines.length > TAGS_BY_LINES) return false;
  let [depths, signs, allSigns] = [0, 0, 0];
  for (const line of lines) {
    const opening = CONTAINERS.exec(line)?.[0] ?? "";
    // Each two columns of indentation can stand for a list around the line.
    const depth = count(opening, /[>*+-]|\d+| {2}/g) + 2 * count(opening, /\t/g);
    const here = count(line, /[*_[\]`<&!~\\]/g);
    depths += depth;
    signs = line.trim() === "" ? 0 : signs + here;
    allSigns += here;
    if (depth > MOST.depth || depths > MOST.depths || signs > MOST.signs || allSigns > MOST.allSigns)
      return false;
  }
  return true;
}

function readMarkdown(markdown: string): Root {
  return toSafeTree(toHast(fromMarkdown(markdown), { allowDangerousHtml: true }) as Root);
}

/**
 * Puts the marks in place of their stand-ins; the opening one is shown elsewhere.
 *
 * @returns the text without marks; each left a space, so that it parts the words on its two sides
 */
function showMarks(tree: Root, marked: Marked): string {
  let text = "";
  let begun = false;
  const replaceIn = (parent: Root | Element) => {
    parent.children = parent.children.flatMap((child): ElementContent[] => {
      if (child.type === "text") {
        const parts = splitAtMarks(child.value, marked);
        // What stood before the first word was the space after a timestamp that is shown elsewhere.
        const [first] = parts;
        if (first?.type === "text" && !begun) first.value = first.value.trimStart();
        text += child.value.replace(marked.pattern, " ");
        begun ||= child.value.replace(marked.pattern, "").trim() !== "";
        return parts;
      }
      if (child.type !== "element") return [];
      if (child.tagName === "br" || child.tagName === "img") text += " ";
      spellMarks(child, marked);
      replaceIn(child);
      return [child];
    });
  };
  replaceIn(tree);
  return text;
}

/** In an address or a title a mark is what was written. */
function spellMarks({ properties }: Element, { source, all, pattern }: Marked) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value !== "string") continue;
    properties[name] = value.replace(pattern, (_, index: string) => {
      const mark = all[Number(index)];
      return mark ? source.slice(mark.start, mark.end).replaceAll("\\", "") : "";
    });
  }
}

function splitAtMarks(value: string, { all, opening, pattern }: Marked): (Text | Element)[] {
  const parts: (Text | Element)[] = [];
  let at = 0;
  for (const match of value.matchAll(pattern)) {
    if (match.index > at) parts.push({ type: "text", value: value.slice(at, match.index) });
    const mark = all[Number(match[1])];
    if (mark && mark !== opening) parts.push(markElement(mark, gapIndex(all, mark)));
    at = match.index + match[0].length;
  }
  if (at < value.length) parts.push({ type: "text", value: value.slice(at) });
  return parts;
}

/** Which of the gaps a mark is, from 0; -1 for a timestamp. */
const gapIndex = (all: readonly Mark[], mark: Mark) => all.filter(({ type }) => type === "gap").indexOf(mark);

function markElement({ type, seconds }: Mark, gap: number): Element {
  const clock = seconds === null ? "" : formatClock(seconds);
  const properties: Element["properties"] = { className: [type], dataMark: type };
  if (type === "gap") {
    properties.dataGap = gap;
    if (seconds !== null) properties.dataAt = seconds;
  }
  // Where it is said to be heard; the reader's page puts the way to fill it in its place.
  properties.href = seconds === null ? "#" : momentQuery(seconds);
  if (type === "gap") {
    properties.title = `Words that could not be understood${clock && ": hear it"}`;
    properties.ariaLabel = clock ? `Gap at ${clock}: hear it` : "Gap: fill it";
  }
  const label: Text = { type: "text", value: clock };
  return { type: "element", tagName: "a", properties, children: clock ? [label] : [] };
}
