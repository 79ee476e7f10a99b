import { MARK, PARAGRAPH_LINK, PARAGRAPHS, TEXT_PARAGRAPHS, WRONG_LINK } from "@/lib/page-contract";
import { showPlace } from "./step-through";

/**
 * Selects the first sentence of the paragraph one is at (the one that has the focus, the lit one, or the first in sight),
 * for those who have no pointer; `moveEdge` makes it the words that are meant.
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

/** Moves the beginning or the end of the selection by a word; it never comes to nothing. */
export function moveEdge(edge: "start" | "end", by: 1 | -1): void {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0) return;
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
  const [start, end] = [
    [startContainer, startOffset],
    [endContainer, endOffset],
  ] as const;
  // What is moved is always the focus.
  if (edge === "start") selection.setBaseAndExtent(...end, ...start);
  else selection.setBaseAndExtent(...start, ...end);
  selection.modify("extend", by > 0 ? "forward" : "backward", "word");
  // Forward it comes to rest behind a word; a beginning is meant to stand before the next.
  for (let space = 0; edge === "start" && by > 0 && space < 4 && /^\s/.test(String(selection)); space += 1)
    selection.modify("extend", "forward", "character");
  const { focusNode, focusOffset } = selection;
  if (!focusNode || String(selection).trim() === "") selection.setBaseAndExtent(...start, ...end);
  else if (edge === "start") selection.setBaseAndExtent(focusNode, focusOffset, ...end);
}

/** The texts of a paragraph that are its words: times and gaps between them are not. */
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

/** Where the n-th character of some texts stands. */
function placeAt(texts: readonly Text[], index: number): [Node, number] {
  let left = index;
  for (const text of texts) {
    if (left <= text.data.length) return [text, left];
    left -= text.data.length;
  }
  const last = texts.at(-1) as Text;
  return [last, last.data.length];
}
