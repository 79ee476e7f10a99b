import { formatNumber, plural } from "./plural";

/** Why there is no draft; the key is what the database keeps. */
const PROBLEMS: Readonly<Record<string, string>> = {
  "no-recogniser": "This site has no recogniser. Its operator sets TRANSCRIBE_COMMAND or TRANSCRIBE_URL.",
  "no-audio-file": "No audio is linked to this episode.",
  "has-transcript": "The episode has a transcript by now.",
  "command-missing": "The program that TRANSCRIBE_COMMAND names is not there.",
  "command-failed": "The program that TRANSCRIBE_COMMAND names failed.",
  "command-late": "The program that TRANSCRIBE_COMMAND names took too long.",
  "command-words": "The program that TRANSCRIBE_COMMAND names printed far too much.",
  "service-away": "The service that TRANSCRIBE_URL names cannot be reached.",
  "service-late": "The service that TRANSCRIBE_URL names took too long.",
  "service-refused": "The service that TRANSCRIBE_URL names refused.",
  "service-too-large": "The audio file is too large for the service that TRANSCRIBE_URL names.",
  "service-words": "The service that TRANSCRIBE_URL names answered far too much.",
  "no-transcript": "What the recogniser made cannot be read as a transcript.",
  gone: "The audio file is gone.",
  page: "At the address of the audio there is a page, not audio.",
  internal: "The address of the audio leads to an internal network.",
  "too-large": "The audio file is too large.",
  "no-answer": "The host of the audio does not answer.",
  "asked-to-wait": "The host of the audio asks to be left alone for a while.",
  "disk-full": "There is no room left on the disk.",
  failed: "The audio could not be fetched, or the recogniser was broken off.",
};

/** First drafts of transcripts, made by a recogniser. */
export const drafts = {
  title: "A first draft",
  lead: "A recogniser writes down what it hears. Only those who review at this show see its draft, until one of them publishes it.",
  make: "Make a first draft",
  again: "Make it again",
  lookAgain: "Look again",
  problem: (problem: string, detail: string | null) => {
    const sentence = PROBLEMS[problem] ?? PROBLEMS.failed ?? "";
    return detail ? `${sentence} (${detail})` : sentence;
  },
  fetching: "The audio is fetched.",
  hearing: "The recogniser listens. One may leave this page.",
  waits: "It waits for its turn. One may leave this page.",
  askedBy: (name: string) => `${name} asked for a draft.`,
  fetched: "Fetched",
  takes: {
    audio: (clock: string) => `The audio is ${clock} long.`,
    time: (stretch: string) => `It takes about ${stretch}, as long as the last ones here did.`,
    timeUnknown: "How long it takes is not known yet: an ordinary computer needs about as long as the audio.",
    lengthUnknown: "How long the audio is, its feed does not say: neither time nor cost can be told.",
    cost: (amount: number, currency: string) =>
      `It costs about ${amount < 0.01 ? "less than 0.01" : amount.toFixed(2)} ${currency}.`,
    noCost: "What it costs, if anything, this site’s operator knows.",
  },
  made: (recogniser: string) => `This draft was made by ${recogniser}. Nobody has checked it.`,
  facts: { words: "Words", speakers: "Speakers", times: "Times", unsure: "Unsure", took: "Took" },
  words: (count: number) => formatNumber(count),
  speakers: (speakers: readonly { readonly name: string; readonly turns: number }[]) =>
    speakers.length === 0
      ? "not told apart"
      : speakers.map(({ name, turns }) => `${name} (${plural(turns, "turn")})`).join(", "),
  times: (hasWordTimes: boolean) => (hasWordTimes ? "for each word" : "none"),
  unsure: (count: number) => `${plural(count, "word")} of which the recogniser was less than half sure`,
  waiting: "First drafts to decide on",
  text: "Its text",
  publish: "Publish it as the transcript",
  publishHint:
    "It is marked as a recogniser’s and can be corrected like any other. Everybody can read it then.",
  discard: "Throw it away",
  done: { asked: "It is asked for.", discarded: "The draft was thrown away." },
  problems: {
    "not-allowed": "Only those who review at this show can make drafts of its transcripts.",
    "no-recogniser": "This site has no recogniser. Its operator sets TRANSCRIBE_COMMAND or TRANSCRIBE_URL.",
    "no-audio-file": "No audio is linked to this episode. Link it first.",
    "has-transcript": "The episode has a transcript by now.",
    "too-many": "You have asked for enough drafts today. Ask again tomorrow.",
    "no-draft": "There is no draft any more: it was published or thrown away.",
    "there-already": "Somebody has added a transcript meanwhile. The draft was not published.",
    other: "The draft cannot be kept as a transcript. Make it again, or bring a transcript of your own.",
  },
} as const;
