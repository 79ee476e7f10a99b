import { countPlay } from "./count-play";
import { showOnLockScreen } from "./lock-screen";
import {
  keepFollow,
  keepPosition,
  keepRate,
  keepVolume,
  keptFollow,
  keptPosition,
  keptRate,
  keptVolume,
} from "./memory";
import type { PlayableEpisode } from "./playable";
import { type Asked, ReadAlong } from "./read-along";

/** What is drawn of the player: changes when something about it does, never merely because time goes on. */
export interface PlayerState {
  /** What is loaded, and plays or waits; the page one is on may be another's. */
  readonly episode: PlayableEpisode | undefined;
  /** The episode of the page one is on. */
  readonly page: PlayableEpisode | undefined;
  readonly playing: boolean;
  readonly following: boolean;
  /** Seconds of audio; 0 until it is known. */
  readonly length: number;
  /** The audio cannot be had at all, or has not come any further; or the words' times cannot. */
  readonly problem: "audio" | "network" | "times" | undefined;
  readonly rate: number;
  readonly volume: number;
  /** What ends the playing: a time of day in milliseconds, or the audio's own end. */
  readonly sleepAt: number | undefined;
  /** Seconds by which the audio that plays lies behind the times of the text. */
  readonly shift: number;
}

const SILENT: PlayerState = {
  episode: undefined,
  page: undefined,
  playing: false,
  following: true,
  length: 0,
  problem: undefined,
  rate: 1,
  volume: 1,
  sleepAt: undefined,
  shift: 0,
};

// Often enough that little is lost with a closed tab, seldom enough to cost nothing.
const KEEP_EVERY = 5000;

// A slow line catches up within seconds, and one is told sooner where the browser knows that there is none.
const WAITS = { online: 6000, offline: 500 };

// Advertisements are longer than this, roundings in a feed shorter.
const OUT_OF_STEP = 2;

/**
 * One listener's player, for as long as the tab is open: it goes on from page to page. It holds the audio
 * element and, on the page of the episode that is loaded, the text that is read along.
 */
export class PlayerSession {
  #state = SILENT;
  readonly #listeners = new Set<() => void>();
  #audio: HTMLAudioElement | undefined;
  #reading: ReadAlong | undefined;
  #onTime: (seconds: number) => void = () => {};
  #keptAt = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): PlayerState => this.#state;

  /** What a server draws: no player. */
  readonly silence = (): PlayerState => SILENT;

  /** Takes the audio element, before any page enters; what the listener set last is set again. */
  readonly attach = (audio: HTMLAudioElement | null): (() => void) | undefined => {
    if (!audio) return undefined;
    const stop = new AbortController();
    const on = (event: string, handler: () => void) =>
      audio.addEventListener(event, handler, { signal: stop.signal });
    this.#audio = audio;
    on("play", () => this.#set({ playing: true }));
    on("pause", () => {
      this.#keep();
      this.#set({ playing: false });
    });
    // Loading anew pauses without a word of it.
    on("emptied", () => this.#set({ playing: !audio.paused }));
    let waiting: ReturnType<typeof setTimeout> | undefined;
    on("waiting", () => {
      clearTimeout(waiting);
      waiting = setTimeout(
        () => this.#set({ problem: this.#state.problem ?? "network" }),
        navigator.onLine ? WAITS.online : WAITS.offline,
      );
    });
    for (const event of ["playing", "canplay", "pause", "emptied"])
      on(event, () => {
        clearTimeout(waiting);
        if (this.#state.problem === "network") this.#set({ problem: undefined });
      });
    on("error", () => this.#set({ problem: "audio", playing: false }));
    on("durationchange", () => {
      if (Number.isFinite(audio.duration)) this.#set({ length: audio.duration });
    });
    on("loadedmetadata", () => {
      // Loading resets what was set before it.
      audio.playbackRate = this.#state.rate;
      if (this.#state.problem === "audio") this.#set({ problem: undefined });
    });
    addEventListener("pagehide", () => this.#keep(), { signal: stop.signal });
    // What failed for want of a network is tried again as soon as there is one.
    addEventListener("online", () => this.#state.problem && this.retry(), { signal: stop.signal });
    this.setRate(keptRate());
    this.setVolume(keptVolume());
    return () => stop.abort();
  };

  /** Whoever draws the time is told of it, at least at each whole second while audio plays. */
  drawTime(draw: (seconds: number) => void): () => void {
    this.#onTime = draw;
    draw(this.#audio?.currentTime ?? 0);
    return () => {
      this.#onTime = () => {};
    };
  }

  /**
   * A page of an episode has come. Its episode is loaded, unless another one is playing; its text is read along
   * as soon as it is.
   *
   * @param asked where its address asks to open it
   */
  enter(page: PlayableEpisode, root: HTMLElement, asked: Asked | undefined): () => void {
    const audio = this.#audio;
    if (!audio) return () => {};
    const elsewhere = this.#state.playing && this.#state.episode?.href !== page.href;
    const follows = keptFollow();
    this.#set({ page, following: follows });
    if (!elsewhere && this.#state.episode?.href !== page.href) this.#load(page);
    const reading = new ReadAlong({
      audio,
      root,
      wordStartsUrl: page.wordStartsUrl,
      isLoaded: () => this.#state.episode?.href === page.href,
      load: () => this.#load(page),
      shift: () => this.#state.shift,
      follows,
      onFollow: (following) => this.#set({ following }),
      onTime: (seconds) => this.#time(seconds),
      // Where both fail the audio's is said, which is the worse; trying again asks for both.
      onProblem: (times) => this.#set({ problem: this.#state.problem ?? times }),
    });
    this.#reading = reading;
    if (asked !== undefined && !elsewhere) reading.open(asked);
    return () => {
      reading.close();
      if (this.#reading === reading) this.#reading = undefined;
      this.#set({ page: undefined });
    };
  }

  /** Whether what is loaded belongs to the page one is on. */
  get isHere(): boolean {
    return this.#state.page !== undefined && this.#state.page.href === this.#state.episode?.href;
  }

  /** Opens the page's text and audio at a moment of the text, or at a paragraph. */
  open(asked: Asked): void {
    this.#reading?.open(asked);
  }

  /** Plays the page's episode from there. */
  playFrom(asked: Asked): void {
    this.#reading?.play(asked);
  }

  /** The second at which the word at a place of the page's text begins, by the text's times; none where unknown. */
  momentAt(node: Node, offset: number): number | undefined {
    return this.#reading?.momentAt(node, offset);
  }

  /** The audio element itself, for what plays it otherwise for a while; none before the page is ready. */
  get audio(): HTMLAudioElement | undefined {
    return this.#audio;
  }

  /** Loads an episode whose page one is not on, unless it is loaded. */
  cue(episode: PlayableEpisode): void {
    if (this.#state.episode?.href !== episode.href) this.#load(episode);
  }

  /** Plays the episode of the page one is on, in place of another. */
  playPage(): void {
    const { page } = this.#state;
    if (!page) return;
    this.#load(page);
    this.togglePlay();
  }

  /** Plays an episode from a second on, whatever page one is on: how a reviewer hears a change. */
  playEpisodeFrom(episode: PlayableEpisode, seconds: number): void {
    if (!this.#audio || !episode.audio) return;
    if (this.#state.episode?.href !== episode.href) this.#load(episode);
    this.seek(seconds);
    if (this.#audio.paused) this.togglePlay();
  }

  togglePlay(): void {
    const audio = this.#audio;
    if (!audio || !this.#state.episode?.audio || audio.error) return;
    // A refusal (no source, not allowed) reaches the page as the element's own error event.
    if (audio.paused) audio.play().catch(() => {});
    else audio.pause();
  }

  /** Moves to a second of the audio; past its end is its end. */
  seek(seconds: number): void {
    const audio = this.#audio;
    if (!audio) return;
    this.#reading?.moved();
    const last = Number.isFinite(audio.duration) ? audio.duration : seconds;
    audio.currentTime = Math.max(0, Math.min(seconds, last));
    this.#time(audio.currentTime);
  }

  skip(seconds: number): void {
    this.seek((this.#audio?.currentTime ?? 0) + seconds);
  }

  /** Returns to the lit word and follows it again, or stops following, until the listener says otherwise. */
  follow(on: boolean): void {
    keepFollow(on);
    this.#reading?.follow(on);
  }

  /** The listener goes to look at another place of the page: it stays there. */
  lookAround(): void {
    this.#reading?.lookAround();
  }

  setRate(rate: number): void {
    if (this.#audio) this.#audio.playbackRate = rate;
    keepRate(rate);
    this.#set({ rate });
  }

  setVolume(volume: number): void {
    if (this.#audio) this.#audio.volume = volume;
    keepVolume(volume);
    this.#set({ volume });
  }

  /** Pauses after so many minutes; none turns the timer off. */
  setSleep(minutes: number | undefined): void {
    this.#set({ sleepAt: minutes === undefined ? undefined : Date.now() + minutes * 60_000 });
  }

  /** The beginning of the paragraph that is lit: what "I hear this now" is said of. */
  phrase(): string | undefined {
    return this.#reading?.phrase()?.text;
  }

  /** The listener hears the beginning of the lit paragraph now: the times of the text are shifted to fit. */
  hearNow(): void {
    const phrase = this.#reading?.phrase();
    if (!phrase || !this.#audio) return;
    this.#set({ shift: this.#audio.currentTime - phrase.start });
    this.#reading?.again();
  }

  inStepAgain(): void {
    this.#set({ shift: 0 });
    this.#reading?.again();
  }

  /** What failed is tried again; what has loaded is left as it is. */
  retry(): void {
    const audio = this.#audio;
    const waits = this.#state.problem === "network";
    this.#set({ problem: undefined });
    if (audio && (audio.error || waits)) {
      const at = audio.currentTime;
      audio.load();
      if (at > 0) this.seek(at);
      if (waits) audio.play().catch(() => {});
    }
    this.#reading?.loadTimes();
  }

  #load(episode: PlayableEpisode) {
    const audio = this.#audio;
    if (!audio) return;
    this.#keep();
    this.#set({ episode, length: episode.duration ?? 0, problem: undefined, shift: 0 });
    if (!episode.audio) {
      audio.removeAttribute("src");
      return;
    }
    audio.src = episode.audio.url;
    audio.playbackRate = this.#state.rate;
    const kept = keptPosition(episode.href);
    if (kept !== undefined) audio.currentTime = kept;
    showOnLockScreen(episode, this);
  }

  #time(seconds: number) {
    this.#onTime(seconds);
    const now = Date.now();
    if (now - this.#keptAt > KEEP_EVERY) {
      this.#keptAt = now;
      this.#keep();
      // A loop around a gap is played slower than the listener listens.
      const { episode, playing, rate } = this.#state;
      if (episode && playing && this.#audio?.playbackRate === rate) countPlay(episode.href);
      if (this.#state.sleepAt !== undefined && now >= this.#state.sleepAt) {
        this.#audio?.pause();
        this.#set({ sleepAt: undefined });
      }
    }
  }

  #keep() {
    const { episode, length } = this.#state;
    if (episode?.audio && this.#audio) keepPosition(episode.href, this.#audio.currentTime, length);
  }

  #set(change: Partial<PlayerState>) {
    const next = { ...this.#state, ...change };
    const same = (Object.keys(change) as (keyof PlayerState)[]).every(
      (key) => next[key] === this.#state[key],
    );
    if (same) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}

/** By how many seconds the audio is longer than the one the times were made for; none where they agree. */
export function surplus({ episode, length }: PlayerState): number | undefined {
  const known = episode?.duration;
  if (!known || length === 0) return undefined;
  const difference = length - known;
  return Math.abs(difference) > OUT_OF_STEP ? difference : undefined;
}
