import { formatNumber, plural } from "./plural";

export const surveysPage = {
  title: "Surveys",
  description: "The surveys that claims in episodes are compared with.",
  lead: "What was measured, by whom, and what was said about it in episodes.",
  empty: "No surveys yet.",
  propose: "Propose a survey",
  questions: (count: number) => plural(count, "question"),
  statistics: (count: number) => plural(count, "statistic"),
} as const;

export const surveyPage = {
  noSurvey: "There is no such survey or question",
  csv: "The whole survey as CSV",
  question: "This question in all waves",
  questionCsv: "This question as CSV",
  noWording: (question: string) => `${question} (the wording is not stated)`,
  before: (statistic: string) => `(compared with ${statistic}, before the correction)`,
  said: (speaker: string, show: string, episode: string, time: string) =>
    `${speaker}, ${show}: ${episode}, ${time}`,
} as const;

export const surveyContents = {
  heading: "Questions",
  question: (waves: readonly string[], figures: number) =>
    `${waves.join(", ")} · ${plural(figures, "figure")}`,
} as const;

export const surveyFacts = {
  by: (sponsor: string) => `by ${sponsor}`,
  dates: (start: string, end: string) => `${start} to ${end}`,
  noDates: "dates not stated",
  respondents: (count: number) => plural(count, "respondent"),
  noSize: "size not stated",
  noMode: "mode not stated",
  noSampling: "sampling not stated",
  weighting: (weighting: string) => `weighting ${weighting}`,
  sampling: { probability: "a random sample", nonprobability: "opt-in" },
} as const;

export const questionChart = {
  caption: "The answers and what was measured",
  answer: "Answer",
  measured: "Measured",
  n: (n: number | null) => (n === null ? "n not stated" : `n = ${formatNumber(n)}`),
  base: (base: string, n: string) => `${base}, ${n}`,
} as const;

export const remarkTable = {
  heads: { line: "Line", column: "Column", what: "Problem", cell: "Cell", todo: "What to do" },
  count: (name: string, count: number) => `${name}: ${formatNumber(count)}`,
  row: "the row",
} as const;

export const proposePage = {
  title: "Propose a survey",
  lead: "Send one CSV or .xlsx file, one statistic a row. Each row is checked as you type. A maintainer reviews the survey before claims can be compared with it.",
  columns: "The columns",
  required: "(required)",
  own: "Your proposals",
  line: (surveys: string, rows: string, status: string) => `${surveys}, ${rows}: ${status}`,
  withdraw: "Withdraw",
  states: {
    proposed: "waiting for review",
    published: "published",
    rejected: "rejected",
    withdrawn: "withdrawn",
  },
  became: {
    sent: "Sent. A maintainer will review it; until then it is not among the surveys.",
    withdrawn: "Withdrawn.",
    "already-decided": "Somebody has decided on it in the meantime.",
    "no-proposal": "That survey is no longer here.",
  },
  problems: {
    "too-many":
      "You have as many surveys waiting as one person can have. Wait until some are decided. Nothing was sent.",
    blocked: "You cannot contribute here. Nothing was sent.",
    "several-surveys":
      "The file holds several surveys, and what you wrote about it would apply to all of them. Leave those fields empty, or propose one survey at a time.",
    "no-file": "Choose a file, or paste its rows.",
    "bad-size": "The number of respondents is a whole number, such as 4299.",
    "bad-title": "The title has at most 200 characters.",
    "bad-about": "A field is too long: each has at most 2,000 characters.",
  },
  at: (line: number, column: string | null) => `Line ${line}${column === null ? "" : `, column ${column}`}: `,
  elsewhere: "Forms of other sites are not accepted",
  signIn: "Sign in to propose a survey",
} as const;

export const proposeForm = {
  file: "CSV or .xlsx file",
  rows: "Or paste and correct its rows here",
  respondents: "Is each row one respondent?",
  questions: "The mapping of its questions, in YAML",
  questionsHint:
    "Shares, medians and counts are computed from the file by this mapping. docs/surveys.md describes it. An operator imports files of more than 8 MB with the command.",
  habits: {
    legend: "How the file is written",
    hint: "Answer only what the check asks.",
    open: "as the file shows",
    comma: {
      label: "A comma in 65,277 stands before",
      choices: { thousands: "thousands (65277)", decimal: "decimals (65.277)" },
    },
    dates: {
      label: "04/05/2021 is",
      choices: { "day-first": "4 May", "month-first": "5 April" },
    },
    shares: {
      label: "A percent of 0.37 is",
      choices: { yes: "37 % (a share of 1)", no: "0.37 %" },
    },
  },
  about: "What the file has no column for",
  aboutHint: "Empty fields are shown as “not stated”. Do not guess.",
  fields: {
    title: "Title",
    sponsor: "Sponsor",
    population: "Population it describes",
    licence: "Licence of the data",
    mode: "Mode: online, by phone",
    recruitment: "Recruitment",
    weighting: "Weighting",
    sampleSize: "Number of respondents",
    limits: "Limits, in its own words",
  },
  sampling: "Sampling",
  samplings: { none: "not stated", probability: "random sample", nonprobability: "opt-in" },
  replaces: "This is the whole corrected file: take out the figures of its waves that it does not have",
  note: "Note for the reviewer",
  send: "Propose the survey",
  notChecked: "The file could not be checked just now. It will be checked when you send it.",
  soundRows: (count: number) => plural(count, "valid row"),
  errors: (count: number) =>
    count === 0 ? "no errors" : `${plural(count, "error")} to correct before sending`,
  warnings: (count: number) =>
    count === 0 ? "no warnings" : `${plural(count, "warning")} that will not stop it`,
  errorTable: "Errors",
  warningTable: "Warnings",
} as const;

export const reviewSurvey = {
  kind: "Survey",
  proposedBy: (name: string, day: string) => `Proposed by ${name}, ${day}`,
  added: (count: number) => `${formatNumber(count)} new`,
  changed: (count: number) => `${formatNumber(count)} changed`,
  missing: (count: number) => `${formatNumber(count)} taken out`,
  takesOut: "Taken out when it is published",
  takesOutHint:
    "These figures are here and not in the file, which its proposer calls the whole of its waves. Claims linked to them come back to the queue.",
  changes: "Changed values",
  keep: "Claims linked to these statistics keep the values they were compared with.",
  warnings: "Warnings",
  rows: "Rows",
  heads: {
    line: "Line",
    question: "Question",
    answer: "Answer",
    base: "Base",
    value: "Value",
    source: "Source",
  },
  base: (base: string, n: number | null) => (n === null ? base : `${base}, n = ${n}`),
  source: (type: string, source: string) => `${type}: ${source}`,
  more: (count: number) => `… and ${formatNumber(count)} more.`,
  own: "This is your own survey. Somebody else has to publish it.",
  publish: "Publish",
  reject: "Reject",
  why: "Reason. Its proposer will read it.",
  upTo: (value: number) => `to ${value}`,
} as const;

export const tidySurvey = {
  title: "Tidy the survey",
  lead: "Take figures back that are wrong, and merge two spellings of one answer or two names of one wave. Claims keep the figure that they were compared with, and come back to the queue of their shows.",
  waves: "Waves",
  wave: (name: string, figures: number) => `${name} (${plural(figures, "figure")})`,
  takeBackWave: "Take back all figures of",
  questions: "Figures, by question",
  takeBack: "Take figures back",
  spellings: "Two spellings of one answer",
  answer: (wave: string, label: string) => `${wave}: ${label}`,
  figure: (figure: { value: number; unit: string; base: string; source: string; claims: number }) =>
    `${figure.value} ${figure.unit === "percent" ? "%" : figure.unit}, ${figure.base}, ${figure.source}${
      figure.claims > 0 ? ` · ${plural(figure.claims, "claim")}` : ""
    }`,
  from: "Merge",
  into: "into",
  choose: "choose",
  reason: "Reason. Whoever follows a claim about it will read it.",
  retract: "Take back",
  merge: "Merge",
  done: (figures: number, claims: number) =>
    `Done: ${plural(figures, "figure")}. ${claims === 0 ? "No claim was linked to them." : `${plural(claims, "claim")} will be looked at again.`}`,
  problems: {
    "not-allowed": "Only reviewers can do this. Nothing was changed.",
    "no-reason": "Give a reason. Nothing was changed.",
    "no-statistic": "Choose at least one figure that still counts. Nothing was changed.",
    "not-mergeable":
      "Choose two different ones of the same question, neither merged already. Nothing was changed.",
  },
} as const;
