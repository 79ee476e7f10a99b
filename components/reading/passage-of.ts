import { MARK, PARAGRAPHS } from "@/lib/page-contract";
import { passageTools } from "@/lib/texts/en/reading-tools";
import { formatClock } from "@/lib/time";
import type { ReadEpisode } from "./read-episode";

/** A selected part of the transcript. */
export interface SelectedPassage {
  /** The words, one line for each paragraph. Where several speakers talk, their names stand before the lines. */
  readonly text: string;
  /** The speaker of the first line; null where nobody is named. */
  readonly speaker: string | null;
  /** The number of speakers. */
  readonly speakers: number;
  /** The id of the first paragraph's element. */
  readonly paragraph: string;
  /** The place of the first word. */
  readonly node: Node;
  readonly offset: number;
}

/** Reads a passage from a range of the page; undefined where the range holds no words of the transcript. */
export function passageOf(range: Range, root: HTMLElement): SelectedPassage | undefined {
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

/** The passage as a quotation, in plain text and HTML: the words, the speaker, the episode, the time and the link. */
export function quotationOf(passage: SelectedPassage, episode: ReadEpisode, link: string, moment?: number) {
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

/**
 * The text of a part, without timestamps. A gap is said as every format says it: “[…]” would mean that whoever quotes left
 * words out.
 */
function textOf(part: Range): string {
  const copy = part.cloneContents();
  for (const mark of copy.querySelectorAll(`[${MARK}]`))
    mark.replaceWith(mark.getAttribute(MARK) === "gap" ? ` ${passageTools.unheard} ` : " ");
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

const speakerOf = (paragraph: Element): string | null =>
  paragraph.closest("section")?.querySelector("cite")?.firstChild?.textContent?.trim() || null;

/** The place of a part's first word: a selection often begins with a space. */
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
