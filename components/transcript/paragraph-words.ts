import { MARK } from "@/lib/page-contract";
import { shownWords } from "@/transcript/shown-words";

/** The text of a rendered paragraph, and the place of each part of it. Timestamps and gaps count as a space. */
export class ParagraphText {
  readonly text: string;
  readonly #nodes: Part[] = [];
  #near = 0;

  constructor(paragraph: Element) {
    this.text = this.#collect(paragraph);
  }

  /** The range of a part of the text; `end` is exclusive. Undefined for an empty part. */
  range(start: number, end: number): Range | undefined {
    const spot = this.spot(start, end);
    return spot && moveTo(document.createRange(), spot);
  }

  /** The place of a part of the text; `end` is exclusive. Undefined for an empty part. */
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

  /** The offset in the text of a place of the page. */
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

  /** The part at an offset. Usually the one of the previous call, so try that first. */
  #partAt(at: number): Part | undefined {
    const near = this.#nodes[this.#near];
    const next = this.#nodes[this.#near + 1];
    if (near && near.start <= at && (!next || at < next.start)) return near;
    this.#near = this.#nodes.findLastIndex(({ start }) => start <= at);
    return this.#nodes[this.#near];
  }
}

/** A place in the page, in the terms of a range. */
export interface Spot {
  readonly from: Text;
  readonly start: number;
  readonly to: Text;
  readonly end: number;
}

/** Moves a range. Set the end first: a range that moves forward would collapse otherwise. */
export function moveTo(range: Range, { from, start, to, end }: Spot): Range {
  range.setEnd(to, end);
  range.setStart(from, start);
  return range;
}

/** A text node, and its offset in the text. */
interface Part {
  readonly node: Text;
  readonly start: number;
}

/**
 * The words of a rendered paragraph, by the rule that the server counts them by: runs of non-white-space with a
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

  /** The place of the n-th word, from 0; undefined beyond the last. */
  spot(index: number): Spot | undefined {
    const word = this.#words[index];
    return word && this.#text.spot(word.start, word.end);
  }

  /** The index of the word at a place, or of the word before it; -1 before the first. */
  indexAt(node: Node, offset: number): number {
    const at = this.#text.offsetOf(node, offset);
    return at === undefined ? -1 : this.#words.findLastIndex(({ start }) => start <= at);
  }
}
