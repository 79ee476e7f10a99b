import { audioAt, type HeardPoints, textAt, withPoint } from "@/transcript/heard-points";
import { keepPoints } from "./ask-points";
import type { Asked } from "./asked";
import { beforeReact } from "./before-react";
import { Clock } from "./clock";
import { hearAudio } from "./hear-audio";
import { hearControls, type Setting } from "./hear-controls";
import { keepPlace } from "./keep-place";
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
import type { PlayableEpisode } from "./playable-episode";
import { type PlayerState, SILENT, surplus } from "./player-state";
import { type Phrase, ReadAlong } from "./read-along";
import { reportPlay } from "./report-play";
import { showOnLockScreen } from "./show-on-lock-screen";

/**
 * One listener's player. It lives as long as the tab and survives navigation. It holds the audio element and,
 * on the page of the loaded episode, the text to follow.
 */
export class PlayerSession {
  #state = SILENT;
  readonly #listeners = new Set<() => void>();
  #audio: HTMLAudioElement | undefined;
  /** Reports the audio's present state again. */
  #tellAudio = () => {};
  #reading: Reading | undefined;
  /** How many forms are open in which somebody edits. */
  #holds = 0;
  /** The clock of a page without a text to follow. */
  #clock: Clock | undefined;
  #onTime: (seconds: number) => void = () => {};
  /** What was heard where before the listener last said so, to be undone. */
  #earlier: HeardPoints[] = [];
  /** The episode that was last reported to the site as listened to. */
  #counted: string | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): PlayerState => this.#state;

  /** The state on the server: no player. */
  readonly silence = (): PlayerState => SILENT;

  /**
   * Takes over the tab's audio element and the play button, once, before any page enters. Restores what the
   * listener last set.
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
      // "audio" outranks other problems.
      onProblem: (problem) =>
        this.#set({ problem: problem === "audio" ? problem : (this.#state.problem ?? problem) }),
      onMended: (problem) => this.#state.problem === problem && this.#set({ problem: undefined }),
    });
    // Retry as soon as the network is back.
    addEventListener("online", () => this.#state.problem && this.retry());
    // From here on the session answers the presses that components/player/early answered so far.
    beforeReact().heardBy = "session";
    this.setRate(keptRate());
    this.setVolume(keptVolume());
    hearControls({
      onPlay: () => this.togglePlay(),
      onSet: (setting, value) => this.#settings[setting](value),
    });
    this.#tellAudio();
    this.#runClock(audio);
  }

  /** Registers the function that draws the time. It is called at least each whole second while audio plays. */
  drawTime(draw: (seconds: number) => void): () => void {
    this.#onTime = draw;
    this.tellTime();
    return () => {
      // When one bar replaces another, the new one registers before the old one leaves.
      if (this.#onTime === draw) this.#onTime = () => {};
    };
  }

  /** Where the audio is, in seconds; undefined unless this episode is loaded. */
  positionOf(href: string): number | undefined {
    return this.#state.episode?.href === href ? this.#audio?.currentTime : undefined;
  }

  /** Draws the time again. */
  tellTime(): void {
    this.#onTime(this.#audio?.currentTime ?? 0);
  }

  /**
   * Called when an episode's page opens. Loads its episode, unless another one plays, and follows its text.
   * For a page that is open already it only updates the episode's data.
   *
   * @param asked the place in the page's address
   * @param wordStarts the request for the times of the words, if it has been sent already
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
    // Audio that plays before an episode is loaded belongs to this page: its button was pressed early.
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
      hasAudio: page.audio !== null,
      load: () => this.#load(page),
      points: () => this.#state.points,
      follows,
      onFollow: (following) => this.#set({ following }),
      onTime: (seconds) => this.#time(seconds),
      // "audio" outranks "times", and trying again requests both.
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
    reading.hold(this.#holds > 0);
    if (asked !== undefined && !elsewhere) reading.open(asked);
    return leave;
  }

  /** Whether the loaded episode is the one of the current page. */
  get isHere(): boolean {
    return this.#state.page !== undefined && this.#state.page.href === this.#state.episode?.href;
  }

  /** Opens the page's text and audio at a moment of the text, or at a paragraph. */
  open(asked: Asked): void {
    this.#reading?.along.open(asked);
  }

  /** Plays the page's episode from a moment or a paragraph. */
  playFrom(asked: Asked): void {
    this.#reading?.along.play(asked);
  }

  /**
   * The second of the text's times at which the word at a place of the page begins; undefined where it is
   * unknown.
   */
  momentAt(node: Node, offset: number): number | undefined {
    return this.#reading?.along.momentAt(node, offset);
  }

  /** The audio element, for code that plays a loop on it; undefined before `attach`. */
  get audio(): HTMLAudioElement | undefined {
    return this.#audio;
  }

  /** Loads an episode of another page, unless it is loaded already. */
  cue(episode: PlayableEpisode): void {
    if (this.#state.episode?.href !== episode.href) this.#load(episode);
  }

  /** Plays the episode of the current page instead of another one. */
  playPage(): void {
    const { page } = this.#state;
    if (!page) return;
    this.#load(page);
    this.togglePlay();
  }

  /** Plays an episode from a second on, from any page. Reviewers hear a change with it. */
  playEpisodeFrom(episode: PlayableEpisode, seconds: number): void {
    if (!this.#audio || !episode.audio) return;
    if (this.#state.episode?.href !== episode.href) this.#load(episode);
    this.seekText(seconds);
    if (this.#audio.paused) this.togglePlay();
  }

  togglePlay(): void {
    const audio = this.#audio;
    if (!audio || !this.#state.episode?.audio || audio.error) return;
    // A refusal (no source, not allowed) arrives as the element's own error event.
    if (audio.paused) audio.play().catch(() => {});
    else audio.pause();
  }

  /** Moves to a second of the audio, at most to its end. */
  seek(seconds: number): void {
    const audio = this.#audio;
    if (!audio) return;
    this.#reading?.along.moved();
    const last = Number.isFinite(audio.duration) ? audio.duration : seconds;
    audio.currentTime = Math.max(0, Math.min(seconds, last));
    this.#time(audio.currentTime);
  }

  /** Moves to where the loaded audio has a second of the text. */
  seekText(seconds: number): void {
    this.seek(audioAt(this.#state.points, seconds));
  }

  /** The second of the text that is heard now. */
  get textSecond(): number {
    return textAt(this.#state.points, this.#audio?.currentTime ?? 0).text;
  }

  skip(seconds: number): void {
    this.seek((this.#audio?.currentTime ?? 0) + seconds);
  }

  /** Returns to the lit word and follows it, or stops following, until the listener changes it. */
  follow(on: boolean): void {
    keepFollow(on);
    this.#reading?.along.follow(on);
  }

  /** The listener looks at another place of the page: do not scroll away from it. */
  lookAround(): void {
    this.#reading?.along.lookAround();
  }

  /** Somebody edits: until the end of it, the page does not follow the voice. */
  holdPage(): () => void {
    this.#holds += 1;
    this.#reading?.along.hold(true);
    return () => {
      this.#holds -= 1;
      this.#reading?.along.hold(this.#holds > 0);
    };
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

  /** What the sound panel sets, by the names of its controls. */
  readonly #settings: Readonly<Record<Setting, (value: string) => void>> = {
    rate: (value) => this.setRate(Number(value)),
    volume: (value) => this.setVolume(Number(value)),
    sleep: (value) => this.setSleep(Number(value) || undefined),
  };

  /** Pauses after so many minutes; undefined turns the timer off. */
  setSleep(minutes: number | undefined): void {
    this.#set({ sleepAt: minutes === undefined ? undefined : Date.now() + minutes * 60_000 });
  }

  /** The beginning of the lit paragraph, which the sound panel quotes. */
  phrase(): Phrase | undefined {
    return this.#reading?.along.phrase();
  }

  /** The listener hears the beginning of a paragraph now: from there on the text's times are put in step with it. */
  hearNow({ start }: Phrase): void {
    if (!this.#audio) return;
    this.takePoints(withPoint(this.#state.points, { text: start, audio: this.#audio.currentTime }));
    this.#keepPoints();
  }

  /** Puts the text's times in step with what others have heard, or the listener at another time. */
  takePoints(points: HeardPoints): void {
    this.#earlier.push(this.#state.points);
    this.#set({ points });
    this.#reading?.along.again();
  }

  /** Undoes the last of these. */
  inStepAgain(): void {
    this.#set({ points: this.#earlier.pop() ?? [] });
    this.#reading?.along.again();
    this.#keepPoints();
  }

  #keepPoints() {
    const { episode, length, points } = this.#state;
    // A file of the length that was timed is that file: whatever is wrong there is not its advertisements.
    if (episode && surplus(this.#state) !== undefined) keepPoints(episode.href, length, points);
  }

  /** Loads again what failed, and keeps what has loaded. */
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
    this.#set({ episode, length: episode.duration ?? 0, problem: undefined, points: [] });
    this.#earlier = [];
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

  /** Draws the time once a second on a page without a text to follow. */
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
    // Do not count a loop around a gap, which plays more slowly.
    if (this.#audio?.playbackRate !== this.#state.rate) return;
    this.#counted = href;
    reportPlay(href);
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

/** The text that the player follows. */
interface Reading {
  readonly along: ReadAlong;
  /** The element that holds it. */
  readonly root: HTMLElement;
  readonly leave: () => void;
}
