// What is drawn now is seen at the end of the frame: half a frame of 60 a second later, on average.
const AHEAD = 1 / 120;
// A timer that is not later than this has come in time: its like cannot be seen, nor heard.
const SLACK = 0.003;
// For so long the audio is taken at its word: a browser says where it has come no cheaper than it lights a word.
const TRUST = 4;
// And at the latest after so long it is asked, whatever there is to do.
const LATEST = 6;
// After these the audio goes on otherwise than it did, from where it is.
const CHANGES = ["play", "playing", "waiting", "pause", "ended", "ratechange"];
// After these it may be anywhere.
const MOVES = ["emptied", "loadedmetadata", "seeking", "seeked"];

type Timer = ReturnType<typeof setTimeout>;

/** What is to be done as audio plays. All seconds are the audio's, of which those count that are heard. */
export interface Ticking {
  /**
   * Called after whatever happens to the audio, and now and then while it plays.
   *
   * @param moved the audio may have been moved since the last time; where not, a second before the last one only says
   *   that the audio has lost time: it was late, or another speed had not reached the listener yet
   */
  tick(seconds: number, playing: boolean, moved: boolean): void;
  /** The first moment after a second at which there is something to do. */
  next(after: number): Moment;
}

/** Something to be done at a second, prepared as far as it can be. */
export interface Moment {
  readonly second: number;
  readonly act: () => void;
}

/**
 * Has things done at their second, such that what they draw is seen as it is heard. Between them nothing runs, not even
 * a frame: asking for one costs more than all the rest. Where the audio keeps time, several are planned at once: a timer
 * that is made along with others costs a tenth of one that is made by itself, and so does what a moment needs.
 */
export class Clock {
  readonly #audio: HTMLMediaElement;
  readonly #ticking: Ticking;
  readonly #stop = new AbortController();
  #timers: Timer[] = [];
  #playing = false;
  #moved = true;
  #rate = 1;
  /** The second at which the plan ends; none where there is none. */
  #end: number | undefined;

  constructor(audio: HTMLMediaElement, ticking: Ticking) {
    this.#audio = audio;
    this.#ticking = ticking;
    const { signal } = this.#stop;
    for (const event of MOVES) audio.addEventListener(event, this.again, { signal });
    for (const event of CHANGES) audio.addEventListener(event, this.#planAnew, { signal });
    if (!audio.paused) this.again();
  }

  /** What there is to do has changed, or the audio has been moved: all is planned anew. */
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
    // What was done may have planned anew, or ended it all.
    if (this.#playing && timers === this.#timers) this.#plan(seconds, inTime ? TRUST : 0);
  };

  /** Audio that has just begun to play, or has not come as far as it was to, is looked at again at the next moment. */
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
