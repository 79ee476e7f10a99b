import { formatNumber, plural } from "./plural";

/** Why a transcript has no measured times; the key is what the database keeps. */
const PROBLEMS: Readonly<Record<string, string>> = {
  "no-text": "There is no transcript.",
  "no-words": "The transcript has no words yet.",
  "no-audio-file": "No audio is linked to this episode.",
  "has-times": "The transcript came from a file that has times of its own. They are kept.",
  busy: "Another process is measuring it.",
  "bad-address": "The address of the audio cannot be used.",
  internal: "The address of the audio leads to an internal network.",
  "too-large": "The audio file is too large.",
  "no-answer": "The host of the audio does not answer.",
  failed: "The audio could not be fetched or aligned.",
  gone: "The audio file is gone.",
  page: "At the address of the audio there is a page, not audio.",
  "ended-early": "The audio file breaks off each time it is fetched.",
  "asked-to-wait": "The host of the audio asks to be left alone for a while.",
  "disk-full": "There is no room left on the disk.",
  unreadable: "The audio file cannot be read.",
  empty: "The audio file is empty.",
  text: "The audio file is text: a page, perhaps, that the host sent instead.",
  "no-audio": "There is no audio in the file that can be decoded.",
  "command-missing": "The program that ALIGN_COMMAND names is not there.",
  "command-failed": "The program that ALIGN_COMMAND names failed.",
  "command-late": "The program that ALIGN_COMMAND names took too long.",
  "command-words": "The program that ALIGN_COMMAND names printed no times that can be read.",
  "no-decoder": "This format is decoded by ffmpeg alone, and there is no ffmpeg on this machine.",
  "too-long": "The audio is longer than 24 hours.",
  "too-short": "The audio is far too short for this text.",
  "other-language": "The text is not in English, the only language that is aligned.",
};

/** What is said of word times that are measured from the sound. */
export const alignmentTexts = {
  problem: (problem: string, detail: string | null) => {
    const sentence = PROBLEMS[problem] ?? PROBLEMS.failed ?? "";
    return detail ? `${sentence} (${detail})` : sentence;
  },
  verdicts: {
    aligned: "measured",
    "wrong-audio": "This is not the sound of this text: hardly any of its words is heard.",
    "other-language": "The text is not in English, the only language that is aligned.",
    silent: "Nobody speaks in this audio.",
  },
  columns: ["Episode", "Heard", "Sure", "Speed", "Outcome"],
  nothingDue: "There is nothing to measure.",
  estimate: (episodes: number, sound: string, time: string, isMeasured: boolean) =>
    `${plural(episodes, "episode")}, ${sound} of sound: about ${time}, ${
      isMeasured ? "as fast as the last ones here" : "at 80 times real time"
    }.`,
} as const;

/** On a show's progress page. */
export const wordTimesSection = {
  title: "Word times",
  measured: (done: number, all: number) =>
    `${formatNumber(done)} of ${plural(all, "transcript")} have word times that were measured from the audio.`,
  sure: (share: string) => `${share} of their words have a time that is sure.`,
  waiting: (count: number, sound: string) =>
    `${plural(count, "episode")} ${count === 1 ? "waits" : "wait"} to be measured: ${sound} of sound.`,
  off: "This site does not measure word times.",
  window: (from: number, to: number) => `It measures between ${from}:00 and ${to}:00, UTC.`,
  running: (percent: number) => `${percent} % done`,
  problems: "Not measured, or not all of it",
  again: (when: string) => `It is tried again on ${when}.`,
  unheard: (share: string) =>
    `${share} of the words are not heard: the audio may have only part of the text.`,
} as const;

/** The page of one episode's word times. */
export const episodeAlignmentPage = {
  title: (episode: string) => `Word times of ${episode}`,
  heading: "Word times",
  never: "The word times of this episode have not been measured yet: they are estimated from its timestamps.",
  measured: "The word times of this episode were measured from its audio.",
  estimated: "The word times are estimated from the timestamps in the text.",
  earlier: "The word times are those that were measured before.",
  running: (percent: number) => `The word times are being measured: ${percent} % done.`,
  strip: (sure: string) => `How sure the word times are along the audio: ${sure} of the words are sure.`,
  parts: {
    sure: "above the line: most words are sure",
    unsure: "below the line: most words are unsure",
    none: "on the line: no words of the text",
  },
  counts: (words: number, heard: string, sure: string) =>
    `${plural(words, "word")}: ${heard} are heard, ${sure} have a time that is sure.`,
  insertions: "Insertions",
  insertionsLead:
    "Here the audio has something that it did not have when the timestamps were written. Later timestamps are earlier than what they name.",
  stretches: "Without words of the text",
  kinds: { music: "music", unspoken: "nobody speaks", foreign: "speech that the text does not have" },
  wrong: "Wrong timestamps",
  wrongLead: (licence: string | null) =>
    `Each button makes a contribution${licence ? ` under ${licence}` : ""}, to be accepted like any other.`,
  says: (clock: string, words: string) => `The text says ${clock} before “${words}”, which is heard at`,
  correct: (stamp: string) => `Correct it to ${stamp}`,
  refused: "Nothing was changed: the text has changed meanwhile, or you cannot contribute here.",
} as const;
