// The reader’s tools that load when they are first used. Their texts come with them, not with the page.

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
  title: "Keyboard shortcuts",
  singleKeys: "Use single-key shortcuts",
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
    follow: "Follow along on/off",
  },
  reading: {
    title: "Reading",
    contents: "Contents",
    paragraph: "Next, previous paragraph; Enter opens its menu",
    gap: "Next, previous gap; Enter plays it, to be filled",
    correct: "Edit the current paragraph",
  },
  finding: {
    title: "Finding",
    find: "Search in this episode",
    hit: "Next, previous hit",
    play: "Play from this hit",
    search: "Search all transcripts",
  },
  passage: {
    title: "A selected passage",
    quotation: "Copy as a quotation",
    link: "Copy a link to this moment",
    claim: "Mark as a claim; without a selection, select a sentence",
    beginning: "Move the start by a word",
    end: "Move the end by a word",
  },
  everywhere: {
    title: "Everywhere",
    close: "Close what is open",
    keys: "Show keyboard shortcuts",
  },
} as const;

export const paragraphMenu = {
  name: "This paragraph",
  play: "Play from here",
  copyLink: "Copy link",
  copied: "✓ Link copied",
  copiedStatus: "Link copied",
  correct: "Correct this paragraph",
  report: "Something is wrong here",
} as const;

export const passageTools = {
  /** A place that could not be heard, in a quotation. */
  unheard: "[unintelligible]",
  name: "The selected passage",
  quotation: "Copy quotation",
  link: "Copy link",
  copied: "✓ Copied",
  claim: "Claim",
  copiedStatus: {
    quotation: "Quotation copied",
    link: "Link copied",
  },
} as const;

export const reportPanel = {
  failed: {
    limited: "You have sent many reports in the last hour. Try again in an hour. Nothing was stored.",
    "no-paragraph": "This paragraph has changed since. Reload the page to see it. Nothing was stored.",
    unreachable: "It could not be sent. Check your connection. Nothing was stored.",
  },
  sending: "Sending …",
  sent: "Thank you. The maintainers will look at this paragraph.",
  note: "What is wrong? (optional)",
  done: "Done",
  undo: "Undo",
  noteSent: "Thank you. It was added to your report.",
  withdrawn: "Report withdrawn.",
  notSent: "It could not be sent. Check your connection. Your report is stored.",
} as const;
