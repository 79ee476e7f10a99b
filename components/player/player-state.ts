import type { HeardPoints } from "@/transcript/heard-points";
import type { PlayableEpisode } from "./playable-episode";

/** What the player bar shows. It changes with the player, but not with the passing of time. */
export interface PlayerState {
  /** The loaded episode. The page may show another one. */
  readonly episode: PlayableEpisode | undefined;
  /** The episode of the current page. */
  readonly page: PlayableEpisode | undefined;
  readonly playing: boolean;
  readonly following: boolean;
  /** Seconds of audio; 0 until it is known. */
  readonly length: number;
  /** What failed: the audio does not load, the audio has stalled, or the times of the words did not load. */
  readonly problem: "audio" | "network" | "times" | undefined;
  readonly rate: number;
  readonly volume: number;
  /** The sleep timer: a time of day in milliseconds since 1970. */
  readonly sleepAt: number | undefined;
  /** Where the audio has the text, by the listener's ear; empty where it is the file that was timed. */
  readonly points: HeardPoints;
}

/** The state without a player: on the server, and when a tab begins. */
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
  points: [],
};

/** The state of an episode's page before its player exists: ready to play. */
export const waiting = (page: PlayableEpisode): PlayerState => ({
  ...SILENT,
  page,
  episode: page,
  length: page.duration ?? 0,
});

// In seconds. Advertisements are longer than this, and rounding in feeds is smaller.
const OUT_OF_STEP = 2;

/** How many seconds longer the audio is than the one that the times were made for; undefined where they agree. */
export function surplus({ episode, length }: PlayerState): number | undefined {
  const known = episode?.duration;
  if (!known || length === 0) return undefined;
  const difference = length - known;
  return Math.abs(difference) > OUT_OF_STEP ? difference : undefined;
}
