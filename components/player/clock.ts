// What is drawn now is seen at the end of the frame: half a frame of 60 a second later, on average.
const AHEAD = 1 / 120;
// A timer that is not later than this has come in time: its like cannot be seen, nor heard.
const SLACK = 0.003;

/**
 * Calls back with the second that is heard when what is drawn is seen: while audio plays, when the second comes that
 * the last call has asked for, and once after every pause, jump and change of speed. Between words nothing runs, not
 * even a frame: asking for one costs more than all the rest.
 *
 * @param tick returns the second at which it wants to be called again, or one that has passed for the next frame
 * @returns ends it
 */
export function runClock(audio: HTMLMediaElement, tick: (seconds: number) => number): () => void {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let next = Number.NEGATIVE_INFINITY;
  const step = () => {
    const seconds = audio.currentTime + AHEAD;
    if (audio.paused || seconds >= next - SLACK)
      next = tick(Math.max(seconds, Math.min(next, seconds + SLACK)));
    if (audio.paused) return;
    const left = (next - seconds) / (audio.playbackRate || 1);
    // At the latest so late that what a listener sees of the time goes on, whatever the audio's clock does.
    timer = setTimeout(step, 1000 * Math.min(Math.max(left, 0), 0.5));
  };
  const start = () => {
    clearTimeout(timer);
    next = Number.NEGATIVE_INFINITY;
    timer = setTimeout(step);
  };
  const moments = ["play", "playing", "pause", "seeking", "seeked", "ratechange", "loadedmetadata", "ended"];
  for (const event of moments) audio.addEventListener(event, start, { signal: stop.signal });
  if (!audio.paused) start();
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
}
