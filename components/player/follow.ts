// Where the eye reads most comfortably: the lit word is left alone between these parts of the window's height,
// and brought to the third of them when it leaves. Below the middle there is what comes next to look forward to.
const HIGHEST = 0.14;
const LOWEST = 0.62;
const RESTING = 0.34;

// A smooth scroll takes about half a second; where a browser does not say when it ended, this is long enough.
const LONGEST_SCROLL = 1200;

/**
 * Keeps the lit word in sight while audio plays, until the reader scrolls: from then on the page is theirs, and
 * nothing moves it before they ask for it. Where they scroll while nothing plays, there is nothing to stop. Who has
 * turned following off is never followed; a place they ask for is shown to them all the same.
 */
export class Follow {
  readonly #audio: HTMLMediaElement;
  readonly #onChange: (following: boolean) => void;
  #following: boolean;
  #wanted: boolean;
  #ownUntil = 0;
  /** These words of a paragraph stand where the eye reads, and have since nothing moved: none has to be looked for. */
  #seen: { readonly paragraph: Element; readonly from: number; readonly to: number } | undefined;
  readonly #stop = new AbortController();

  constructor(audio: HTMLMediaElement, wanted: boolean, onChange: (following: boolean) => void) {
    this.#audio = audio;
    this.#wanted = wanted;
    this.#following = wanted;
    this.#onChange = onChange;
    const passive = { passive: true, signal: this.#stop.signal };
    // Whatever moves the page and is not our own scroll is the reader's: wheel, finger, keys, scroll bar, search.
    addEventListener("scroll", () => this.#scrolled(), passive);
    addEventListener("resize", () => this.#moved(), passive);
    addEventListener("scrollend", () => (this.#ownUntil = 0), passive);
    addEventListener("wheel", () => this.pause(), passive);
    addEventListener("touchmove", () => this.pause(), passive);
  }

  /** Turns it on or off, for good. */
  turn(on: boolean): void {
    this.#wanted = on;
    this.#set(on);
  }

  /** The reader has gone to what is said: the page follows again, unless they have turned that off. */
  resume(): void {
    this.#set(this.#wanted);
  }

  /** The reader has gone to look elsewhere. */
  pause(): void {
    if (!this.#audio.paused) this.#set(false);
  }

  /**
   * Brings what is lit into the comfortable part of the window, if it is not there and one follows.
   *
   * @param how.asked where the reader has asked for this place, followed or not
   * @param how.atOnce where the reader has just arrived, and there is no way to be shown
   */
  reveal(lit: Lit, how?: Revealing): void {
    const { paragraph, word } = lit;
    if (!paragraph || !(this.#following || how?.asked)) return;
    const seen = this.#seen;
    if (paragraph === seen?.paragraph && word >= seen.from && word < seen.to) return;
    if (this.#ownUntil > 0 && performance.now() < this.#ownUntil) return;
    // To ask where something is makes the browser lay the page out: it is asked once for as many words as possible.
    const whole = paragraph.getBoundingClientRect();
    const where = lit.boxOf(word) ?? whole;
    if (isComfortable(whole)) this.#seen = { paragraph, from: -1, to: Number.POSITIVE_INFINITY };
    else if (isComfortable(where)) this.#seen = { paragraph, from: word, to: firstBelow(lit) };
    else this.#scrollTo(where, how?.atOnce);
  }

  #scrollTo({ top }: DOMRect, atOnce = false) {
    this.#ownUntil = performance.now() + LONGEST_SCROLL;
    const distance = top - innerHeight * RESTING;
    scrollBy({ top: distance, behavior: atOnce ? "instant" : wayOfScrolling(distance) });
  }

  close(): void {
    this.#stop.abort();
  }

  #scrolled() {
    this.#moved();
    if (performance.now() > this.#ownUntil) this.pause();
  }

  #moved() {
    this.#seen = undefined;
  }

  #set(following: boolean) {
    if (following === this.#following) return;
    this.#following = following;
    this.#onChange(following);
  }
}

const isComfortable = ({ top, bottom }: DOMRect) =>
  top > innerHeight * HIGHEST && bottom < innerHeight * LOWEST;

/** The first word after the lit one that is too low to be read in comfort. */
function firstBelow(lit: Lit): number {
  let low = lit.word + 1;
  let high = lit.lastWord + 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const box = lit.boxOf(middle);
    if (box && box.bottom < innerHeight * LOWEST) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A word of a paragraph, or the paragraph alone where no word of it can be told. */
export interface Lit {
  readonly paragraph: Element | undefined;
  /** Which word, by its index in the page; -1 where none can be told. */
  readonly word: number;
  /** The last one of the paragraph. */
  readonly lastWord: number;
  /** Where a word of the paragraph stands in the window. */
  boxOf(word: number): DOMRect | undefined;
}

interface Revealing {
  readonly atOnce?: boolean;
  readonly asked?: boolean;
}

/** How a page moves by so many pixels: at once for those who asked for less motion, and far across the document. */
export function wayOfScrolling(distance: number): ScrollBehavior {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  // A jump across the document is not a movement anyone's eye can follow.
  return !calm && Math.abs(distance) < innerHeight * 2 ? "smooth" : "instant";
}
