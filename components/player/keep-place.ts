// In milliseconds. A tab that is closed saves its position then; a crash loses at most this much.
const KEEP_EVERY = 15_000;

/**
 * Saves a listener's position now and then while audio plays, and whenever they may leave.
 *
 * @param keep saves the position of the audio
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
  // Often the last event of a tab. A tab that never played saves nothing: another tab may be further.
  document.addEventListener("visibilitychange", () => document.hidden && !audio.paused && keep());
  if (!audio.paused) play();
}
