import { formatNumber, plural } from "./plural";

export const checkedForm = {
  checked: (name: string, day: string) => `${name} has gone through the whole transcript, on ${day}.`,
  lead: "Have you gone through the whole transcript? Then say so: lists, search and the API show it.",
  check: "It is checked",
  uncheck: "It is not checked any more",
} as const;

export const historyPage = {
  title: (episode: string) => `History of “${episode}”`,
  heading: "History",
  ofTranscript: (revisions: number) =>
    `${plural(revisions, "revision")} of the transcript. Nothing here is ever deleted.`,
  ofNotes: (revisions: number) =>
    `${plural(revisions, "revision")} of the show notes. Nothing here is ever deleted.`,
  credit: "Who wrote which words",
  notes: "History of the show notes",
  transcript: "History of the transcript",
  redacted: (revisions: number, day: string, by: string, reason: string) =>
    `Redacted from ${plural(revisions, "revision")} on ${day} by ${by}: ${reason}`,
  empty: "No revisions on this page.",
  newest: "Back to the newest",
  done: {
    redacted: "The text is removed from every revision.",
    checked: "It is marked as checked.",
    unchecked: "It is not marked as checked any more.",
  },
  problems: {
    "no-reason": "Give a reason of at most 1,000 characters: it is public. Nothing was changed.",
    telling: "The reason is public and must not hold the text itself. Nothing was changed.",
    "no-text": "Give the exact text, within one paragraph. Nothing was changed.",
    "no-document": "This text is no longer here. Nothing was changed.",
    "not-found": "No revision contains that text. Nothing was changed.",
    "not-allowed-to-check": "Only those who review at this show can do this. Nothing was changed.",
    "not-allowed": "Only an administrator can redact. Nothing was changed.",
    changed: "It stands in other places than you saw: somebody has changed the text. Look at them again.",
    "not-typed": "Type the text again, exactly as it stands. Nothing was changed.",
    unsafe: "Without it the text would be read as other paragraphs: redact less of it. Nothing was changed.",
  },
} as const;

/** Instead of a page of history, where too many are asked for. */
export const historyGuard = {
  title: "History is busy",
  lead: "Readers without an account share what this site can compare in a minute, and it is used up. Try again in a minute.",
  signIn: "Sign in: with an account there is no such limit.",
} as const;

export const redactForm = {
  title: "Redact text (legal)",
  lead: "The text is removed from every revision for good and cannot be restored. It goes from what quotes these revisions too: contributions, comments, notices, mails. The redaction itself stays visible.",
  text: "Exact text, as in the Markdown",
  reason: "Reason",
  reasonHint: "It is public.",
  inWords: "Within words too: “the” is then also removed from “other”",
  preview: "Show what would be removed",
  places: (places: number, revisions: number) =>
    `${plural(places, "place")} in ${plural(revisions, "revision")} would be emptied`,
  stands: (runs: readonly (readonly [number, number])[], places: number) =>
    `${places > 1 ? `${plural(places, "place")}, ` : ""}${runs
      .map(([first, last]) =>
        first === last ? formatNumber(first) : `${formatNumber(first)}–${formatNumber(last)}`,
      )
      .join(", ")
      .replace(/^/, runs.length === 1 && runs[0]?.[0] === runs[0]?.[1] ? "revision " : "revisions ")}`,
  more: (places: number) => `${formatNumber(places)} more of them are not shown.`,
  confirm: (text: string) => `Type “${text}” to confirm`,
  send: (places: number) => `Redact ${plural(places, "place")} for good`,
} as const;

export const revisionPage = {
  title: "Revision",
  number: (number: number, head: number) => `Revision ${formatNumber(number)} of ${formatNumber(head)}`,
  contribution: "The contribution",
  compare: "Compare",
  against: "With revision",
  older: "Older",
  newer: "Newer",
  changes: (from: number, to: number) => `Changes from revision ${from} to ${to}`,
  first: "The first revision",
  allNew: "All of its text is new: there is no earlier revision to compare it with.",
  same: "The two are the same, byte for byte.",
  revertTitle: "Revert this revision",
  revertLead: "Later changes stay. The revert becomes a new revision; nothing is deleted.",
  reason: "Reason",
  reasonHint: "Its author reads it.",
  revert: "Revert",
} as const;

export const creditPage = {
  title: "Who wrote which words",
  lead: "Words without a number are from the first revision. Press a time to hear its paragraph.",
  olderLead: (oldest: number) =>
    `Words without a number are from the first revision, or older than revision ${oldest}. Press a time to hear its paragraph.`,
  reviewed: (author: string, reviewer: string) => `${author}, reviewed by ${reviewer}`,
  list: "Revisions",
} as const;

export const revisionList = {
  name: "Revisions",
  words: "words",
  noWords: "no words changed",
  reverts: (number: number) => `· reverts revision ${number}`,
  imported: "· imported",
  notReviewed: "· not reviewed",
  reviewed: (name: string) => `· reviewed by ${name}`,
  edited: (name: string) => `· edited and accepted by ${name}`,
} as const;
