// A tab that is closed or left keeps it then: only what ends without a word loses so much.
const KEEP_EVERY = 15_000;

/**
 * Has a listener's place kept now and then while audio plays, and whenever they may not come back.
 *
 * @param keep keeps the place where the audio is
 */
export function keepPlace(audio: HTMLMediaElement, keep: () => void): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const rest = () => clearInterval(timer);
  const play = () => {
    rest();
    timer = setInterval(keep, KEEP_EVERY);
  };
  audio.addEventListener("play", play);
  for (const event of ["pause", "emptied"]) audio.addEventListener(event, rest);
  audio.addEventListener("pause", keep);
  addEventListener("pagehide", keep);
  // The last that is heard of many a tab. One that only waits keeps nothing: another may have been heard further.
  document.addEventListener("visibilitychange", () => document.hidden && !audio.paused && keep());
  if (!audio.paused) play();
}
