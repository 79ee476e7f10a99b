import { MARK, PARAGRAPHS } from "@/lib/page-contract";
import { formatClock } from "@/lib/time";
import type { ReadEpisode } from "./read-episode";

/** A selected part of the transcript. */
export interface Passage {
  /** What was said, a line for each paragraph; the speakers stand before the lines where there are several. */
  readonly text: string;
  /** Whose words it begins with, where somebody is named. */
  readonly speaker: string | null;
  /** How many speakers it has. */
  readonly speakers: number;
  /** The id of the paragraph it begins in. */
  readonly paragraph: string;
  /** Where its first word stands. */
  readonly node: Node;
  readonly offset: number;
}

/** Reads a passage from a range of the page; none where it holds no word of the transcript. */
export function passageOf(range: Range, root: HTMLElement): Passage | undefined {
  const lines = [...root.querySelectorAll(`:is(p, div)${PARAGRAPHS}`)].flatMap((paragraph) => {
    const part = range.intersectsNode(paragraph) ? partOf(paragraph, range) : undefined;
    const text = part && textOf(part);
    return part && text ? [{ paragraph, part, text, speaker: speakerOf(paragraph) }] : [];
  });
  const [first] = lines;
  if (!first) return undefined;
  const speakers = new Set(lines.map(({ speaker }) => speaker)).size;
  const said = lines.map(({ text, speaker }, index) =>
    speakers > 1 && speaker && speaker !== lines[index - 1]?.speaker ? `${speaker}: ${text}` : text,
  );
  return {
    text: said.join("\n"),
    speaker: first.speaker,
    speakers,
    paragraph: first.paragraph.id,
    ...firstWord(first.part),
  };
}

/** The passage as something to put into another text: what was said, by whom, where, and the link. */
export function quotationOf(passage: Passage, episode: ReadEpisode, link: string, moment?: number) {
  const who = passage.speakers === 1 ? passage.speaker : null;
  const where = [`“${episode.title}”`, episode.show, moment === undefined ? null : formatClock(moment)];
  const source = [who, ...where].filter((part) => part !== null).join(", ");
  const paragraphs = passage.text.split("\n").map((line) => `<p>${asHtml(line)}</p>`);
  return {
    text: `“${passage.text}”\n— ${source}\n${link}`,
    html:
      `<blockquote cite="${asHtml(link)}">${paragraphs.join("")}</blockquote>` +
      `<p>— <a href="${asHtml(link)}">${asHtml(source)}</a></p>`,
  };
}

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const asHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);

function partOf(paragraph: Element, range: Range): Range {
  const part = document.createRange();
  part.selectNodeContents(paragraph);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0)
    part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0)
    part.setEnd(range.endContainer, range.endOffset);
  return part;
}

/** A gap stays one; the times between the words are not said. */
function textOf(part: Range): string {
  const copy = part.cloneContents();
  for (const mark of copy.querySelectorAll(`[${MARK}]`))
    mark.replaceWith(mark.getAttribute(MARK) === "gap" ? " […] " : " ");
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

const speakerOf = (paragraph: Element): string | null =>
  paragraph.closest("section")?.querySelector("cite")?.firstChild?.textContent?.trim() || null;

/** Where the first word of a part stands: a selection often takes the space before it along. */
function firstWord(part: Range): { node: Node; offset: number } {
  const walker = document.createTreeWalker(part.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    if (!(node instanceof Text) || !part.intersectsNode(node)) continue;
    const from = node === part.startContainer ? part.startOffset : 0;
    const offset = node.data.slice(from).search(/\S/);
    if (offset >= 0) return { node, offset: from + offset };
  }
  return { node: part.startContainer, offset: part.startOffset };
}
