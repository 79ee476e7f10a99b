import { moveTo, ParagraphWords, type Spot } from "@/components/transcript/paragraph-words";
import { LIGHT, PARAGRAPHS } from "@/lib/page-contract";
import type { Lit } from "./follow";
import { paragraphOf, type SpokenPage, type SpokenParagraph } from "./word-starts";

const NAME = "lit-word";

/**
 * Lights one word of the transcript at a time, as a range. It changes no element, except for one attribute
 * that moves from paragraph to paragraph.
 */
export class Light implements Lit {
  readonly #root: HTMLElement;
  readonly #page: SpokenPage;
  /** The paragraphs and markers in the order of the page, which is the order of the segments. */
  readonly #paragraphs: readonly Element[];
  readonly #highlight: Highlight | undefined;
  #paragraph: Element | undefined;
  #marked: Element | undefined;
  /** The lit paragraph's words, as indexes in the page. */
  #spoken: SpokenParagraph | undefined;
  #words: ParagraphWords | undefined;
  /**
   * The lit word. The same range moves from word to word, so the browser redraws only the old and the new
   * place.
   */
  readonly #range = document.createRange();
  /** A second range, to measure words that are not lit. */
  readonly #probe = document.createRange();
  #isLit = false;
  /** Whether the whole paragraph is lit, since nobody is sure of its word. */
  #isWhole = false;
  /** The index of the lit word in the page; -1 where none is lit. */
  #word = -1;

  constructor(root: HTMLElement, page: SpokenPage) {
    this.#root = root;
    this.#page = page;
    this.#paragraphs = [...root.querySelectorAll(PARAGRAPHS)];
    if ("highlights" in CSS) {
      this.#highlight = new Highlight();
      CSS.highlights.set(NAME, this.#highlight);
    } else {
      root.setAttribute(LIGHT, "paragraph");
    }
  }

  /** Lights a word by its index in the page; a negative index lights none. `mark` marks its paragraph. */
  show(word: number): void {
    // Usually the next word of the same paragraph: keep what has not changed.
    if (!this.#spoken || word < this.#spoken.from || word >= this.#spoken.to) {
      this.#spoken = paragraphOf(this.#page, word);
      this.#enter(this.#spoken ? (this.paragraphAt(this.#spoken.place) ?? null) : null);
    }
    const spot = this.spotOf(word);
    if (spot) this.showAt(spot, word);
    else this.#turn(false);
  }

  /** Where a word of the lit paragraph stands; undefined for other words, and where the place is unknown. */
  spotOf(word: number): Spot | undefined {
    const spoken = this.#spoken;
    if (!spoken || word < spoken.from || word >= spoken.to) return undefined;
    // If the page has other words than the server counted, light the paragraph rather than a wrong word.
    return this.#words?.count === spoken.to - spoken.from ? this.#words.spot(word - spoken.from) : undefined;
  }

  /**
   * Lights a word of the lit paragraph at the place that `spotOf` found; the whole paragraph, if the word's time is not
   * sure.
   */
  showAt(spot: Spot, word: number): void {
    const isSure = !this.#page.unsure.has(word);
    if (isSure) moveTo(this.#range, spot);
    if (isSure !== this.#isLit) this.#turn(isSure);
    if (isSure === this.#isWhole) this.#turnWhole(!isSure);
    this.#word = word;
  }

  /** Lights no word. After `mark`, the break or jingle behind the word is marked, if that is what is heard. */
  rest(word: number): void {
    const { paragraphs } = this.#page;
    const place = paragraphOf(this.#page, word);
    const next = place && word === place.to - 1 ? paragraphs[place.place + 1] : undefined;
    this.#turn(false);
    this.#spoken = undefined;
    this.#enter((next && next.from === next.to ? this.paragraphAt(next.place) : null) ?? null);
  }

  /**
   * The element of a paragraph; undefined where the page has another number of paragraphs than the server
   * counted.
   */
  paragraphAt(place: number): Element | undefined {
    return this.#paragraphs.length === this.#page.paragraphs.length ? this.#paragraphs[place] : undefined;
  }

  /** A paragraph's index in the page; undefined where it is missing, or the number of paragraphs differs. */
  placeOf(id: string): number | undefined {
    const place = this.#paragraphs.findIndex((paragraph) => paragraph.id === id);
    return this.paragraphAt(place) && place;
  }

  get paragraph(): Element | undefined {
    return this.#paragraph;
  }

  get word(): number {
    return this.#word;
  }

  get lastWord(): number {
    return this.#word >= 0 && this.#spoken ? this.#spoken.to - 1 : -1;
  }

  boxOf(word: number): DOMRect | undefined {
    const spot = this.spotOf(word);
    return spot && moveTo(this.#probe, spot).getBoundingClientRect();
  }

  /** The index of the word at a point of the window; undefined outside the transcript's words. */
  wordAtPoint(x: number, y: number): number | undefined {
    const caret = caretAt(x, y);
    return caret && this.wordAtPlace(caret.node, caret.offset);
  }

  /**
   * The index of the word at a place of the page, or of the word before it; undefined outside the
   * transcript's words.
   */
  wordAtPlace(node: Node, offset: number): number | undefined {
    const paragraph = node.parentElement?.closest(PARAGRAPHS);
    if (!paragraph || !this.#root.contains(paragraph)) return undefined;
    const place = this.#page.paragraphs[this.#paragraphs.indexOf(paragraph)];
    if (!place) return undefined;
    const words = new ParagraphWords(paragraph);
    const index = words.count === place.to - place.from ? words.indexAt(node, offset) : 0;
    return place.from + Math.max(0, index);
  }

  /** Marks the lit paragraph. Writes to the DOM: measure layout first. */
  mark(): void {
    if (this.#marked === this.#paragraph) return;
    this.#marked?.removeAttribute("aria-current");
    this.#paragraph?.setAttribute("aria-current", "true");
    this.#marked = this.#paragraph;
  }

  /** Removes all marks. */
  clear(): void {
    this.#enter(null);
    this.mark();
    if (this.#isWhole) this.#turnWhole(false);
    CSS.highlights?.delete(NAME);
  }

  #turn(on: boolean) {
    if (!on) this.#word = -1;
    if (!on && this.#isWhole) this.#turnWhole(false);
    if (on === this.#isLit) return;
    this.#isLit = on;
    if (on) this.#highlight?.add(this.#range);
    else this.#highlight?.clear();
  }

  #turnWhole(on: boolean) {
    this.#isWhole = on;
    // A browser without highlights always lights the paragraph.
    if (this.#highlight) {
      if (on) this.#root.setAttribute(LIGHT, "paragraph");
      else this.#root.removeAttribute(LIGHT);
    }
  }

  #enter(paragraph: Element | null) {
    if (paragraph === (this.#paragraph ?? null)) return;
    this.#paragraph = paragraph ?? undefined;
    this.#words = paragraph ? new ParagraphWords(paragraph) : undefined;
  }
}

function caretAt(x: number, y: number): { node: Node; offset: number } | undefined {
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret ? { node: caret.offsetNode, offset: caret.offset } : undefined;
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : undefined;
}
