import { layOut, layOutNow } from "@/components/transcript/lay-out";
import type { Spot } from "@/components/transcript/paragraph-words";
import { audioAt, type HeardPoints, textAt } from "@/transcript/heard-points";
import { wordAt } from "@/transcript/word-at";
import type { Asked } from "./asked";
import { Clock, type Moment } from "./clock";
import { Follow } from "./follow";
import { Light } from "./light";
import { nextMoment, paragraphOf, type SpokenPage, unpackWordStarts } from "./word-starts";

interface Parts {
  readonly audio: HTMLAudioElement;
  /** The element that holds the paragraphs. */
  readonly root: HTMLElement;
  readonly wordStartsUrl: string;
  /** The request for the times of the words, if it has been sent already. */
  readonly wordStarts: Promise<ArrayBuffer> | undefined;
  /** Whether this text's audio is loaded. */
  readonly isLoaded: () => boolean;
  /** Whether this text has audio. */
  readonly hasAudio: boolean;
  /** Loads this text's audio. */
  readonly load: () => void;
  /** Where the audio that plays has the text, if it is another file than the one that was timed. */
  readonly points: () => HeardPoints;
  /** Whether the reader wants the page to follow the voice. */
  readonly follows: boolean;
  readonly onFollow: (following: boolean) => void;
  /** Called with the audio's second: at least each whole second while it plays, and when it stops or jumps. */
  readonly onTime: (seconds: number) => void;
  readonly onProblem: (problem: "times") => void;
}

/** The beginning of a paragraph, and when it is said by the text's times. */
export interface Phrase {
  readonly text: string;
  readonly start: number;
}

// In milliseconds. Most double clicks are faster, and few people notice that audio starts this much later.
const DOUBLE_CLICK = 220;

// In seconds. A word that begins this soon after a whole second moves the clock too, which halves the calls.
// Browsers' own clocks are no more exact.
const CLOCK_WAITS = 0.3;

// Floating-point tolerance, in seconds.
const SURELY = 1e-4;

// Enough words to recognise by ear, few enough to read at a glance.
const PHRASE_WORDS = 7;

/**
 * Ties the audio to the text: it lights the spoken word, scrolls along, and plays from a clicked word. It
 * works on the elements that the server sent and draws nothing anew.
 */
export class ReadAlong {
  readonly #parts: Parts;
  readonly #follow: Follow;
  readonly #stop = new AbortController();
  readonly #clock: Clock;
  #page: SpokenPage | undefined;
  #light: Light | undefined;
  /** The lit word, or the last word before a silence. */
  #word = -1;
  #rests = false;
  /** The word that the audio has reached. It differs from the lit one after a reader has pressed a word. */
  #said = -1;
  /** Whether the reader has heard or chosen a place since the page opened. */
  #moved = false;
  /** The timer of a click that may be the first of a double click. */
  #click: ReturnType<typeof setTimeout> | undefined;
  /** A click on a word before its time was known. */
  #early: MouseEvent | undefined;
  /** The place that was asked for before the times were known. */
  #asked: Asked | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#follow = new Follow(parts.audio, parts.follows, parts.onFollow);
    this.#clock = new Clock(parts.audio, {
      tick: (seconds, playing, moved) => this.#tick(seconds, playing, moved),
      next: (after) => this.#next(after),
    });
    const { signal } = this.#stop;
    parts.root.addEventListener("click", (event) => this.#clicked(event), { signal });
    this.loadTimes();
  }

  /** Fetches the times of the words. The browser caches them for as long as the revision is the same. */
  async loadTimes(): Promise<void> {
    if (this.#page) return;
    try {
      const early = await this.#parts.wordStarts?.catch(() => undefined);
      this.#page = unpackWordStarts(new Uint8Array(early ?? (await this.#fetchTimes())));
      if (this.#stop.signal.aborted) return;
    } catch {
      if (!this.#stop.signal.aborted) this.#parts.onProblem("times");
      return;
    }
    this.#light = new Light(this.#parts.root, this.#page);
    layOut(this.#parts.root, this.#stop.signal);
    // A click since the page opened overrides the place in the address.
    if (this.#early) this.#clicked(this.#early);
    else if (this.#asked !== undefined) this.open(this.#asked);
    else this.#clock.again();
  }

  async #fetchTimes(): Promise<ArrayBuffer> {
    const response = await fetch(this.#parts.wordStartsUrl, { signal: this.#stop.signal });
    if (!response.ok) throw new Error(`${response.status}`);
    return response.arrayBuffer();
  }

  /**
   * Opens the page at a moment of the text or at a paragraph: it moves the audio, lights the word and scrolls
   * to it.
   */
  open(asked: Asked): void {
    this.#moved = true;
    this.#follow.resume();
    this.#asked = asked;
    const seconds = typeof asked === "number" ? asked : this.#startOf(asked);
    if (seconds === undefined) return;
    this.#seek(seconds);
    if (!this.#page) return;
    layOutNow(this.#parts.root);
    this.#showAt(seconds, { atOnce: true, asked: true });
  }

  /** The reader has moved the audio. */
  moved(): void {
    this.#moved = true;
    this.#clock.again();
  }

  /** Returns to the lit word and follows it, or stops following. */
  follow(on: boolean): void {
    this.#follow.turn(on);
    // Also while somebody edits: the reader has asked for it.
    if (this.#light) this.#follow.reveal(this.#light, on ? { asked: true } : undefined);
  }

  /** The reader looks at another place than the spoken one. */
  lookAround(): void {
    this.#follow.pause();
  }

  /** While it is held, the page does not follow the voice: somebody edits. */
  hold(held: boolean): void {
    this.#follow.hold(held);
  }

  /** Plays from a moment of the text, or from the beginning of a paragraph. */
  play(from: Asked): void {
    const seconds = typeof from === "number" ? from : this.#startOf(from);
    if (seconds !== undefined) this.#playFrom(seconds);
  }

  /**
   * The second at which the word at a place of the page begins; undefined outside the words, and before the
   * times are known.
   */
  momentAt(node: Node, offset: number): number | undefined {
    const word = this.#light?.wordAtPlace(node, offset);
    return word === undefined ? undefined : this.#page?.starts[word];
  }

  /** Lights the spoken word again after `points` have changed. */
  again(): void {
    const { text, rests } = textAt(this.#parts.points(), this.#parts.audio.currentTime);
    this.#showAt(text, undefined, rests);
    this.#clock.again();
  }

  /** How the lit paragraph begins. */
  phrase(): Phrase | undefined {
    const place = this.#page && paragraphOf(this.#page, Math.max(0, this.#word));
    const paragraph = place && this.#light?.paragraphAt(place.place);
    const start = place && this.#page?.starts[place.from];
    if (!paragraph || start === undefined) return undefined;
    const said = (paragraph.textContent ?? "").trim().split(/\s+/);
    const text = said.slice(0, PHRASE_WORDS).join(" ");
    return { text: said.length > PHRASE_WORDS ? `${text} …` : text, start };
  }

  close(): void {
    this.#forgetClick();
    this.#stop.abort();
    this.#clock.stop();
    this.#follow.close();
    this.#light?.clear();
  }

  #tick(second: number, playing: boolean, moved: boolean) {
    const { text, rests } = textAt(this.#parts.points(), second);
    // A word that was clicked keeps the light until it plays, whatever paused audio tells late.
    const isChosen = this.#click !== undefined && !playing && !moved;
    // Light first: it may measure words, and drawing the clock before would force another layout.
    if (!isChosen && this.#comesTo(text, moved)) this.#lightAt(text, playing, rests);
    this.#parts.onTime(second);
  }

  /**
   * Whether to move the light to this second. Audio that was late passes some words twice: unless the audio
   * was moved, the light waits.
   */
  #comesTo(seconds: number, moved: boolean): boolean {
    const word = this.#page ? wordAt(this.#page.starts, seconds) : -1;
    if (!moved && word < this.#said) return false;
    this.#said = word;
    return true;
  }

  #lightAt(seconds: number, playing: boolean, rests: boolean) {
    if (!this.#page || !this.#light || !this.#parts.isLoaded()) return;
    // Light nothing before the first play.
    if (this.#word < 0 && !playing && this.#parts.audio.currentTime === 0) return;
    this.#moved ||= playing;
    this.#showAt(seconds, undefined, rests);
  }

  /**
   * The next moment to act: the next word begins, the present one ends, something begins or ends that the text does not
   * have, or a whole second is reached.
   */
  #next(after: number): Moment {
    const { onTime, points, isLoaded } = this.#parts;
    const whole = Math.floor(after) + 1;
    const light = isLoaded() ? this.#light : undefined;
    const { text, rests, until } = textAt(points(), after);
    const moment = this.#page && !rests ? nextMoment(this.#page, text) : undefined;
    const second = Math.min(moment ? moment.second + after - text : until, until) + SURELY;
    if (!light || !this.#page || second >= whole + CLOCK_WAITS)
      return { second: whole, act: () => onTime(whole) };
    // A single word does not update the clock.
    const told = second >= whole;
    if (!moment || second > until)
      return {
        second,
        act: () => {
          const now = textAt(points(), second);
          if (this.#comesTo(now.text, false)) this.#lightAt(now.text, true, now.rests);
          if (told) onTime(second);
        },
      };
    const { word = -1 } = moment;
    const { paragraph } = light;
    const spot = light.spotOf(word);
    return {
      second,
      act: () => {
        if (!this.#comesTo(moment.second, false)) return;
        if (spot && light.paragraph === paragraph) this.#goOn(light, spot, word);
        else this.#lightAt(moment.second + SURELY, true, false);
        if (told) onTime(second);
      },
    };
  }

  /** Moves the light to the next word of the lit paragraph: the usual case, with the least work. */
  #goOn(light: Light, spot: Spot, word: number) {
    this.#word = word;
    this.#rests = false;
    light.showAt(spot, word);
    this.#follow.reveal(light);
  }

  #startOf(paragraph: string): number | undefined {
    const words = this.#page?.paragraphs[this.#light?.placeOf(paragraph) ?? -1];
    if (!words || !this.#page) return undefined;
    const { starts, ends } = this.#page;
    // A break has no words: it begins where the last word before it ends.
    const pause = words.to === words.from ? ends.get(words.from - 1) : undefined;
    return pause ?? starts[words.from] ?? starts.at(-1);
  }

  #showAt(seconds: number, how?: { atOnce?: boolean; asked?: boolean }, foreign = false) {
    if (!this.#page || !this.#light) return;
    this.#asked = undefined;
    const { starts, ends } = this.#page;
    const word = wordAt(starts, seconds);
    // During a break nothing is lit, nor during something that the text does not have.
    const rests = foreign || seconds >= (ends.get(word) ?? Number.POSITIVE_INFINITY);
    const isNew = word !== this.#word || rests !== this.#rests;
    this.#word = word;
    this.#rests = rests;
    if (rests) this.#light.rest(word);
    else this.#light.show(word);
    // Do not scroll to the listener's last position on arrival, nor when something other than the word has
    // changed.
    if (word >= 0 && this.#moved && (isNew || how)) this.#follow.reveal(this.#light, how);
    this.#light.mark();
  }

  #clicked(event: MouseEvent) {
    const target = event.target instanceof Element ? event.target : null;
    const moment = target?.closest<HTMLAnchorElement>("a[href^='?t=']");
    if (moment) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.#playFrom(Number(moment.search.slice("?t=".length)));
      return;
    }
    this.#forgetClick();
    // Pressing a link or selecting text is not a request to play.
    if (
      !this.#parts.hasAudio ||
      target?.closest("a, button") ||
      event.detail > 1 ||
      !getSelection()?.isCollapsed
    )
      return;
    if (!this.#light) {
      this.#early = event;
      return;
    }
    const word = this.#light.wordAtPoint(event.clientX, event.clientY);
    const start = word === undefined ? undefined : this.#page?.starts[word];
    if (start === undefined) return;
    this.#showAt(start);
    if (this.#parts.isLoaded() && this.#parts.audio.error) return;
    // A second mouse click would select the word; a finger selects by a long press.
    const byMouse = event instanceof PointerEvent && event.pointerType === "mouse";
    this.#click = setTimeout(() => this.#playFrom(start), byMouse ? DOUBLE_CLICK : 0);
  }

  #forgetClick() {
    clearTimeout(this.#click);
    this.#click = undefined;
  }

  #playFrom(seconds: number) {
    this.#forgetClick();
    if (!this.#parts.isLoaded()) this.#parts.load();
    this.#moved = true;
    this.#follow.resume();
    this.#seek(seconds);
    this.#showAt(seconds, { asked: true });
    const { audio } = this.#parts;
    if (audio.src && !audio.error) audio.play().catch(() => {});
  }

  /** Moves the audio to a moment of the text. */
  #seek(seconds: number) {
    const { audio, points } = this.#parts;
    const wanted = audioAt(points(), seconds);
    this.#clock.again();
    const last = Number.isFinite(audio.duration) ? audio.duration : wanted;
    audio.currentTime = Math.max(0, Math.min(wanted, last));
    this.#parts.onTime(audio.currentTime);
  }
}
