// What is drawn in a frame is seen at the end of it: half a frame of 60 a second, on average, after it was drawn.
const AHEAD = 1 / 120;

/**
 * Calls back in every frame while audio plays, with the second that is heard when the frame is seen, and once
 * after every pause and jump. Between two frames nothing runs.
 *
 * @returns ends it
 */
export function runClock(audio: HTMLMediaElement, tick: (seconds: number) => void): () => void {
  const stop = new AbortController();
  let frame = 0;
  const step = () => {
    tick(audio.currentTime + AHEAD);
    frame = audio.paused ? 0 : requestAnimationFrame(step);
  };
  const start = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(step);
  };
  for (const event of ["play", "pause", "seeking", "seeked", "loadedmetadata", "ended"]) {
    audio.addEventListener(event, start, { signal: stop.signal });
  }
  if (!audio.paused) start();
  return () => {
    stop.abort();
    cancelAnimationFrame(frame);
  };
}
