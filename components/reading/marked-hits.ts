import { ParagraphText } from "@/components/transcript/paragraph-words";
import { FOUND, PARAGRAPHS } from "@/lib/page-contract";
import { makeFinder } from "./make-finder";

const HITS = "found";
const HERE = "found-here";

/** More hits than anybody steps through, and few enough to mark at once. */
export const MOST_HITS = 999;

/**
 * The hits of a phrase in the transcript, highlighted as ranges, without an element for each. A browser without
 * highlights marks the paragraph of the present hit instead.
 */
export class MarkedHits {
  readonly #paragraphs: readonly { readonly element: HTMLElement; readonly text: ParagraphText }[];
  #ranges: Range[] = [];
  #here: Element | null | undefined;

  constructor(root: HTMLElement) {
    this.#paragraphs = [...root.querySelectorAll<HTMLElement>(PARAGRAPHS)].map((element) => ({
      element,
      text: new ParagraphText(element),
    }));
  }

  get count(): number {
    return this.#ranges.length;
  }

  /** Searches for another phrase. */
  look(phrase: string): void {
    this.clear();
    const find = makeFinder(phrase);
    if (!find) return;
    for (const { text } of this.#paragraphs) {
      for (const { start, end } of find(text.text)) {
        if (this.#ranges.length === MOST_HITS) break;
        const range = text.range(start, end);
        if (range) this.#ranges.push(range);
      }
    }
    if (CSS.highlights) CSS.highlights.set(HITS, new Highlight(...this.#ranges));
  }

  /** The index of the first hit in or below the window; 0 where there is none. */
  firstBelow(): number {
    return Math.max(
      0,
      this.#ranges.findIndex((range) => range.getBoundingClientRect().top >= 0),
    );
  }

  /** Highlights one hit as the present one. */
  show(index: number): Range | undefined {
    const range = this.#ranges[index];
    this.#leave();
    if (!range) return undefined;
    if (!CSS.highlights) {
      this.#here = range.startContainer.parentElement?.closest(PARAGRAPHS);
      this.#here?.setAttribute(FOUND, "");
      return range;
    }
    const here = new Highlight(range);
    here.priority = 1;
    CSS.highlights.set(HERE, here);
    return range;
  }

  /** Removes all highlights. */
  clear(): void {
    this.#ranges = [];
    this.#leave();
    CSS.highlights?.delete(HITS);
  }

  #leave() {
    CSS.highlights?.delete(HERE);
    this.#here?.removeAttribute(FOUND);
  }
}
