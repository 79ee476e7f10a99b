import { audioAt } from "@/transcript/heard-points";
import { Clock } from "./clock";
import type { PlayerSession } from "./player-session";

/** How a loop plays. */
export interface LoopHow {
  /** As a multiple of the recorded speed. */
  readonly rate: number;
  /** Seconds before and after the place. */
  readonly reach: number;
}

// In seconds. How far the audio may run past the end before the loop turns it back; further away, the
// listener has moved it.
const OVERRUN = 1;

/**
 * Plays a place repeatedly and slowly. When it stops, the audio returns to its earlier place and state. If
 * the listener moves the audio elsewhere, the loop ends and changes nothing.
 *
 * @param at seconds of the text's times
 */
export class Loop {
  readonly #session: PlayerSession;
  readonly #audio: HTMLAudioElement;
  readonly #at: number;
  readonly #before: { readonly seconds: number; readonly playing: boolean };
  readonly #stop = new AbortController();
  #clock: Clock | undefined;
  #how: LoopHow;

  constructor(session: PlayerSession, audio: HTMLAudioElement, at: number, how: LoopHow) {
    this.#session = session;
    this.#audio = audio;
    this.#at = at;
    this.#how = how;
    this.#before = { seconds: audio.currentTime, playing: !audio.paused };
    // Loading resets the speed to the listener's own.
    const slow = () => {
      audio.playbackRate = this.#how.rate;
    };
    audio.addEventListener("loadedmetadata", slow, { signal: this.#stop.signal });
    this.replay();
  }

  /** Starts the loop again, even after the listener has left it. */
  replay(): void {
    this.#session.lookAround();
    this.#audio.playbackRate = this.#how.rate;
    this.#audio.currentTime = this.#from;
    this.#clock ??= new Clock(this.#audio, {
      tick: (seconds) => this.#tick(seconds),
      next: (after) => ({
        second: after < this.#to ? this.#to : Number.POSITIVE_INFINITY,
        act: () => this.#tick(this.#to),
      }),
    });
    this.#audio.play().catch(() => {});
  }

  /** Changes how it plays, and starts from its beginning. */
  change(how: LoopHow): void {
    this.#how = how;
    this.replay();
  }

  stop(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#leave();
    this.#audio.playbackRate = this.#session.state().rate;
    if (!this.#before.playing) this.#audio.pause();
    if (this.#before.seconds > 0) this.#audio.currentTime = this.#before.seconds;
  }

  get #from(): number {
    return Math.max(0, this.#heardAt - this.#how.reach);
  }

  get #to(): number {
    return this.#heardAt + this.#how.reach;
  }

  get #heardAt(): number {
    return audioAt(this.#session.state().points, this.#at);
  }

  #tick(seconds: number) {
    const over = seconds - this.#to;
    if (over >= 0 && over < OVERRUN) this.#audio.currentTime = this.#from;
    else if (over >= OVERRUN || seconds < this.#from - OVERRUN) this.#leave();
    else if (this.#audio.ended) this.replay();
  }

  #leave() {
    this.#clock?.stop();
    this.#clock = undefined;
  }
}
