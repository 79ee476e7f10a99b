import { shownWords } from "@/transcript/shown-words";

/**
 * The text of a rendered paragraph as it is read, and where each part of it stands. Timestamps and gaps are no text:
 * each is a space, which parts what stands on its two sides.
 */
export class ParagraphText {
  readonly text: string;
  readonly #nodes: { readonly node: Text; readonly start: number }[] = [];

  constructor(paragraph: Element) {
    this.text = this.#collect(paragraph);
  }

  /** The range of a part of the text, `end` not included; none where it is empty. */
  range(start: number, end: number): Range | undefined {
    const range = document.createRange();
    return this.moveTo(start, end, range) ? range : undefined;
  }

  /** Moves a range to a part of the text; false where it is empty. */
  moveTo(start: number, end: number, range: Range): boolean {
    const from = this.#place(start);
    const to = this.#place(end - 1);
    if (!from || !to) return false;
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset + 1);
    return true;
  }

  /** Where in the text a place of the page is. */
  offsetOf(node: Node, offset: number): number | undefined {
    const found = this.#nodes.find((candidate) => candidate.node === node);
    return found && found.start + offset;
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
    return found && { node: found.node, offset: Math.min(at - found.start, found.node.length - 1) };
  }
}

/**
 * The words of a rendered paragraph, found by the rule the server counts them by: runs of non-white-space with a
 * letter or digit.
 */
export class ParagraphWords {
  readonly #text: ParagraphText;
  readonly #words: readonly { readonly start: number; readonly end: number }[];

  constructor(paragraph: Element) {
    this.#text = new ParagraphText(paragraph);
    this.#words = shownWords(this.#text.text);
  }

  get count(): number {
    return this.#words.length;
  }

  /** Moves a range to the n-th word, from 0; false where there is none. */
  moveTo(index: number, range: Range): boolean {
    const word = this.#words[index];
    return word !== undefined && this.#text.moveTo(word.start, word.end, range);
  }

  /** Which word stands at a place of the text, or the one before where it is between two; -1 before all. */
  indexAt(node: Node, offset: number): number {
    const at = this.#text.offsetOf(node, offset);
    return at === undefined ? -1 : this.#words.findLastIndex(({ start }) => start <= at);
  }
}
