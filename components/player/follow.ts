// Where the eye reads most comfortably: the lit word is left alone between these parts of the window's height,
// and brought to the third of them when it leaves. Below the middle there is what comes next to look forward to.
const HIGHEST = 0.14;
const LOWEST = 0.62;
const RESTING = 0.34;

// Fewer than two lines of a phone have.
const SURE_WORDS = 8;

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
  /** All of it stands where the eye reads, and has since nothing moved: none of its words has to be looked for. */
  #calm: Element | undefined;
  /** So many more words of it need not be looked for, as long as nothing moved. */
  #sure: { readonly paragraph: Element; words: number } | undefined;
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
   * Brings a place of the page into the comfortable part of the window, if it is not there and one follows.
   *
   * @param how.asked where the reader has asked for this place, followed or not
   * @param how.atOnce where the reader has just arrived, and there is no way to be shown
   */
  reveal(place: Place | undefined, { atOnce = false, asked = false }: Revealing = {}): void {
    const own = performance.now() < this.#ownUntil;
    if (!place || own || !(this.#following || asked) || place.paragraph === this.#calm) return;
    if (!asked && this.#sure?.paragraph === place.paragraph && this.#sure.words-- > 0) return;
    // To ask where something is makes the browser lay the page out: a paragraph that is all in sight is asked once.
    this.#calm = isComfortable(place.paragraph.getBoundingClientRect()) ? place.paragraph : undefined;
    if (this.#calm) return;
    const where = (place.word ?? place.paragraph).getBoundingClientRect();
    if (isComfortable(where)) {
      // So few words do not leave it: they take a line, and it has two to go.
      if (where.bottom + 2 * where.height < innerHeight * LOWEST)
        this.#sure = { paragraph: place.paragraph, words: SURE_WORDS };
      return;
    }
    this.#ownUntil = performance.now() + LONGEST_SCROLL;
    const distance = where.top - innerHeight * RESTING;
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
    this.#calm = undefined;
    this.#sure = undefined;
  }

  #set(following: boolean) {
    if (following === this.#following) return;
    this.#following = following;
    this.#onChange(following);
  }
}

const isComfortable = ({ top, bottom }: DOMRect) =>
  top > innerHeight * HIGHEST && bottom < innerHeight * LOWEST;

/** A word of a paragraph, or the paragraph alone where no word of it can be told. */
export interface Place {
  readonly paragraph: Element;
  readonly word: Range | undefined;
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
