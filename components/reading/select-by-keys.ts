import { MARK, PARAGRAPH_LINK, PARAGRAPHS, TEXT_PARAGRAPHS, WRONG_LINK } from "@/lib/page-contract";
import { showPlace } from "./step-through";

/**
 * Selects the first sentence of the current paragraph, for readers without a pointer. The current paragraph is the
 * focused one, else the lit one, else the first in sight. `moveEdge` then adjusts the selection.
 */
export function selectSentence(root: HTMLElement): void {
  const paragraphs = [...root.querySelectorAll<HTMLElement>(PARAGRAPHS)];
  const focused = document.activeElement?.closest<HTMLElement>(TEXT_PARAGRAPHS);
  const [lit] = (CSS.highlights?.get("lit-word") ?? []) as Iterable<AbstractRange>;
  const heard = lit?.startContainer.parentElement?.closest<HTMLElement>(PARAGRAPHS);
  const paragraph = focused ?? heard ?? paragraphs.find((each) => each.getBoundingClientRect().top >= 64);
  const words = paragraph && textsOf(paragraph);
  const [first] = words ?? [];
  if (!paragraph || !words || !first) return;
  const text = words.map(({ data }) => data).join("");
  const end = /[.!?…]["”’)]*(?=\s)/.exec(text);
  const start = text.search(/\S/);
  const [from, to] = [
    placeAt(words, Math.max(0, start)),
    placeAt(words, end ? end.index + 1 : text.trimEnd().length),
  ];
  getSelection()?.setBaseAndExtent(...from, ...to);
  showPlace(paragraph.getBoundingClientRect());
}

/** Moves the start or the end of the selection by one word. The selection never becomes empty. */
export function moveEdge(edge: "start" | "end", by: 1 | -1): void {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0) return;
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
  const [start, end] = [
    [startContainer, startOffset],
    [endContainer, endOffset],
  ] as const;
  // `modify` moves the focus end, so make that the edge to move.
  if (edge === "start") selection.setBaseAndExtent(...end, ...start);
  else selection.setBaseAndExtent(...start, ...end);
  selection.modify("extend", by > 0 ? "forward" : "backward", "word");
  // Moving forward stops behind a word; a start belongs before the next word.
  for (let space = 0; edge === "start" && by > 0 && space < 4 && /^\s/.test(String(selection)); space += 1)
    selection.modify("extend", "forward", "character");
  const { focusNode, focusOffset } = selection;
  if (!focusNode || String(selection).trim() === "") selection.setBaseAndExtent(...start, ...end);
  else if (edge === "start") selection.setBaseAndExtent(focusNode, focusOffset, ...end);
}

/** The text nodes of a paragraph that hold its words, without timestamps and gaps. */
function textsOf(paragraph: HTMLElement): Text[] {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (
      node instanceof Text &&
      !node.parentElement?.closest(`[${MARK}], [${PARAGRAPH_LINK}], [${WRONG_LINK}], cite`)
    )
      found.push(node);
  return found;
}

/** The place of the n-th character of some text nodes. */
function placeAt(texts: readonly Text[], index: number): [Node, number] {
  let left = index;
  for (const text of texts) {
    if (left <= text.data.length) return [text, left];
    left -= text.data.length;
  }
  const last = texts.at(-1) as Text;
  return [last, last.data.length];
}
