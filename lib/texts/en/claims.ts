import { formatNumber, plural } from "./plural";

export const outcomes = {
  matches: "matches",
  close: "close",
  differs: "differs",
  "not comparable": "not comparable",
  none: "not compared with a statistic yet",
} as const;

export const claimsPage = {
  title: "Claims",
  description: "What was said in episodes, beside what was measured.",
  heading: "Said, and measured",
  lead: "What was claimed in episodes, each claim beside the survey’s figure.",
  none: "No claims match. Select words in a transcript to make one.",
  count: (count: number) => plural(count, "claim"),
  feed: "A feed of new claims",
  csv: "All claims as CSV",
  mine: "Your claims",
} as const;

export const claimFilters = {
  outcome: "Outcome",
  anyOutcome: "Any outcome",
  survey: "Survey",
  allSurveys: "All surveys",
  apply: "Show",
} as const;

export const claimList = {
  quoted: (words: string) => `“${words}”`,
} as const;

/** A claim beside its paragraph. Spaces before a percent sign are alike in both figures of the line. */
export const claimNote = {
  measured: (said: string, measured: string) =>
    `said ${said.replace(/(\d)%/g, "$1\u00a0%")} · measured ${measured}`,
  notCompared: (said: string) =>
    `said ${said.replace(/(\d)%/g, "$1\u00a0%")} · not compared with a figure yet`,
  open: "Who was asked, when and how",
} as const;

export const claimSentence = {
  alone: (said: string) => `Said ${said};`,
  ranked: (said: string, statistic: string) => `Said ${said}; the survey ranked it ${statistic}:`,
  percent: (said: string, statistic: string, n: string) =>
    `Said ${said}; the survey measured ${statistic} ${n}:`,
  other: (said: string, statistic: string) => `Said ${said}; the survey measured ${statistic}:`,
  n: (n: number | null) => (n === null ? "(n not stated)" : `(n = ${formatNumber(n)})`),
  reason: (reason: string) => `(${reason})`,
} as const;

export const claimCard = {
  relations: { supports: "supports it", refutes: "refutes it", context: "gives context" },
  play: (time: string) => `play it at ${time}`,
  lost: "An edit has changed these words since. The claim keeps them as they were.",
  waiting: (name: string) => `Proposed by ${name}, waiting for review:`,
  corrected: (statistic: string) =>
    `Corrected since: the source now has ${statistic}. The claim was compared with the earlier figure.`,
  retracted: (reason: string) => `Taken back since: ${reason}`,
  newer: (statistic: string, wave: string) => `Newer figure: ${statistic} in ${wave}.`,
  until: (day: string, statistic: string) => `Until ${day} it was compared with ${statistic}:`,
  conflict: (source: string, statistic: string) => `Sources conflict: ${source} has ${statistic}.`,
  answers: "All answers to this question:",
  computed: (said: string) => `Computed: ${said}.`,
} as const;

export const claimBar = {
  noLower: "no lower end",
  noUpper: "no upper end",
  name: (from: string, to: string, measured: string) => `Claimed: ${from} to ${to}. Measured: ${measured}.`,
  from: "Claimed, from",
  to: "Claimed, to",
  measured: "Measured",
  distance: "Difference",
  close: "Still close",
  upTo: (value: string) => `up to ${value}`,
  table: "The same as a table",
} as const;

export const passport = {
  question: "Question",
  answer: "Answer",
  computed: "Computed",
  base: "Base",
  respondents: "respondents, not further stated",
  n: "Respondents (n)",
  population: "Population",
  when: "When",
  dates: (start: string, end: string) => `${start} to ${end}`,
  mode: "Mode",
  recruitment: "Recruitment",
  sampling: "Sampling",
  samplings: { probability: "random sample", nonprobability: "opt-in" },
  weighting: "Weighting",
  source: "Source",
  sources: {
    primary: "the survey’s own",
    secondary: "quoted by others",
    spoken: "said elsewhere",
    "on-air": "said in an episode",
  },
  limits: "Limits",
  note: "Note",
} as const;

export const claimForm = {
  states: "What it states",
  kind: "Kind",
  kinds: {
    percent: "a percentage",
    count: "a number of something",
    duration: "a length of time",
    rank: "a rank",
    trend: "a trend",
    change: "a change: how much more or less",
    "date-range": "a span of months",
    vague: "no number",
  },
  comparator: "Said as",
  comparators: {
    stated: "the number alone",
    about: "about",
    almost: "almost",
    just_over: "just over",
    more_than: "more than",
    less_than: "less than",
    at_least: "at least",
    at_most: "at most",
    between: "between",
    exactly: "exactly",
    majority: "the majority",
    vast_majority: "the vast majority",
    minority: "a minority",
    rank: "a rank",
    up: "goes up",
    down: "goes down",
    stable: "stays the same",
    none: "none",
  },
  number: "Number",
  to: "Upper number, for “between”",
  unit: "Unit: what is counted",
  from: "Ranked from",
  ends: { top: "the top", bottom: "the bottom" },
  within: "Which places",
  places: { "": "exactly this one", yes: "one of these first places" },
  scope: "About whom",
  scopes: { sample: "the respondents", population: "people in general" },
  base: "Which of them, if it was said",
  compare: "Compare again",
  proposition: "The claim as one sentence",
  propositionHint: "Whoever reads only this should know what is claimed, of whom and when.",
  none: "None of these, or I do not know",
  signIn: "Sign in to send",
  send: "Send the claim",
} as const;

export const figureChoice = {
  legend: "Which figure it is about",
  warnings: {
    differs: "It counts other people than the claim is about.",
    "not-stated-on-air": "The speaker did not say whom the claim is about: is it these people?",
    "not-stated-by-survey": "The source does not state who exactly was counted.",
  },
  waves: {
    other: (wave: string, spokenOf: string) => `It is of ${wave}; the claim speaks of ${spokenOf}.`,
    missing: (wave: string) => `It is of ${wave}; the claim speaks of another wave, which is not here.`,
    unknown: "Nothing tells which wave the claim speaks of: the episode has no date.",
  },
  why: (why: string) => `Why: ${why}.`,
  sentence: (sentence: string) => `${sentence}.`,
  survey: (survey: string, wave: string, base: string, n: string) => `${survey} ${wave}, ${base}, ${n}`,
  look: "Check first:",
  relation: "How it relates to the claim",
  relations: {
    none: "as the outcome suggests",
    supports: "supports it",
    refutes: "refutes it",
    context: "gives context",
  },
  note: "Note for the reviewer",
} as const;

export const figureSearch = {
  legend: "Find any figure",
  words: "Words to look for",
  survey: "Survey",
  anySurvey: "All surveys",
  wave: "Wave",
  anyWave: "All waves",
  question: "Question",
  anyQuestion: "All questions",
  find: "Find figures",
  found: (shown: number, total: number) =>
    total === 0
      ? "No figure has all of this."
      : total > shown
        ? `The first ${formatNumber(shown)} of ${formatNumber(total)} figures that were found`
        : `${plural(total, "figure")} found`,
} as const;

/** A figure that is put together by hand. */
export const expressionBuilder = {
  legend: "Compute of several of these figures",
  term: (answer: string, statistic: string, where: string) => `${answer}: ${statistic} (${where})`,
  operation: "What to compute",
  choose: "choose",
  operations: {
    sum: "their sum",
    complement: "all others (100 % less it)",
    difference: "the difference between two waves",
    ratio: "how many times as much",
  },
  wrong: {
    sum: "A sum is of two or more answers to one question in one wave, with one base, where everybody gave one answer.",
    complement: "All others are computed of one percent. Choose one figure.",
    difference: "A difference is of one answer in two waves, with one base. Choose two figures.",
    ratio:
      "A ratio is of two answers in one wave, or of one answer in two, with one base. Choose two figures.",
  },
  compute: "Compute",
  built: "The figure you put together",
} as const;

/** A figure that is computed of several. */
export const computedFigure = {
  point: "percentage point",
  complement: (answer: string) => `all answers but “${answer}”`,
  waves: (answer: string, later: string, earlier: string) => `${answer}, ${later} against ${earlier}`,
} as const;

/** The places where a claim is said. */
export const claimPlaces = {
  heading: "Where it is said",
  first: "first",
  waiting: (name: string) => `proposed by ${name}, waiting for review`,
  play: (time: string) => `Play from ${time}`,
  accept: "Accept this place",
  remove: "Not at this place",
} as const;

/** Claims that may be the one that is being sent. */
export const sameClaim = {
  legend: "Is it one of these claims, said again?",
  none: "No, it is a new claim",
  said: (words: string, episode: string, time: string) => `${words} ${episode}, ${time}`,
} as const;

export const claimPage = {
  metaTitle: (words: string) => `“${words}”`,
  withdrawFigure: "Withdraw this figure",
  proposedBy: (name: string) => `Proposed by ${name}.`,
  acceptedBy: (name: string, reviewer: string) => `Proposed by ${name}, accepted by ${reviewer}.`,
  another: "Compare with another figure",
  review: "Review it",
  withdraw: "Withdraw",
  states: {
    proposed: "It is waiting for review. Until then only you and the show’s maintainers see it.",
    rejected: "This claim was rejected:",
    withdrawn: "This claim was withdrawn.",
    retired: "This claim was taken down:",
  },
} as const;

export const evidencePage = {
  metaTitle: "Compare a claim with a figure",
  over: "The claim",
  title: "Compare with another figure",
  none: "No other figure here seems to be about it. {propose} that has one.",
  propose: "Propose a survey",
  send: "Send the figure",
  signIn: "Sign in to send",
} as const;

export const myClaims = {
  title: "Your claims",
  none: "You have no claims yet. Select words in a transcript, then press Claim.",
  states: {
    proposed: "waiting for review",
    published: "published",
    rejected: "rejected",
    withdrawn: "withdrawn",
    retired: "taken down",
  },
} as const;

/** What came of something done with a claim. The codes travel in addresses, the words do not. */
export const claimOutcomes = {
  published: "Published.",
  rejected: "Rejected, with your reason.",
  retired: "Taken down, with your reason.",
  kept: "Kept as it is.",
  accepted: "The figure is now shown with the claim.",
  removed: "The figure is no longer shown with the claim.",
  renewed: "The claim is compared with the corrected figure. The earlier comparison stays visible.",
  "repeat-accepted": "The claim is now shown at that place too.",
  "repeat-rejected": "The claim is not shown at that place.",
  "survey-published": "Published. Claims can be compared with its figures.",
  "survey-rejected": "Rejected, with your reason.",
  withdrawn: "Withdrawn.",
  "evidence-sent": "Sent. A maintainer of the show will review it; until then it is not shown.",
  "not-allowed": "Only maintainers of the show can decide on its claims. Nothing was changed.",
  "own-claim": "Somebody else has to decide on your own claim. Nothing was changed.",
  "own-survey": "Somebody else has to decide on your own survey. Nothing was changed.",
  "already-decided": "Somebody has decided on it in the meantime. Nothing was changed.",
  "already-linked": "The claim is linked to that figure already. Nothing was sent.",
  "no-reason": "Give a reason: the proposer will read it. Nothing was changed.",
  "statistic-retracted":
    "A figure it is linked to was taken back in the meantime. Remove that figure first. Nothing was changed.",
  lost: "Its words are no longer in the text, so there is no place to show the claim. Nothing was changed.",
  "not-changed": "The figure is as it was when it was linked. Nothing was changed.",
  "no-claim": "That claim is no longer here. Nothing was changed.",
  "no-proposal": "That survey is no longer waiting. Nothing was changed.",
  "no-statistic": "That figure is no longer here. Nothing was sent.",
  "statistic-changed": "That figure was corrected in the meantime. Check it again. Nothing was sent.",
  "no-expression":
    "These figures cannot be computed together: they are of other questions, waves or bases, or several answers could be given. Nothing was sent.",
  "no-figure": "Choose a figure. Nothing was sent.",
  "too-many":
    "You have as many claims waiting as one person can have. Wait until some are decided. Nothing was sent.",
  blocked: "You cannot contribute to this show. Nothing was sent.",
  errors: "Its file has errors under the present rules, so it cannot be published. Nothing was changed.",
  "bad-form": "A field is missing. Nothing was changed.",
} as const;

export const reviewClaim = {
  claimedBy: (name: string, day: string) => `Claimed by ${name}, ${day}`,
  publishedBy: (name: string, day: string, reviewer: string) =>
    `Claimed by ${name}, ${day}; published by ${reviewer}`,
  own: "This is your own claim. Only an owner of the show can publish it.",
  publish: "Publish",
  publishAgain: "Publish again",
  reject: "Reject",
  rejectWhy: "Reason. Its proposer will read it.",
  keep: "Keep it as it is",
  retire: "Take down",
  retireWhy: "Reason. It is shown in place of the claim.",
  isPublished: "It is published",
  isRetired: "It was taken down",
  acceptFigure: "Accept the figure",
  renew: (statistic: string) => `Compare with ${statistic}`,
  removeFigure: "Remove the figure",
  removeWhy: "Why does this figure not belong here?",
  pause: "Pause",
  playFrom: (time: string) => `Play from ${time}`,
} as const;

/** Why a claim awaits review: in the queue, and above the claim. */
export const reviewReasons = {
  proposed: { short: "new claim", long: "A new claim" },
  evidence: { short: "new figure", long: "A figure was proposed for it" },
  lost: {
    short: "words no longer in the text",
    long: "An edit changed its words: they are no longer in the text",
  },
  repeat: { short: "said again", long: "Somebody says that it is said at another place too" },
  changed: { short: "figure corrected", long: "A figure it is linked to was corrected" },
  retracted: { short: "figure taken back", long: "A figure it is linked to was taken back" },
  newer: {
    short: "newer figure",
    long: "A newer wave asked the same question: the page keeps the earlier value",
  },
  conflicting: { short: "sources conflict", long: "Another source prints another figure" },
} as const;

export const alsoWaiting = {
  reports: (count: number) => plural(count, "error report"),
  claims: "Claims",
  surveys: "Surveys",
  doubts: "Figures that do not add up",
  doubtCount: (survey: string, count: number) => `${survey}: ${formatNumber(count)}`,
  lines: "Line numbers refer to {file}.",
  file: "the CSV file",
} as const;

export const markClaim = {
  title: "Mark a claim",
  open: "Show the claim",
  places: "Places where a number is said",
  place: (number: number, of: number) => `Place ${number} of ${of}`,
  previous: "Previous place",
  next: (words: string) => `Next place: “${words}…”`,
  all: "All places",
  heading: "Where a number is said",
  checkable: "Likely to be checked",
  maybe: (survey: string, answer: string, statistic: string) =>
    `perhaps about ${survey}, ${answer}: ${statistic}`,
  none: "No place is left where a number is said and nobody has claimed it.",
  start: "Go through them one by one",
  became: {
    "repeat-sent": "Sent. Once a maintainer has agreed, the claim is shown at this place too.",
    "no-claim": "That claim is no longer published. Nothing was sent.",
    sent: "Sent. A maintainer of the show will review it; until then it is not shown.",
    "no-quantity": "The number is not valid: a percentage is from 0 to 100, and “between” needs two numbers.",
    "no-segment": "That paragraph is no longer in the transcript.",
    "no-words": "Select the words that state the claim.",
    "words-changed": "These words are not in one paragraph of the transcript. Select words of one paragraph.",
    "several-places": "These words are there twice. Select a few more words around them.",
    "over-gap":
      "There is a gap in these words: nobody knows what was said in it. Select words on one side of it.",
    "already-claimed": "Exactly these words are a claim already.",
    "no-statistic": "That figure is no longer here. Nothing was sent.",
    "statistic-changed": "That figure was corrected in the meantime. Check it again.",
    "no-expression": "These figures cannot be computed together. Choose another.",
    "too-many": "You have as many claims waiting as one person can have. Wait until some are decided.",
    blocked: "You cannot contribute to this show.",
  },
} as const;
