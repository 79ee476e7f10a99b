import { MARK } from "@/lib/page-contract";
import { shownWords } from "@/transcript/shown-words";

/**
 * The text of a rendered paragraph as it is read, and where each part of it stands. Timestamps and gaps are no text:
 * each is a space, which parts what stands on its two sides.
 */
export class ParagraphText {
  readonly text: string;
  readonly #nodes: Part[] = [];
  #near = 0;

  constructor(paragraph: Element) {
    this.text = this.#collect(paragraph);
  }

  /** The range of a part of the text, `end` not included; none where it is empty. */
  range(start: number, end: number): Range | undefined {
    const spot = this.spot(start, end);
    return spot && moveTo(document.createRange(), spot);
  }

  /** Where a part of the text stands, `end` not included; none where it is empty. */
  spot(start: number, end: number): Spot | undefined {
    const first = this.#partAt(start);
    const last = this.#partAt(end - 1);
    if (!first || !last) return undefined;
    return {
      from: first.node,
      start: Math.min(start - first.start, first.node.length - 1),
      to: last.node,
      end: Math.min(end - 1 - last.start, last.node.length - 1) + 1,
    };
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
        text = child.matches(`[${MARK}], br, img`) ? `${text} ` : this.#collect(child, text);
      }
    }
    return text;
  }

  /** The part that holds a place, or the last before it. Nearly always the one it was asked for last. */
  #partAt(at: number): Part | undefined {
    const near = this.#nodes[this.#near];
    const next = this.#nodes[this.#near + 1];
    if (near && near.start <= at && (!next || at < next.start)) return near;
    this.#near = this.#nodes.findLastIndex(({ start }) => start <= at);
    return this.#nodes[this.#near];
  }
}

/** Where something stands in the page, as a range is told. */
export interface Spot {
  readonly from: Text;
  readonly start: number;
  readonly to: Text;
  readonly end: number;
}

/** Moves a range there. The end first: one that goes on does not collapse on its way. */
export function moveTo(range: Range, { from, start, to, end }: Spot): Range {
  range.setEnd(to, end);
  range.setStart(from, start);
  return range;
}

/** A node of the text, and where in the text it begins. */
interface Part {
  readonly node: Text;
  readonly start: number;
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

  /** Where the n-th word stands, from 0; none where there is none. */
  spot(index: number): Spot | undefined {
    const word = this.#words[index];
    return word && this.#text.spot(word.start, word.end);
  }

  /** Which word stands at a place of the text, or the one before where it is between two; -1 before all. */
  indexAt(node: Node, offset: number): number {
    const at = this.#text.offsetOf(node, offset);
    return at === undefined ? -1 : this.#words.findLastIndex(({ start }) => start <= at);
  }
}
