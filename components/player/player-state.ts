import type { PlayableEpisode } from "./playable";

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

/** No player, as a server draws it and a tab begins. */
export const SILENT: PlayerState = {
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

/** What is drawn of a page's player before there is any: it waits for its episode to be played. */
export const waiting = (page: PlayableEpisode): PlayerState => ({
  ...SILENT,
  page,
  episode: page,
  length: page.duration ?? 0,
});

// Advertisements are longer than this, roundings in a feed shorter.
const OUT_OF_STEP = 2;

/** By how many seconds the audio is longer than the one the times were made for; none where they agree. */
export function surplus({ episode, length }: PlayerState): number | undefined {
  const known = episode?.duration;
  if (!known || length === 0) return undefined;
  const difference = length - known;
  return Math.abs(difference) > OUT_OF_STEP ? difference : undefined;
}
