import { type DefaultTreeAdapterMap, parse } from "parse5";
import { trimWhere } from "@/lib/trim-where";
import {
  type FileProblem,
  nameSpeakers,
  plainTokens,
  type RawCue,
  readMoment,
  readOriginNote,
  type TranscriptFile,
} from "@/transcript";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

const PASSED_OVER = new Set([
  "script",
  "style",
  "head",
  "template",
  "noscript",
  "nav",
  "svg",
  "iframe",
  "object",
]);
const BLOCKS = new Set([
  ...["p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "blockquote"],
  ...["ul", "ol", "dl", "dt", "dd", "table", "header", "footer", "aside", "figure", "pre", "body", "html"],
]);
// No page nests deeper; the walk takes a frame for each level.
const DEEPEST = 500;

/** A stretch of a page's text. */
interface Stretch {
  readonly kind: "cite" | "time" | "text" | "end";
  readonly text: string;
  readonly line: number | null;
}

/**
 * Reads the HTML of the Podcast Namespace: `<cite>` names who speaks, `<time>` says when, `<p>` what. A page without
 * either is a transcript only where its paragraphs open with names.
 *
 * @returns null if the page is no transcript: an error page, a player, a list
 */
export function readHtml(source: string): TranscriptFile | null {
  const document = parse(source, { sourceCodeLocationInfo: true });
  const stretches: Stretch[] = [];
  const problems: FileProblem[] = [];
  walk(document, { found: stretches, problems }, 0);
  const cues: RawCue[] = [];
  let voice: string | null = null;
  let at: number | null = null;
  let line: number | null = null;
  let text = "";
  let marked = 0;
  let maker: string | null = null;
  const close = () => {
    const own = readOriginNote(text);
    if (own) {
      maker = own.maker ?? maker;
      text = "";
    }
    const tokens = plainTokens(text, voice);
    if (tokens.length > 0) cues.push({ start: at, end: null, line, tokens });
    // A time is that of the paragraph behind it, and of no other.
    if (tokens.length > 0) at = null;
    text = "";
    line = null;
  };
  for (const stretch of stretches) {
    if (stretch.kind === "text") {
      if (stretch.text.trim()) line ??= stretch.line;
      text += stretch.text;
      continue;
    }
    close();
    if (stretch.kind === "cite") {
      voice = trimWhere(stretch.text.replace(/\s+/g, " "), (sign) => /[\s:：]/u.test(sign)) || null;
      marked++;
    } else if (stretch.kind === "time") {
      const found =
        readMoment(stretch.text.trim().replace(/^[[(]|[\])]$/g, "")) ?? readDuration(stretch.text);
      if (found === null) {
        if (stretch.text.trim())
          problems.push({ line: stretch.line, reason: "a time cannot be read", left: stretch.text.trim() });
      } else {
        at = found;
        marked++;
      }
    }
  }
  close();
  const named = nameSpeakers(cues);
  const speakers = named.filter(({ speaker }) => speaker !== null).length;
  if (marked === 0 && speakers < 2) return null;
  return { cues: named, problems, maker };
}

/** `PT1H2M3.5S` */
function readDuration(text: string): number | null {
  const match = /^\s*PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?\s*$/.exec(text);
  return match && text.trim() !== "PT"
    ? Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0)
    : null;
}

interface Walk {
  readonly found: Stretch[];
  readonly problems: FileProblem[];
}

function walk(node: Node, all: Walk, depth: number): void {
  const { found, problems } = all;
  if (node.nodeName === "#text" && "value" in node) {
    found.push({ kind: "text", text: node.value, line: node.sourceCodeLocation?.startLine ?? null });
    return;
  }
  if (!("childNodes" in node)) return;
  const { nodeName: name } = node;
  if (PASSED_OVER.has(name)) return;
  const line = ("sourceCodeLocation" in node ? node.sourceCodeLocation?.startLine : null) ?? null;
  if (depth > DEEPEST) {
    const left = deepText(node).replace(/\s+/g, " ").trim();
    if (left) problems.push({ line, reason: `the page is nested more than ${DEEPEST} levels deep`, left });
    return;
  }
  if (name === "cite" || name === "time") {
    const text = deepText(node);
    found.push({ kind: name, text: text.trim() ? text : attribute(node as Element, "datetime"), line });
    return;
  }
  if (name === "br") found.push({ kind: "text", text: "\n", line });
  const isBlock = BLOCKS.has(name);
  if (isBlock) found.push({ kind: "end", text: "", line });
  for (const child of node.childNodes) walk(child, all, depth + 1);
  if (isBlock) found.push({ kind: "end", text: "", line });
}

const attribute = (element: Element, name: string) =>
  element.attrs.find((each) => each.name === name)?.value ?? "";

/** The text of a part however deep it is nested: without a frame for each level. */
function deepText(node: Node): string {
  const parts: string[] = [];
  const rest: Node[] = [node];
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (next.nodeName === "#text" && "value" in next) parts.push(next.value);
    if (!("childNodes" in next)) continue;
    if (BLOCKS.has(next.nodeName) || next.nodeName === "br") parts.push(" ");
    // One by one, from the last: a call has too few arguments for what a hostile page holds.
    for (let i = next.childNodes.length - 1; i >= 0; i--) {
      const child = next.childNodes[i];
      if (child && !PASSED_OVER.has(child.nodeName)) rest.push(child);
    }
  }
  return parts.join("");
}
