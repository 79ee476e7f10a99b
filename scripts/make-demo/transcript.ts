import type { Paragraph } from "./dialogue";
import type { Mix } from "./mix";

// A fraction in a transcript is a frame number (non-drop) at 30 a second.
const FRAMES = 30;

/** The transcript of a dialogue in the canonical format, with the times from the mix. */
export function writeTranscript(paragraphs: Paragraph[], times: Mix["times"]): string {
  const blocks = paragraphs.map(({ source }, index) =>
    source.replace(/\{([^}]*)\}( ?)/g, (_, directive: string, space: string, place: number) => {
      if (directive === "overlap") return "";
      if (directive === "laughs" || directive === "laughter") return `\\[${directive}\\]${space}`;
      const seconds = times.find((time) => time.paragraph === index && time.place === place)?.seconds;
      if (seconds === undefined) throw new Error(`make-demo: no time for {${directive}} in: ${source}`);
      return `\\[${directive === "time" ? minutes(seconds) : `unintelligible ${frames(seconds)}`}\\]${space}`;
    }),
  );
  return `${blocks.join("\n\n")}\n`;
}

const two = (value: number) => String(value).padStart(2, "0");

/** `MM:SS`, rounded down, for transcripts of less than an hour. */
function minutes(seconds: number): string {
  return `${two(Math.floor(seconds / 60))}:${two(Math.floor(seconds) % 60)}`;
}

/** `HH:MM:SS.FF`, rounded down to the frame. */
function frames(seconds: number): string {
  const whole = Math.floor(seconds);
  const frame = Math.floor((seconds - whole) * FRAMES);
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${two(frame)}`;
}
