import { plural } from "./plural";

export const age = {
  now: "just now",
  minutes: (count: number) => `${plural(count, "minute")} ago`,
  hours: (count: number) => `${plural(count, "hour")} ago`,
  days: (count: number) => `${plural(count, "day")} ago`,
} as const;

export const commentForm = {
  label: "Add a comment",
  hint: "Write @ and a handle to mention somebody: they get a notice.",
  about: "About",
  whole: "the whole contribution",
  place: (number: number) => `change ${number}`,
  send: "Comment",
} as const;

export const amendForm = {
  place: (number: number) => `Change ${number}`,
  text: "Your text",
  summary: "Summary",
  again: "Propose again",
  send: "Send the amended version",
} as const;

export const contributorList = {
  title: "Contributors",
  changes: (count: number) => plural(count, "change"),
} as const;

export const statuses = {
  open: "waiting for review",
  changes_requested: "changes requested",
  accepted: "accepted",
  rejected: "rejected",
  withdrawn: "withdrawn",
  reverted: "accepted, later reverted",
} as const;

export const discussion = {
  empty: "No comments yet.",
  did: {
    comment: "commented",
    accept: "accepted it",
    reject: "rejected it",
    request_changes: "requested changes",
    reopen: "undid the decision",
  },
  edited: "edited and accepted it",
  seeEdited: "See what was edited",
  place: (number: number) => `on change ${number}`,
  version: (number: number) => `(version ${number})`,
} as const;

export const wordDiff = {
  deleted: "Deleted:",
  inserted: "Inserted:",
  folded: (count: number) => `… ${plural(count, "word")} …`,
  counted: (places: number, removed: number, added: number) =>
    `${places === 1 ? "This change is" : `${plural(places, "more change")} are`} too large to show here: ` +
    `${plural(removed, "word")} before, ${plural(added, "word")} after.`,
} as const;

export const contributionPage = {
  review: "Review this",
  notes: "show notes",
  by: "by",
  added: (words: string) => `${words} added`,
  removed: (words: string) => `${words} removed`,
  changes: "Changes",
  place: (number: number) => `Change ${number}`,
  hear: (time: string) => `Hear it at ${time}`,
  audio: (time: string) => `The audio around ${time}`,
  discussion: "Discussion",
  signInToComment: "{signIn} to comment.",
  signIn: "Sign in",
  amend: "Amend",
  tooLargeToAmend: "It is too large to amend here. Withdraw it and propose it again, in parts.",
  tryAgain: "Try again",
  acceptedAlready: "It is accepted. To change it again, correct the transcript.",
  withdraw: "Withdraw",
  acceptedBy: "Accepted by {name} as {revision}.",
  acceptedByRule: "Accepted by the show’s trust rule as {revision}.",
  acceptedByOwner:
    "Published at once as {revision}, by the owner’s rule for small fixes. Nobody reviewed it.",
  revision: (number: number | null) => `revision ${number}`,
  reverted: (day: string) => `Reverted on ${day}.`,
  live: (time: string) => `It is live at ${time}`,
  decided: "Rejected. The reason is below.",
  decidedBy: "Rejected by {name}. The reason is below.",
  conflict: "The same words were changed since. The reviewer sees both versions; the author can amend it.",
  nothingLeft: "The text says this already, through another change.",
  versions: "Versions",
  version: (number: number, day: string) => `Version ${number}, ${day}`,
} as const;

/** What the forms of a contribution's page answer. */
export const contributionActions = {
  signedOut: "You are no longer signed in. Sign in again in another tab, and send it once more.",
  amended: (version: number) => `Version ${version} is with the maintainers.`,
} as const;
