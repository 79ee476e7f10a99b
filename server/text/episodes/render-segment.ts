import { randomBytes } from "node:crypto";
import type { Element, ElementContent, Root, Text } from "hast";
import { toHtml } from "hast-util-to-html";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toHast } from "mdast-util-to-hast";
import { GAP, GAP_SECONDS, MARK } from "@/lib/page-contract";
import { formatClock, momentQuery } from "@/lib/time";
import { type Mark, marks } from "@/transcript";
import { shownWords } from "@/transcript/shown-words";
import { toSafeTree } from "./safe-html";

/** A segment's body as a page shows it. */
export interface RenderedSegment {
  /** Safe HTML: users' text, a small set of elements, and links with known schemes. */
  readonly html: string;
  /** Whether it contains blocks (lists, quotes) instead of the content of one paragraph. */
  readonly block: boolean;
  /**
   * The words in the page's text: each run of non-white-space with a letter or digit, without marks. The
   * browser's reader counts them in the same way, so the n-th word here is the n-th word there.
   */
  readonly words: readonly string[];
  /** The time of the timestamp at the body's start, in seconds; it is shown beside the text, not in it. */
  readonly opensAt: number | null;
}

/** A body's marks, and placeholders for them while the Markdown is parsed. */
interface Marked {
  readonly source: string;
  readonly all: readonly Mark[];
  /** The mark at the start, which is shown beside the text. */
  readonly opening: Mark | null;
  readonly standIn: (index: number) => string;
  readonly pattern: RegExp;
}

function readMarks(source: string): Marked {
  const all = marks(source);
  const [first] = all;
  const opens = first?.type === "timestamp" && source.slice(0, first.start).trim() === "";
  // A placeholder begins and ends with punctuation, as a mark does with brackets, so that emphasis beside it
  // opens and closes as it would beside the mark. Nobody can write one, since its key is random for each
  // text.
  const key = all.length > 0 ? randomBytes(8).toString("hex") : "";
  return {
    source,
    all,
    opening: opens ? first : null,
    standIn: (index) => `⸨${key}.${index}⸩`,
    // In an address, a placeholder is percent-encoded.
    pattern: new RegExp(String.raw`(?:⸨|%E2%B8%A8)${key}\.(\d+)(?:⸩|%E2%B8%A9)`, "g"),
  };
}

/** Renders one segment's Markdown. Never throws; a text that would take too long is shown as written. */
export function renderSegment(body: string): RenderedSegment {
  // Characters that no page can hold, and that each HTML parser would replace or drop in its own way.
  const marked = readMarks(body.replace(/[\0\p{Surrogate}]/gu, "\ufffd"));
  const hidden = hideMarks(marked);
  if (isCheap(hidden)) {
    try {
      return show(readMarkdown(hidden.trim()), marked);
    } catch {
      // The Markdown and HTML parsers recurse into nested elements. A text that passes the limits but still
      // overflows the stack is shown as one paragraph as written, so that the episode stays readable.
    }
  }
  return show(asWritten(hidden.trim()), marked);
}

/** The text without Markdown parsing. */
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

// Many times what any transcript or notes contain (at most 2 levels, 48 signs in a paragraph and 250 lines in
// 2,084 files), and few enough that no text takes half a second or overflows the call stack.
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

/** The start of a line that opens lists and quotes: any mix of white space and their signs. */
const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))*[ \t]*/;
const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Whether a text parses quickly as Markdown: the time grows with the square of what is counted here. */
function isCheap(markdown: string): boolean {
  if (markdown.length > MOST.length) return false;
  const lines = markdown.split(/\r\n?|\n/);
  const tags = count(markdown, /<[A-Za-z]/g);
  if (lines.length > MOST.lines || tags > MOST.tags || tags * lines.length > TAGS_BY_LINES) return false;
  let [depths, signs, allSigns] = [0, 0, 0];
  for (const line of lines) {
    const opening = CONTAINERS.exec(line)?.[0] ?? "";
    // Every two columns of indentation can mean one list around the line.
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
 * Replaces placeholders by their marks, except the opening one, which is shown elsewhere.
 *
 * @returns the text without marks; each leaves a space, so that it separates the words around it
 */
function showMarks(tree: Root, marked: Marked): string {
  let text = "";
  let begun = false;
  const replaceIn = (parent: Root | Element) => {
    parent.children = parent.children.flatMap((child): ElementContent[] => {
      if (child.type === "text") {
        const parts = splitAtMarks(child.value, marked);
        // White space before the first word followed a timestamp that is shown elsewhere.
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

/** In an address or title, a mark is shown as written. */
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

/** The index of a gap among the gaps; -1 for a timestamp. */
const gapIndex = (all: readonly Mark[], mark: Mark) => all.filter(({ type }) => type === "gap").indexOf(mark);

function markElement({ type, seconds }: Mark, gap: number): Element {
  const clock = seconds === null ? "" : formatClock(seconds);
  const properties: Element["properties"] = { className: [type], [MARK]: type };
  if (type === "gap") {
    properties[GAP] = gap;
    if (seconds !== null) properties[GAP_SECONDS] = seconds;
  }
  // The gap's time. The reader's page replaces the link with the form that fills the gap.
  properties.href = seconds === null ? "#" : momentQuery(seconds);
  if (type === "gap") {
    properties.title = `Words that could not be understood${clock && ": hear it"}`;
    properties.ariaLabel = clock ? `Gap at ${clock}: hear it` : "Gap: fill it";
  }
  const label: Text = { type: "text", value: clock };
  return { type: "element", tagName: "a", properties, children: clock ? [label] : [] };
}
