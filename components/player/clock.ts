// In seconds. The screen shows a change at the end of a frame: half a frame at 60 Hz later on average.
const AHEAD = 1 / 120;
// In seconds. Nobody sees or hears a timer that is late by less than this.
const SLACK = 0.003;
// In seconds. Reading the audio's time costs as much as lighting a word, so trust it for this long.
const TRUST = 4;
// In seconds. Read the audio's time at least this often, even with nothing to do.
const LATEST = 6;
// Events after which the audio continues differently from the same place.
const CHANGES = ["play", "playing", "waiting", "pause", "ended", "ratechange"];
// Events after which the audio may be at any place.
const MOVES = ["emptied", "loadedmetadata", "seeking", "seeked"];

type Timer = ReturnType<typeof setTimeout>;

/** What to do while audio plays. Times are seconds of the audio, as the listener hears it. */
export interface Ticking {
  /**
   * Called after each audio event, and now and then while the audio plays.
   *
   * @param moved whether the audio may have jumped since the last call. If not, an earlier second only means that the
   *   audio was late, or that a new speed had not reached the listener yet
   */
  tick(seconds: number, playing: boolean, moved: boolean): void;
  /** The first moment after `after` that has something to do. */
  next(after: number): Moment;
}

/** Something to do at a second, with all the work that can be done in advance already done. */
export interface Moment {
  readonly second: number;
  readonly act: () => void;
}

/**
 * Runs actions at their second of the audio, so that the reader sees them when they are heard. Nothing runs
 * in between, not even an animation frame, which would cost more than everything else. While the audio keeps
 * time, the clock plans several moments at once: a timer that is set along with others costs a tenth of a
 * single one.
 */
export class Clock {
  readonly #audio: HTMLMediaElement;
  readonly #ticking: Ticking;
  readonly #stop = new AbortController();
  #timers: Timer[] = [];
  #playing = false;
  #moved = true;
  #rate = 1;
  /** The second at which the plan ends; undefined without a plan. */
  #end: number | undefined;

  constructor(audio: HTMLMediaElement, ticking: Ticking) {
    this.#audio = audio;
    this.#ticking = ticking;
    const { signal } = this.#stop;
    for (const event of MOVES) audio.addEventListener(event, this.again, { signal });
    for (const event of CHANGES) audio.addEventListener(event, this.#planAnew, { signal });
    if (!audio.paused) this.again();
  }

  /** Call it when the moments have changed or the audio was moved: the clock plans again. */
  readonly again = (): void => {
    this.#moved = true;
    this.#planAnew();
  };

  readonly #planAnew = (): void => {
    this.#clear();
    const { paused, readyState, playbackRate } = this.#audio;
    this.#playing = !paused && readyState > HTMLMediaElement.HAVE_CURRENT_DATA;
    this.#rate = playbackRate || 1;
    this.#timers.push(setTimeout(this.#step));
  };

  stop(): void {
    this.#stop.abort();
    this.#clear();
  }

  #clear() {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    this.#end = undefined;
  }

  readonly #step = (): void => {
    let seconds = this.#audio.currentTime + AHEAD;
    const end = this.#end;
    const inTime = end !== undefined && seconds >= end - SLACK;
    if (inTime) seconds = Math.max(seconds, end);
    const timers = this.#timers;
    if (inTime || end === undefined || !this.#playing) {
      const moved = this.#moved;
      this.#moved = false;
      this.#ticking.tick(seconds, this.#playing, moved);
    }
    // `tick` may have changed or ended the plan.
    if (this.#playing && timers === this.#timers) this.#plan(seconds, inTime ? TRUST : 0);
  };

  /** Plans the next moments. Without trust (the audio has just started, or is late) it plans only one. */
  #plan(from: number, trust: number) {
    const timers: Timer[] = [];
    const inMs = (second: number) => (1000 * (second - from)) / this.#rate;
    let moment = this.#ticking.next(from);
    let end = from + trust * this.#rate;
    for (; moment.second < end; moment = this.#ticking.next(moment.second))
      timers.push(setTimeout(moment.act, inMs(moment.second)));
    end = Math.min(moment.second, from + LATEST * this.#rate);
    timers.push(setTimeout(this.#step, inMs(end)));
    this.#end = end;
    this.#timers = timers;
  }
}
