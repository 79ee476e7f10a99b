// Where the eye reads most comfortably: the lit word is left alone between these parts of the window's height,
// and brought to the third of them when it leaves. Below the middle there is what comes next to look forward to.
const HIGHEST = 0.14;
const LOWEST = 0.62;
const RESTING = 0.34;

// A smooth scroll takes about half a second; where a browser does not say when it ended, this is long enough.
const LONGEST_SCROLL = 1200;

/**
 * Keeps the lit word in sight while audio plays, until the reader scrolls: from then on the page is theirs, and
 * nothing moves it before they ask for it. Where they scroll while nothing plays, there is nothing to stop.
 */
export class Follow {
  readonly #audio: HTMLMediaElement;
  readonly #onChange: (following: boolean) => void;
  #following = true;
  #ownUntil = 0;
  readonly #stop = new AbortController();

  constructor(audio: HTMLMediaElement, onChange: (following: boolean) => void) {
    this.#audio = audio;
    this.#onChange = onChange;
    const passive = { passive: true, signal: this.#stop.signal };
    // Whatever moves the page and is not our own scroll is the reader's: wheel, finger, keys, scroll bar, search.
    addEventListener("scroll", () => this.#scrolled(), passive);
    addEventListener("scrollend", () => (this.#ownUntil = 0), passive);
    addEventListener("wheel", () => this.#taken(), passive);
    addEventListener("touchmove", () => this.#taken(), passive);
  }

  get following(): boolean {
    return this.#following;
  }

  set(following: boolean): void {
    if (following === this.#following) return;
    this.#following = following;
    this.#onChange(following);
  }

  /**
   * Brings a place of the window into the comfortable part of it, if it is not there and one follows; `atOnce`
   * where the reader has just arrived, and there is no way to be shown.
   */
  reveal(place: DOMRect | undefined, { atOnce } = { atOnce: false }): void {
    const own = performance.now() < this.#ownUntil;
    if (!place || !this.#following || own) return;
    if (place.top > innerHeight * HIGHEST && place.bottom < innerHeight * LOWEST) return;
    this.#ownUntil = performance.now() + LONGEST_SCROLL;
    const distance = place.top - innerHeight * RESTING;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    // A jump across the document is not a movement anyone's eye can follow.
    const smooth = !atOnce && !calm && Math.abs(distance) < innerHeight * 2;
    scrollBy({ top: distance, behavior: smooth ? "smooth" : "instant" });
  }

  close(): void {
    this.#stop.abort();
  }

  #scrolled() {
    if (performance.now() > this.#ownUntil) this.#taken();
  }

  #taken() {
    if (!this.#audio.paused) this.set(false);
  }
}
