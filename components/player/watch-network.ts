// In milliseconds. A slow line catches up within seconds. A browser that reports no network gets a shorter
// wait.
const WAITS = { online: 6000, offline: 500 };

interface Watching {
  /** Playing audio has stalled for a while. */
  readonly onStuck: () => void;
  /** It plays on, or was stopped. */
  readonly onFreed: () => unknown;
}

/**
 * Reports whether audio arrives as fast as it plays. Browsers retry for a long time without reporting
 * anything.
 */
export function watchNetwork(audio: HTMLAudioElement, { onStuck, onFreed }: Watching): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(waiting);
    waiting = setTimeout(onStuck, navigator.onLine ? WAITS.online : WAITS.offline);
  };
  const free = () => {
    clearTimeout(waiting);
    onFreed();
  };
  audio.addEventListener("waiting", wait);
  for (const event of ["playing", "canplay", "pause", "emptied"]) audio.addEventListener(event, free);
  // The stall may have begun before anybody listened.
  if (!audio.paused && audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) wait();
}
