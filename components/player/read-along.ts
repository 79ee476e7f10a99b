import { layOut, layOutNow } from "@/components/transcript/lay-out";
import type { Spot } from "@/components/transcript/paragraph-words";
import { wordAt } from "@/transcript/word-at";
import type { Asked } from "./asked";
import { Clock, type Moment } from "./clock";
import { Follow } from "./follow";
import { Light } from "./light";
import { nextMoment, paragraphOf, type SpokenPage, unpack } from "./word-starts";

interface Parts {
  readonly audio: HTMLAudioElement;
  /** The element that holds the paragraphs. */
  readonly root: HTMLElement;
  readonly wordStartsUrl: string;
  /** Them, where they are on their way already. */
  readonly wordStarts: Promise<ArrayBuffer> | undefined;
  /** Whether the audio that is loaded is this text's. */
  readonly isLoaded: () => boolean;
  /** Loads this text's audio. */
  readonly load: () => void;
  /** Seconds by which the audio lies behind the text's times. */
  readonly shift: () => number;
  /** Whether the reader wants the page to follow the voice. */
  readonly follows: boolean;
  readonly onFollow: (following: boolean) => void;
  /** Called with the audio's second while it plays, at each whole one, and where it rests. */
  readonly onTime: (seconds: number) => void;
  readonly onProblem: (problem: "times") => void;
}

/** The beginning of a paragraph, and when it is said by the text's times. */
interface Phrase {
  readonly text: string;
  readonly start: number;
}

// In milliseconds: most double clicks are faster, and few notice that audio starts this much later.
const DOUBLE_CLICK = 220;

// In seconds: where a word begins so soon after a whole second, the clock goes on with it. It is as exact as a browser's
// own is, and has to be called for half as often.
const CLOCK_WAITS = 0.3;

// In seconds: a sum of two of them is not always as large when one is taken away again.
const SURELY = 1e-4;

// Enough words to be recognised by ear, few enough to be read at a glance.
const PHRASE_WORDS = 7;

/**
 * Holds the audio and the text together: the word being spoken is lit, the page follows, a click on a word plays
 * from there. Works on the elements the server sent; nothing is drawn anew.
 */
export class ReadAlong {
  readonly #parts: Parts;
  readonly #follow: Follow;
  readonly #stop = new AbortController();
  readonly #clock: Clock;
  #page: SpokenPage | undefined;
  #light: Light | undefined;
  /** The lit word, or the one after which nothing is said. */
  #word = -1;
  #rests = false;
  /** The word that the audio has come to: another one than the lit one where a reader has pressed a word. */
  #said = -1;
  /** Whether the reader has heard or chosen a place since the page came. */
  #moved = false;
  /** A click that waits to be sure it is no double one. */
  #click: ReturnType<typeof setTimeout> | undefined;
  /** A click on a word whose time was not there yet. */
  #early: MouseEvent | undefined;
  /** What was asked for before there was anything to show it with. */
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

  /** Fetches the starts of the words; they wait in the browser's cache for as long as the revision is the same. */
  async loadTimes(): Promise<void> {
    if (this.#page) return;
    try {
      const early = await this.#parts.wordStarts?.catch(() => undefined);
      this.#page = unpack(new Uint8Array(early ?? (await this.#fetchTimes())));
      if (this.#stop.signal.aborted) return;
    } catch {
      if (!this.#stop.signal.aborted) this.#parts.onProblem("times");
      return;
    }
    this.#light = new Light(this.#parts.root, this.#page);
    layOut(this.#parts.root, this.#stop.signal);
    // Who has clicked since the page was opened wants that, and no longer what its address asks for.
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
   * Opens the page at a moment of the text, or at one of its paragraphs: the audio waits there, or goes on there,
   * and its word is lit and in sight.
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

  /** The reader has moved the audio: the page may go with it. */
  moved(): void {
    this.#moved = true;
    this.#clock.again();
  }

  /** Returns to the lit word and follows it again, or leaves the page where it is. */
  follow(on: boolean): void {
    this.#follow.turn(on);
    if (this.#light) this.#follow.reveal(this.#light);
  }

  /** The reader goes to look at another place of the page than what is said. */
  lookAround(): void {
    this.#follow.pause();
  }

  /** Plays from a moment of the text, or from the beginning of one of its paragraphs. */
  play(from: Asked): void {
    const seconds = typeof from === "number" ? from : this.#startOf(from);
    if (seconds !== undefined) this.#playFrom(seconds);
  }

  /** The second at which the word at a place of the text begins; none outside its words, and without their times. */
  momentAt(node: Node, offset: number): number | undefined {
    const word = this.#light?.wordAtPlace(node, offset);
    return word === undefined ? undefined : this.#page?.starts[word];
  }

  /** Lights anew what is said now, after the shift has changed. */
  again(): void {
    this.#showAt(this.#parts.audio.currentTime - this.#parts.shift());
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
    clearTimeout(this.#click);
    this.#stop.abort();
    this.#clock.stop();
    this.#follow.close();
    this.#light?.clear();
  }

  #tick(second: number, playing: boolean, moved: boolean) {
    const said = second - this.#parts.shift();
    // The light before the clock: it may ask where words are, and what was drawn before would have to be laid out.
    if (this.#comesTo(said, moved)) this.#lightAt(said, playing);
    this.#parts.onTime(second);
  }

  /**
   * Whether the light may go to this second. Audio that has lost time comes past some words once more: unless the audio
   * was moved, the light waits for it where it is.
   */
  #comesTo(seconds: number, moved: boolean): boolean {
    const word = this.#page ? wordAt(this.#page.starts, seconds) : -1;
    if (!moved && word < this.#said) return false;
    this.#said = word;
    return true;
  }

  #lightAt(seconds: number, playing: boolean) {
    if (!this.#page || !this.#light || !this.#parts.isLoaded()) return;
    // Before anything was played there is nothing to light.
    if (this.#word < 0 && !playing && this.#parts.audio.currentTime === 0) return;
    this.#moved ||= playing;
    this.#showAt(seconds);
  }

  /** Where the next word begins, or the one that is said ends, or the next whole second does. */
  #next(after: number): Moment {
    const { onTime, shift, isLoaded } = this.#parts;
    const whole = Math.floor(after) + 1;
    const light = isLoaded() ? this.#light : undefined;
    const moment = this.#page && nextMoment(this.#page, after - shift());
    const second = moment && moment.second + shift() + SURELY;
    if (!light || !moment || second === undefined || second >= whole + CLOCK_WAITS)
      return { second: whole, act: () => onTime(whole) };
    // A word alone moves no clock.
    const told = second >= whole;
    const { word = -1 } = moment;
    const { paragraph } = light;
    const spot = light.spotOf(word);
    return {
      second,
      act: () => {
        if (!this.#comesTo(moment.second, false)) return;
        if (spot && light.paragraph === paragraph) this.#goOn(light, spot, word);
        else this.#lightAt(second - shift(), true);
        if (told) onTime(second);
      },
    };
  }

  /** To the next word of the lit paragraph: what nearly always is to be done, and so all that is done. */
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
    // A break has no words: it begins where the last one before it ends.
    const pause = words.to === words.from ? ends.get(words.from - 1) : undefined;
    return pause ?? starts[words.from] ?? starts.at(-1);
  }

  #showAt(seconds: number, how?: { atOnce?: boolean; asked?: boolean }) {
    if (!this.#page || !this.#light) return;
    this.#asked = undefined;
    const { starts, ends } = this.#page;
    const word = wordAt(starts, seconds);
    // In a break nothing is said, so nothing is lit: from where the last word before it ends.
    const rests = seconds >= (ends.get(word) ?? Number.POSITIVE_INFINITY);
    const isNew = word !== this.#word || rests !== this.#rests;
    this.#word = word;
    this.#rests = rests;
    if (rests) this.#light.rest(word);
    else this.#light.show(word);
    // Where audio waits at the place it was left at last time, the reader has not asked to be taken there; nor where
    // something else about the audio has changed than what is said.
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
    clearTimeout(this.#click);
    // Links lead away, and a selection is made to be copied: neither is a wish to hear.
    if (target?.closest("a, button") || event.detail > 1 || !getSelection()?.isCollapsed) return;
    if (!this.#light) {
      this.#early = event;
      return;
    }
    const word = this.#light.wordAtPoint(event.clientX, event.clientY);
    const start = word === undefined ? undefined : this.#page?.starts[word];
    if (start === undefined) return;
    this.#showAt(start);
    if (this.#parts.isLoaded() && this.#parts.audio.error) return;
    // A mouse may be about to click again, to select the word; a finger selects otherwise.
    const byMouse = event instanceof PointerEvent && event.pointerType === "mouse";
    this.#click = setTimeout(() => this.#playFrom(start), byMouse ? DOUBLE_CLICK : 0);
  }

  #playFrom(seconds: number) {
    if (!this.#parts.isLoaded()) this.#parts.load();
    this.#moved = true;
    this.#follow.resume();
    this.#seek(seconds);
    this.#showAt(seconds, { asked: true });
    const { audio } = this.#parts;
    if (audio.src && !audio.error) audio.play().catch(() => {});
  }

  /** To a moment of the text, wherever it is in the audio. */
  #seek(seconds: number) {
    const { audio, shift } = this.#parts;
    const wanted = seconds + shift();
    this.#clock.again();
    const last = Number.isFinite(audio.duration) ? audio.duration : wanted;
    audio.currentTime = Math.max(0, Math.min(wanted, last));
    this.#parts.onTime(audio.currentTime);
  }
}
