import type { PlayerState } from "./player-state";
import { watchNetwork } from "./watch-network";

/** A player's problem with its audio: it does not load at all, or it has stalled. */
type AudioProblem = Exclude<PlayerState["problem"], "times" | undefined>;

interface Hearing {
  readonly onPlaying: (playing: boolean) => void;
  /** In seconds. Called when the length is known. */
  readonly onLength: (seconds: number) => void;
  /** Loading has reset what was set on the element before. */
  readonly onLoaded: () => void;
  readonly onProblem: (problem: AudioProblem) => void;
  /** The problem is over, if there was one. */
  readonly onMended: (problem: AudioProblem) => void;
}

/**
 * Reports the events of the audio element.
 *
 * @returns a function that reports the present state, for events before anybody listened
 */
export function hearAudio(
  audio: HTMLAudioElement,
  { onPlaying, onLength, onLoaded, onProblem, onMended }: Hearing,
): () => void {
  const on = (event: string, handler: () => void) => audio.addEventListener(event, handler);
  const tellLength = () => Number.isFinite(audio.duration) && onLength(audio.duration);
  const tellPlaying = () => onPlaying(!audio.paused && !audio.error);
  on("play", tellPlaying);
  on("pause", tellPlaying);
  // `load()` pauses without an event.
  on("emptied", tellPlaying);
  on("durationchange", tellLength);
  on("loadedmetadata", () => {
    onLoaded();
    onMended("audio");
  });
  const fail = () => {
    tellPlaying();
    onProblem("audio");
  };
  on("error", fail);
  watchNetwork(audio, {
    onStuck: () => onProblem("network"),
    onFreed: () => onMended("network"),
  });
  return () => {
    tellPlaying();
    tellLength();
    if (audio.error) fail();
  };
}
