import type { PlayerState } from "./player-state";
import { watchNetwork } from "./watch-network";

/** What audio can have of a player's problems: it cannot be had at all, or has not come any further. */
type AudioProblem = Exclude<PlayerState["problem"], "times" | undefined>;

interface Hearing {
  readonly onPlaying: (playing: boolean) => void;
  /** Seconds, once they are known. */
  readonly onLength: (seconds: number) => void;
  /** It has begun to load: what was set before that has been reset. */
  readonly onLoaded: () => void;
  readonly onProblem: (problem: AudioProblem) => void;
  /** The problem is over, if there was one. */
  readonly onMended: (problem: AudioProblem) => void;
}

/**
 * Tells what happens to the audio element.
 *
 * @returns tells anew how it is: things may have happened before there was anyone to hear of them
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
  // Loading anew pauses without a word of it.
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
