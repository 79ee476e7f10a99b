// A tab that is closed or left keeps it then: only what ends without a word loses so much.
const KEEP_EVERY = 15_000;

interface Keeping {
  /** Keeps the place where the audio is. */
  readonly keep: () => void;
  readonly signal: AbortSignal;
}

/** Has a listener's place kept now and then while audio plays, and whenever they may not come back. */
export function keepPlace(audio: HTMLMediaElement, { keep, signal }: Keeping): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const rest = () => clearInterval(timer);
  const play = () => {
    rest();
    timer = setInterval(keep, KEEP_EVERY);
  };
  audio.addEventListener("play", play, { signal });
  for (const event of ["pause", "emptied"]) audio.addEventListener(event, rest, { signal });
  audio.addEventListener("pause", keep, { signal });
  addEventListener("pagehide", keep, { signal });
  // The last that is heard of many a tab. One that only waits keeps nothing: another may have been heard further.
  document.addEventListener("visibilitychange", () => document.hidden && !audio.paused && keep(), { signal });
  signal.addEventListener("abort", rest);
  if (!audio.paused) play();
}
