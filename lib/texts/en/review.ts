import { statuses } from "./contribution";
import { formatNumber, plural } from "./plural";

export const reviewPage = {
  title: "Review",
  lead: "Maintainers of a show review contributions here. You maintain no show yet: the owner of a show can invite you.",
  decided: (it: {
    summary: string;
    status: keyof typeof statuses;
    decider: string | null;
    reverted: boolean;
  }) =>
    `“${it.summary}” needs no decision: ${statuses[it.reverted ? "reverted" : it.status]}${it.decider ? ` by ${it.decider}` : ""}.`,
  claimGone: "That claim is no longer waiting.",
  reportGone: "That report is no longer open.",
  surveyGone: "That survey is no longer waiting.",
  elsewhere: "Forms of other sites are not accepted",
  tooLong: "The form is too long",
  signIn: "Sign in to review",
  nothing: "Nothing to review here",
  notAllowed: "Only a maintainer of the show can review this",
} as const;

/** What came of a decision. The codes travel in addresses, the words do not. */
export const reviewOutcomes = {
  accepted: "Accepted.",
  rejected: "Rejected. Its author gets the reason.",
  rejected_untold: "Rejected. It was sent without an account: nobody is told.",
  changes_requested: "Sent back. Its author is told what to change.",
  reopened: "Decision undone: the contribution is open again.",
  several: "Accepted together.",
  rejected_several: "Rejected together. Their authors get the reason.",
  nothing: "Choose at least one. Nothing was changed.",
  "bad-form": "A field is missing. Nothing was changed.",
  "signed-out": "You are no longer signed in. Sign in again; nothing was changed.",
} as const;

export const queueFilters = {
  name: "Filter the queue",
  show: "Show",
  all: "All",
  kind: "Kind",
  kinds: {
    gap: "Gaps",
    paragraph: "Paragraphs",
    document: "Whole documents",
    push: "Pushes",
    api: "By the API",
    mirror: "From a mirror",
    import: "From an import",
    claim: "Claims and surveys",
  },
  person: "Person",
  everybody: "Everybody",
  personCount: (name: string, count: number) => `${name} (${formatNumber(count)})`,
  age: "Age",
  ages: { any: "Any", day: "Over a day", week: "Over a week", month: "Over a month" },
  filter: "Filter",
  clear: "Clear filters",
  nothing: "Nothing waiting",
  claims: (count: number) => plural(count, "claim"),
  waiting: "waiting",
} as const;

export const queueList = {
  name: "Queue",
  pick: (summary: string) => `Accept “${summary}” with others`,
  held: (name: string) => `${name} is reviewing it`,
  conflicts: "✕ Conflicts",
  acceptTicked: "Accept ticked",
  rejectTicked: "Reject ticked",
  all: "Select all on this page",
  reason: "Reason, which their authors read",
  waiting: (count: number) => `${formatNumber(count)} waiting`,
  rejected: (count: number) =>
    count === 0 ? "Tick what is to be rejected." : `These ${formatNumber(count)} would be rejected:`,
  rejectNow: (count: number) => (count === 0 ? "Reject them" : `Reject these ${formatNumber(count)}`),
  pages: "Pages of the queue",
  earlier: "Earlier",
  later: "Later",
} as const;

export const reportCard = {
  title: "Something is wrong here",
  at: (episode: string, time: string) => `${episode} at ${time}`,
  gone: "(the paragraph no longer exists)",
  listener: "a listener",
  correct: "Correct it",
  fixed: "Fixed",
  notAnError: "Not an error",
} as const;

export const reviewCard = {
  contributions: "Contributions",
  block: "Block",
  accepted: (count: number) => `${formatNumber(count)} accepted`,
  rejected: (count: number) => `${formatNumber(count)} rejected`,
  reverted: (count: number) => `${formatNumber(count)} reverted`,
  version: (number: number) => `version ${number}`,
  sentBack: "changes requested",
  held: (name: string) => `${name} is reviewing it now.`,
  pause: "Pause",
  playFrom: (time: string) => `Play from ${time}`,
  change: (number: number, of: number) => `Change ${number} of ${of}`,
  rivals: "Also suggested here",
  agreements: (count: number) => `${formatNumber(count)} hear the same`,
  words: (added: string, removed: string) => `${added} added, ${removed} removed.`,
  merges: (base: number, head: number) =>
    `Made on revision ${base}; it merges into the present one, revision ${head}.`,
  tooLarge: "It conflicts with today’s text, or is too large to merge: ask for it in parts.",
  nothingLeft: "The present text says this already.",
} as const;

export const reviewMoves = { previous: "Previous", next: "Next" } as const;

export const conflicts = {
  title: "✕ The same words were changed since",
  about: (base: number, head: number) =>
    `The contribution was made on revision ${base}; the present one is ${head}. Decide below what the text should be.`,
  base: "Before",
  now: "Now",
  proposed: "Proposed",
} as const;

export const decisions = {
  own: "This is your own contribution. Another maintainer of the show has to decide it.",
  accept: "Accept",
  resolve: "Resolve",
  edit: "Edit and accept",
  place: (number: number) => `Change ${number}, as Markdown`,
  text: "The final text, as Markdown",
  comment: "Comment for the contributor (optional)",
  acceptResolved: "Accept as resolved",
  acceptEdited: "Accept as edited",
  requestChanges: "Request changes",
  nobodyToAsk:
    "It was sent without an account: nobody can be asked to change it. Edit and accept it, or reject it.",
  whatToChange: "What should be changed?",
  sendBack: "Send back",
  reject: "Reject",
  /** Ready reasons. The contributor reads the one that is chosen, word for word. */
  reasons: [
    "That is not what is said in the audio.",
    "It is a matter of style; we keep what was said.",
    "It was corrected in another way already.",
    "This is spam.",
  ],
  ownWords: "Or in your own words",
  rejectWithWords: "Reject with these words",
} as const;

export const desk = {
  unreached: "The site could not be reached. Nothing was changed; try again.",
  gone: "It no longer needs a decision, or could not be fetched.",
  outcome: (summary: string | undefined, said: string | null) => `${summary ?? "It"}: ${said ?? "done."}`,
  refused: "It was refused. Nothing was changed.",
  signedOut: "You are no longer signed in. Your decision is kept: it is made as soon as you have signed in.",
  signIn: "Sign in",
  unseen: (count: number) =>
    `${count === 1 ? "One of them was" : `${formatNumber(count)} of them were`} not on this desk yet. Look at each, then accept them. Nothing was accepted.`,
  tooSoon: "This one has only just come. Look at it, then decide. Nothing was changed.",
  loop: "Loop",
  look: "See what became of it",
  toNext: (waiting: number) =>
    waiting === 1 ? "Show the one that waits" : `Show the first of ${formatNumber(waiting)} that wait`,
  undo: "Undo",
  fetching: "Loading…",
  allDecided: "You have decided everything on this page. {more}",
  more: "Show what is left",
  empty: "Nothing is waiting for review. Contributions will be listed here, oldest first.",
} as const;
