import { formatNumber, plural } from "./plural";

export const reviewPage = {
  title: "Review",
  lead: "Maintainers of a show review contributions here. You maintain no show yet: the owner of a show can invite you.",
  claimGone: "That claim is no longer waiting.",
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
  changes_requested: "Sent back. Its author is told what to change.",
  reopened: "Decision undone: the contribution is open again.",
  several: "Accepted together.",
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
  contributions: (count: number) => plural(count, "contribution"),
  claims: (count: number) => plural(count, "claim"),
  waiting: "waiting",
} as const;

export const queueList = {
  name: "Queue",
  pick: (summary: string) => `Accept “${summary}” with others`,
  held: (name: string) => `${name} is reviewing it`,
  conflicts: "✕ Conflicts",
  acceptTicked: "Accept ticked",
  pages: "Pages of the queue",
  earlier: "Earlier",
  later: "Later",
} as const;

export const reportList = {
  title: (count: number) => `${plural(count, "error report")}`,
  at: (episode: string, time: string) => `${episode} at ${time}`,
  gone: "(the paragraph no longer exists)",
  listener: "a listener",
  fixed: "Fixed",
  notAnError: "Not an error",
} as const;

export const reviewCard = {
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
  undo: "Undo",
  fetching: "Loading…",
  allDecided: "You have decided everything on this page. {more}",
  more: "Show what is left",
  empty: "Nothing is waiting for review. Contributions will be listed here, oldest first.",
} as const;
