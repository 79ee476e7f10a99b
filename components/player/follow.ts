// The comfortable zone, as parts of the window's height. Inside it the lit word stays where it is; outside it
// the page scrolls the word to RESTING. That is above the middle, so that the reader sees what comes next.
const HIGHEST = 0.14;
const LOWEST = 0.62;
const RESTING = 0.34;

// In milliseconds. A smooth scroll takes about half a second; some browsers do not report its end.
const LONGEST_SCROLL = 1200;

/**
 * Keeps the lit word in sight while audio plays, until the reader scrolls. From then on nothing moves the
 * page until the reader asks for it. Scrolling while nothing plays does not stop following. A reader who has
 * turned following off is never followed, but still sees a place that they ask for.
 */
export class Follow {
  readonly #audio: HTMLMediaElement;
  readonly #onChange: (following: boolean) => void;
  #following: boolean;
  #wanted: boolean;
  #held = false;
  #ownUntil = 0;
  /**
   * Words of a paragraph that are known to be in the comfortable zone, until something moves. Saves measuring
   * each.
   */
  #seen: { readonly paragraph: Element; readonly from: number; readonly to: number } | undefined;
  readonly #stop = new AbortController();

  constructor(audio: HTMLMediaElement, wanted: boolean, onChange: (following: boolean) => void) {
    this.#audio = audio;
    this.#wanted = wanted;
    this.#following = wanted;
    this.#onChange = onChange;
    const passive = { passive: true, signal: this.#stop.signal };
    // Every scroll that we did not start is the reader's: wheel, finger, keys, scroll bar, search.
    addEventListener("scroll", () => this.#scrolled(), passive);
    addEventListener("resize", () => this.#moved(), passive);
    addEventListener("scrollend", () => (this.#ownUntil = 0), passive);
    addEventListener("wheel", () => this.pause(), passive);
    addEventListener("touchmove", () => this.pause(), passive);
  }

  /** Turns following on or off until the reader changes it. */
  turn(on: boolean): void {
    this.#wanted = on;
    this.#set(on);
  }

  /** The reader went to the spoken words: follow again, unless they turned following off. */
  resume(): void {
    this.#set(this.#wanted);
  }

  /** The reader went to another place. */
  pause(): void {
    if (!this.#audio.paused) this.#set(false);
  }

  /** While it is held, the page moves only where the reader asks for a place. */
  hold(held: boolean): void {
    this.#held = held;
  }

  /**
   * Scrolls what is lit into the comfortable zone, if it is outside and the page follows.
   *
   * @param how.asked the reader asked for this place: show it even without following
   * @param how.atOnce the reader has just arrived: do not animate
   */
  reveal(lit: Lit, how?: Revealing): void {
    const { paragraph, word } = lit;
    if (!paragraph || !(how?.asked || (this.#following && !this.#held))) return;
    const seen = this.#seen;
    if (paragraph === seen?.paragraph && word >= seen.from && word < seen.to) return;
    if (this.#ownUntil > 0 && performance.now() < this.#ownUntil) return;
    // Measuring makes the browser lay out the page, so measure once for as many words as possible.
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

/** The index of the first word after the lit one that is below the comfortable zone. */
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

/** A word of a paragraph, or only the paragraph where its words are unknown. */
export interface Lit {
  readonly paragraph: Element | undefined;
  /** The word's index in the page; -1 where it is unknown. */
  readonly word: number;
  /** The index of the paragraph's last word. */
  readonly lastWord: number;
  /** Where a word of the paragraph stands in the window. */
  boxOf(word: number): DOMRect | undefined;
}

interface Revealing {
  readonly atOnce?: boolean;
  readonly asked?: boolean;
}

/** How to scroll by so many pixels: instantly for readers who prefer reduced motion, and over long distances. */
export function wayOfScrolling(distance: number): ScrollBehavior {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  // No eye can follow a jump across the document.
  return !calm && Math.abs(distance) < innerHeight * 2 ? "smooth" : "instant";
}
