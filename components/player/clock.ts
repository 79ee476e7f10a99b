// What is drawn in a frame is seen at the end of it: half a frame of 60 a second, on average, after it was drawn.
const AHEAD = 1 / 120;
// A timer may be late by some milliseconds: so much before the moment, each frame is looked at.
const EARLY = 0.04;

/**
 * Calls back with the second that is heard when the frame is seen: while audio plays, in the frame in which the
 * second comes that the last call has asked for, and once after every pause, jump and change of speed. Between words
 * nothing runs.
 *
 * @param tick returns the second at which it wants to be called again, or one that has passed for the next frame
 * @returns ends it
 */
export function runClock(audio: HTMLMediaElement, tick: (seconds: number) => number): () => void {
  const stop = new AbortController();
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let next = Number.NEGATIVE_INFINITY;
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const step = () => {
    const seconds = audio.currentTime + AHEAD;
    if (audio.paused || seconds >= next) next = tick(seconds);
    if (audio.paused) return;
    const left = (next - seconds) / (audio.playbackRate || 1) - EARLY;
    if (left <= 0) frame = requestAnimationFrame(step);
    // At the latest so late that what a listener sees of the time goes on, whatever the audio's clock does.
    else timer = setTimeout(inFrame, 1000 * Math.min(left, 0.5));
  };
  const inFrame = () => {
    frame = requestAnimationFrame(step);
  };
  const start = () => {
    cancel();
    next = Number.NEGATIVE_INFINITY;
    inFrame();
  };
  for (const event of [
    "play",
    "playing",
    "pause",
    "seeking",
    "seeked",
    "ratechange",
    "loadedmetadata",
    "ended",
  ]) {
    audio.addEventListener(event, start, { signal: stop.signal });
  }
  if (!audio.paused) start();
  return () => {
    stop.abort();
    cancel();
  };
}
