import { shownWords } from "@/transcript/shown-words";

/**
 * The words of a rendered paragraph, found by the rule the server counts them by: runs of non-white-space with a
 * letter or digit, over all text but that of timestamps and gaps, which part the words on their two sides.
 */
export class ParagraphWords {
  readonly #nodes: { readonly node: Text; readonly start: number }[] = [];
  readonly #words: readonly { readonly start: number; readonly end: number }[];

  constructor(paragraph: Element) {
    this.#words = shownWords(this.#collect(paragraph));
  }

  get count(): number {
    return this.#words.length;
  }

  /** The range of the n-th word, from 0. */
  range(index: number): Range | undefined {
    const word = this.#words[index];
    const start = word && this.#place(word.start);
    const end = word && this.#place(word.end - 1);
    if (!start || !end) return undefined;
    const range = document.createRange();
    range.setStart(start.node, start.offset);
    range.setEnd(end.node, end.offset + 1);
    return range;
  }

  /** Which word stands at a place of the text, or the one before where it is between two; -1 before all. */
  indexAt(node: Node, offset: number): number {
    const found = this.#nodes.find((candidate) => candidate.node === node);
    if (!found) return -1;
    return this.#words.findLastIndex(({ start }) => start <= found.start + offset);
  }

  #collect(parent: Node, before = ""): string {
    let text = before;
    for (const child of parent.childNodes) {
      if (child instanceof Text) {
        this.#nodes.push({ node: child, start: text.length });
        text += child.data;
      } else if (child instanceof Element) {
        text = child.matches("[data-mark], br, img") ? `${text} ` : this.#collect(child, text);
      }
    }
    return text;
  }

  #place(at: number): { node: Text; offset: number } | undefined {
    const found = this.#nodes.findLast(({ start }) => start <= at);
    return found && { node: found.node, offset: at - found.start };
  }
}
