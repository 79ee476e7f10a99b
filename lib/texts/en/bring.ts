import { formatNumber, plural } from "./plural";

/** Bringing a transcript by paste or as a file. */
export const bringTranscript = {
  title: "Bring a transcript",
  replaceTitle: "Replace the transcript",
  lead: "Drop a file or paste a text. You see what becomes of it before it is kept.",
  replaceLead:
    "Drop a file or paste a text that is better than what is here. It becomes a contribution, to be accepted like any other.",
  notYours:
    "This episode has no transcript yet. Those who run the show see which ones are asked for, and by how many.",
  isYours: "Is this your show?",
  isYoursLead: "{owner}, and you can add its transcripts yourself.",
  sayYours: "Say that it is yours",
  draft: "Or let this site’s recogniser make a first draft",
  file: "A file",
  fileHint: "WebVTT, SubRip, JSON, TTML, HTML, Word (.docx) or plain text, at most 8 MB.",
  drop: "Drop the file here",
  text: "Or a text",
  textHint: "With “Name:” before each turn, and times such as [04:15], if there are any.",
  origin: "Who made the text?",
  origins: { unknown: "Nobody knows", person: "A person", recogniser: "A recogniser" },
  edits: "What was edited here since",
  editChoices: {
    merge: "Keep it: only what the file changes of the imported text is proposed",
    whole: "Replace it too: the file’s whole text is proposed",
  },
  look: "Look at it",
  keep: "Keep it",
  propose: "Propose it",
  previewTitle: "What it would become",
  facts: {
    kind: "Read as",
    words: "Words",
    times: "Times",
    recogniser: "Recogniser",
    speakers: "Speakers",
    problems: "Could not be read",
  },
  words: (count: number) => formatNumber(count),
  timesFrom: (grain: "word" | "line" | "none", from: string | null, to: string | null) =>
    grain === "none" || from === null
      ? "none"
      : `${grain === "word" ? "for each word" : "for each line"}, from ${from} to ${to}`,
  speaker: (name: string, turns: number) => `${name} (${plural(turns, "turn")})`,
  noSpeakers: "none are named",
  unnamed:
    "Some speakers have only numbers. Once it is kept, a page asks for their names, once for all their turns.",
  opening: "Its beginning",
  problem: (line: number | null, reason: string, left: string) =>
    `${line === null ? "" : `line ${formatNumber(line)}: `}${reason}${left === "" ? "" : ` (“${left}”)`}`,
  moreProblems: (count: number) => `and ${formatNumber(count)} more`,
  allRead: "All of it was read.",
  unreadable: (why: string, line: number | null) =>
    `This cannot be read as a transcript: ${why}${line === null ? "" : ` (line ${formatNumber(line)})`}. Nothing was kept.`,
  times: "Only its times were other ones. They were taken over, and no word was touched.",
  problems: {
    form: "A field is missing. Nothing was kept.",
    nothing: "Choose a file or paste a text.",
    "no-episode": "There is no such episode. Nothing was kept.",
    "not-allowed": "Only those who review at this show can add a first transcript. Nothing was kept.",
    "sign-in": "Sign in to propose a first transcript. Nothing was kept.",
    "there-already":
      "Somebody has added a transcript meanwhile. Reload the page to replace it; nothing was kept.",
    "too-fast": "You have looked at many files within a minute. Wait a minute, then look again.",
    empty: "It has no words. Nothing was kept.",
    "too-long": "It is longer than any transcript that can be kept here. Nothing was kept.",
    "not-text": "It holds characters that are no text. Nothing was kept.",
    "control-characters": "It holds characters that are no text. Nothing was kept.",
  },
} as const;

/** Beginning an episode's show notes. */
export const beginNotes = {
  lead: "There are no show notes yet. They are Markdown.",
  text: "The notes",
  begin: "Begin the show notes",
  problems: {
    form: "A field is missing. Nothing was kept.",
    "not-allowed": "Only those who review at this show can begin its notes. Nothing was kept.",
    "there-already":
      "Somebody has begun the notes meanwhile. Reload the page to edit them; nothing was kept.",
    empty: "Write something first.",
    "too-long": "The notes are too long. Nothing was kept.",
    "not-text": "They hold characters that are no text. Nothing was kept.",
    "control-characters": "They hold characters that are no text. Nothing was kept.",
  },
} as const;
