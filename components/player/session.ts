import type { Asked } from "./asked";
import { begun } from "./before-react";
import { Clock } from "./clock";
import { countPlay } from "./count-play";
import { hearAudio } from "./hear-audio";
import { hearControls, type Setting } from "./hear-controls";
import { keepPlace } from "./keep-place";
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
import { type PlayerState, SILENT } from "./player-state";
import { ReadAlong } from "./read-along";

/**
 * One listener's player, for as long as the tab is open: it goes on from page to page. It holds the audio
 * element and, on the page of the episode that is loaded, the text that is read along.
 */
export class PlayerSession {
  #state = SILENT;
  readonly #listeners = new Set<() => void>();
  #audio: HTMLAudioElement | undefined;
  /** Has it told again how the audio is. */
  #tellAudio = () => {};
  #reading: Reading | undefined;
  /** Of a page whose text is not read along. */
  #clock: Clock | undefined;
  #onTime: (seconds: number) => void = () => {};
  /** The episode the site was told last is listened to. */
  #counted: string | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): PlayerState => this.#state;

  /** What a server draws: no player. */
  readonly silence = (): PlayerState => SILENT;

  /**
   * Takes the tab's audio element as it is, once, before any page enters, with the button that plays it; what the
   * listener set last is set again.
   */
  attach(audio: HTMLAudioElement): void {
    this.#audio = audio;
    keepPlace(audio, () => this.#keep());
    this.#tellAudio = hearAudio(audio, {
      onPlaying: (playing) => this.#set({ playing }),
      onLength: (length) => this.#set({ length }),
      onLoaded: () => {
        audio.playbackRate = this.#state.rate;
      },
      // That it cannot be had at all is the worse.
      onProblem: (problem) =>
        this.#set({ problem: problem === "audio" ? problem : (this.#state.problem ?? problem) }),
      onMended: (problem) => this.#state.problem === problem && this.#set({ problem: undefined }),
    });
    // What failed for want of a network is tried again as soon as there is one.
    addEventListener("online", () => this.#state.problem && this.retry());
    // Until here a few lines of the page did what could not wait: components/player/early.
    begun().heardBy = "session";
    this.setRate(keptRate());
    this.setVolume(keptVolume());
    hearControls({
      onPlay: () => this.togglePlay(),
      onSet: (setting, value) => this.#settings[setting](value),
    });
    this.#tellAudio();
    this.#runClock(audio);
  }

  /** Whoever draws the time is told of it, at least at each whole second while audio plays. */
  drawTime(draw: (seconds: number) => void): () => void {
    this.#onTime = draw;
    this.tellTime();
    return () => {
      // Where one bar takes another's place, the new one is there before the old one goes.
      if (this.#onTime === draw) this.#onTime = () => {};
    };
  }

  /** Has the time drawn anew. */
  tellTime(): void {
    this.#onTime(this.#audio?.currentTime ?? 0);
  }

  /**
   * A page of an episode has come. Its episode is loaded, unless another one is playing; its text is read along
   * as soon as it is. A page that has come already is only told better.
   *
   * @param asked where its address asks to open it
   * @param wordStarts where they are on their way already
   */
  enter(
    page: PlayableEpisode,
    root: HTMLElement,
    asked: Asked | undefined,
    wordStarts?: Promise<ArrayBuffer>,
  ): () => void {
    const audio = this.#audio;
    if (!audio) return () => {};
    const come = this.#reading;
    if (come?.root === root && this.#state.page?.href === page.href) {
      const loaded = this.#state.episode?.href === page.href;
      this.#set({ page, ...(loaded ? { episode: page } : {}) });
      return come.leave;
    }
    // What plays before anything was loaded is this page's: its button was pressed early.
    const { playing, episode } = this.#state;
    const elsewhere = playing && episode !== undefined && episode.href !== page.href;
    const follows = keptFollow();
    this.#set({ page, following: follows });
    if (!elsewhere && this.#state.episode?.href !== page.href) this.#load(page);
    const reading = new ReadAlong({
      audio,
      root,
      wordStartsUrl: page.wordStartsUrl,
      wordStarts,
      isLoaded: () => this.#state.episode?.href === page.href,
      load: () => this.#load(page),
      shift: () => this.#state.shift,
      follows,
      onFollow: (following) => this.#set({ following }),
      onTime: (seconds) => this.#time(seconds),
      // Where both fail the audio's is said, which is the worse; trying again asks for both.
      onProblem: (times) => this.#set({ problem: this.#state.problem ?? times }),
    });
    const leave = () => {
      reading.close();
      if (this.#reading?.along === reading) {
        this.#reading = undefined;
        this.#runClock(audio);
      }
      this.#set({ page: undefined });
    };
    this.#clock?.stop();
    this.#reading = { along: reading, root, leave };
    if (asked !== undefined && !elsewhere) reading.open(asked);
    return leave;
  }

  /** Whether what is loaded belongs to the page one is on. */
  get isHere(): boolean {
    return this.#state.page !== undefined && this.#state.page.href === this.#state.episode?.href;
  }

  /** Opens the page's text and audio at a moment of the text, or at a paragraph. */
  open(asked: Asked): void {
    this.#reading?.along.open(asked);
  }

  /** Plays the page's episode from there. */
  playFrom(asked: Asked): void {
    this.#reading?.along.play(asked);
  }

  /** The second at which the word at a place of the page's text begins, by the text's times; none where unknown. */
  momentAt(node: Node, offset: number): number | undefined {
    return this.#reading?.along.momentAt(node, offset);
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
    this.#reading?.along.moved();
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
    this.#reading?.along.follow(on);
  }

  /** The listener goes to look at another place of the page: it stays there. */
  lookAround(): void {
    this.#reading?.along.lookAround();
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

  /** What the panel of the bar can set, as its controls say it. */
  readonly #settings: Readonly<Record<Setting, (value: string) => void>> = {
    rate: (value) => this.setRate(Number(value)),
    volume: (value) => this.setVolume(Number(value)),
    sleep: (value) => this.setSleep(Number(value) || undefined),
  };

  /** Pauses after so many minutes; none turns the timer off. */
  setSleep(minutes: number | undefined): void {
    this.#set({ sleepAt: minutes === undefined ? undefined : Date.now() + minutes * 60_000 });
  }

  /** The beginning of the paragraph that is lit: what "I hear this now" is said of. */
  phrase(): string | undefined {
    return this.#reading?.along.phrase()?.text;
  }

  /** The listener hears the beginning of the lit paragraph now: the times of the text are shifted to fit. */
  hearNow(): void {
    const phrase = this.#reading?.along.phrase();
    if (!phrase || !this.#audio) return;
    this.#set({ shift: this.#audio.currentTime - phrase.start });
    this.#reading?.along.again();
  }

  inStepAgain(): void {
    this.#set({ shift: 0 });
    this.#reading?.along.again();
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
    this.#reading?.along.loadTimes();
  }

  #load(episode: PlayableEpisode) {
    const audio = this.#audio;
    if (!audio) return;
    this.#keep();
    const loadsAlready = !this.#state.episode && audio.getAttribute("src") === episode.audio?.url;
    this.#set({ episode, length: episode.duration ?? 0, problem: undefined, shift: 0 });
    if (!episode.audio) {
      audio.removeAttribute("src");
      return;
    }
    if (loadsAlready) this.#tellAudio();
    else audio.src = episode.audio.url;
    const kept = keptPosition(episode.href);
    if (kept !== undefined && audio.paused && audio.currentTime === 0) audio.currentTime = kept;
    audio.playbackRate = this.#state.rate;
    showOnLockScreen(episode, this);
  }

  /** Tells the time on a page that has no text to read along, which would tell it: once a second. */
  #runClock(audio: HTMLAudioElement) {
    this.#clock?.stop();
    this.#clock = new Clock(audio, {
      tick: (seconds) => this.#time(seconds),
      next: (after) => {
        const second = Math.floor(after) + 1;
        return { second, act: () => this.#time(second) };
      },
    });
  }

  #time(seconds: number) {
    this.#onTime(seconds);
    const { episode, playing, sleepAt } = this.#state;
    if (episode && playing && episode.href !== this.#counted) this.#count(episode.href);
    if (sleepAt !== undefined && Date.now() >= sleepAt) {
      this.#audio?.pause();
      this.#set({ sleepAt: undefined });
    }
  }

  #count(href: string) {
    // A loop around a gap is played slower than the listener listens.
    if (this.#audio?.playbackRate !== this.#state.rate) return;
    this.#counted = href;
    countPlay(href);
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

/** The text that is read along. */
interface Reading {
  readonly along: ReadAlong;
  /** The element that holds it. */
  readonly root: HTMLElement;
  readonly leave: () => void;
}
