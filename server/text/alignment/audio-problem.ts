/** Why there is no audio to align, in words for whoever asked. */
const PROBLEMS = {
  unreadable: "The audio file cannot be read.",
  empty: "The audio file is empty.",
  text: "This is not audio but text: a page, perhaps, that a server sent instead of the file.",
  "no-audio": "There is no audio in this file that can be decoded.",
  "no-decoder":
    "This format is decoded by ffmpeg alone, and there is no ffmpeg here. Convert it to MP3 first.",
  "too-long": "This audio is longer than 24 hours.",
} as const;

export type AudioProblemReason = keyof typeof PROBLEMS;

/** Thrown out of a stream of samples that cannot go on. */
export class AudioProblem extends Error {
  constructor(
    readonly reason: AudioProblemReason,
    detail?: string,
  ) {
    super(detail ? `${PROBLEMS[reason]} ${detail}` : PROBLEMS[reason]);
  }
}
