export const contents = {
  name: "Contents",
} as const;

export const findField = {
  label: "Search in this episode",
  placeholder: "In this episode",
  close: "Close",
  closeKey: "Close (Escape)",
} as const;

export const findPanel = {
  hit: (hit: number, count: number) => `${hit} of ${count}`,
  hitOfMany: (hit: number, count: number) => `${hit} of ${count} or more`,
  none: "Not found",
  previous: "Previous hit",
  previousKey: "Previous (Shift Enter)",
  next: "Next hit",
  nextKey: "Next (Enter)",
  play: "Play",
  playKey: "Play from this hit (Ctrl Enter)",
} as const;

export const keysDialog = {
  title: "Keys",
  singleKeys: "Single letters and signs are keys",
  close: "Close",
  space: "Space",
  enter: "Enter",
  shiftEnter: "Shift Enter",
  ctrlEnter: "Ctrl Enter",
  escape: "Esc",
  listening: {
    title: "Listening",
    play: "Play, pause",
    seconds: "Five seconds back, forward",
    follow: "Follow the voice, or not",
  },
  reading: {
    title: "Reading",
    contents: "Contents",
    paragraph: "Next, previous paragraph; Enter opens what can be done with it",
    gap: "Next, previous gap; Enter hears and fills it",
    correct: "Correct the paragraph one is at",
  },
  finding: {
    title: "Finding",
    find: "Search in this episode",
    hit: "Next, previous hit",
    play: "Play from the hit",
    search: "Search all transcripts",
  },
  passage: {
    title: "A selected passage",
    quotation: "Copy it as a quotation",
    link: "Copy a link to its moment",
    claim: "Mark it as a claim; with nothing selected, select a sentence",
    beginning: "Move its beginning by a word",
    end: "Move its end by a word",
  },
  everywhere: {
    title: "Everywhere",
    close: "Close what is open",
    keys: "These keys",
  },
} as const;

export const paragraphMenu = {
  name: "This paragraph",
  play: "Play from here",
  copyLink: "Copy its link",
  copied: "✓ Link copied",
  copiedStatus: "Link copied",
  correct: "Correct this paragraph",
  report: "Something is wrong here",
} as const;

export const passageTools = {
  name: "The selected passage",
  quotation: "Copy quotation",
  link: "Copy link",
  copied: "✓ Copied",
  claim: "Claim",
  copiedStatus: {
    quotation: "The quotation is copied",
    link: "The link is copied",
  },
} as const;

export const readerBar = {
  find: "Find",
  findKey: "Search in this episode (f)",
  nextGap: "Next gap",
  nextGapKey: "Next gap (g)",
  gap: (gap: number, count: number) => `${gap} of ${count}`,
  noGaps: "No gaps left",
  keys: "Keys",
  keysKey: "Keys (?)",
} as const;

export const reportForm = {
  became: {
    sent: "Thank you. The maintainers will look at this paragraph.",
    limited: "That was not stored: too many reports came from where you are. Please try again in an hour.",
    "no-paragraph": "That was not stored: the paragraph has changed meanwhile.",
  },
  back: "Back to the paragraph",
  note: "What is wrong? If you like; saying that something is helps, too.",
  send: "Tell the maintainers",
} as const;

export const reportPanel = {
  failed: {
    limited: "You have reported a lot in a short time. Please try again in an hour.",
    "no-paragraph": "This paragraph has changed meanwhile. Load the page anew to see how it reads now.",
    unreachable: "It could not be sent. Are you online? Nothing was stored.",
  },
  sending: "Sending …",
  sent: "Thank you. The maintainers will look at this paragraph.",
  note: "What is wrong?",
  optional: "If you like",
  done: "Done",
  undo: "Undo",
  noteSent: "Thank you. It is with the report.",
  withdrawn: "Taken back.",
  notSent: "That could not be sent. The report itself is stored.",
} as const;

export const whichParagraph = {
  back: "Back to the episode",
  title: "Something is wrong here",
  label: "Which paragraph? The sign ¶ behind it leads to an address that ends in its number: #p12.",
  next: "Go on",
} as const;
