// A slow line catches up within seconds, and one is told sooner where the browser knows that there is none.
const WAITS = { online: 6000, offline: 500 };

interface Watching {
  /** Audio that is to play has not come any further for a while. */
  readonly onStuck: () => void;
  /** It has, or it is no longer to play. */
  readonly onFreed: () => unknown;
}

/** Tells whether audio comes as it is played: a browser itself tries again for a long time without a word. */
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
  // It may have begun to wait before there was anyone to hear of it.
  if (!audio.paused && audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) wait();
}
