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
