import { plural } from "./plural";

/** What a look for a proof says. */
export const proofs = {
  inFeed: "The feed has the code.",
  notInFeed: "The feed has no such code: neither as podcast:txt nor in its description.",
  noFeed: "No address of a feed is known of this show.",
  unreadable: (why: string) => `The feed cannot be read: ${why}`,
  noChannel: "it has no channel",
  noSite: "The feed names no site of the show’s own.",
  onSite: (file: string) => `${file} has the code.`,
  notOnSite: (file: string) => `${file} has no line with the code.`,
  elsewhere: (file: string) => `${file} leads to another site.`,
  granted: "The proof was found.",
  notFound: "The code was not found.",
  waits: {
    "not-open": "The request was decided in the meantime.",
    "has-owner": "The proof was found, but the show has an owner by now. An administrator decides.",
    "slug-taken": "The proof was found, but another show has this address by now. An administrator decides.",
    "not-allowed": "The proof was found, but the site’s rule asks for an administrator, who decides.",
    "no-reason": "An administrator decides.",
  },
  noEmail: "The code was not found, and the feed names no e-mail address to write to.",
  noMail: "The code was not found, and this site sends no mail.",
  mailed: (address: string) =>
    `The code was not found. A link is on its way to ${address}, the feed’s own address.`,
  tooManyMails: "The code was not found, and this address had too many mails. Try again in an hour.",
} as const;

export const requestPage = {
  metaTitle: "Ask for a show",
  title: { own: (show: string) => `Is “${show}” yours?`, bring: (show: string) => `Bring “${show}”` },
  lead: {
    own: "Prove it in one of these ways, and the show is yours at once: its settings, its people, its word in every review.",
    bring: "Prove that it is yours in one of these ways, and it is brought at once.",
  },
  otherwise: "If you cannot",
  admin: "An administrator of this site decides. They see this request, and you are told.",
  code: "Your code",
  codeHint: "It is no secret: it says who asks. It stays the same until this is decided.",
  ways: "Where to put it",
  feedWay: "In the feed, as a line of its own",
  feedOr: "or anywhere in the feed’s description. It may go again once it was found.",
  siteWay: "Or in a file on the show’s own site, at",
  mailWay: "Or by a link that is sent to the e-mail address that the feed names.",
  look: "Look for it now",
  mail: "Send the link",
  looked: (time: string) => `Last look: ${time} UTC`,
  looking: "It is being looked for…",
  lookAgain: "See what was found",
  failed: (error: string) => `The look did not work: ${error}`,
  there: "Found",
  missing: "Not found",
  withdraw: "Take the request back",
  contested: (owners: string) => `${owners} owns this show by now. An administrator decides between you.`,
  status: {
    granted: { owner: "It is yours.", maintainer: "You look after it, as its maintainer." },
    grantedTo: {
      owner: (name: string) => `${name} owns it now.`,
      maintainer: (name: string) => `${name} is its maintainer now.`,
    },
    refused: (name: string) => `${name} refused the request.`,
    withdrawn: "The request was taken back.",
  },
  reason: (reason: string) => `“${reason}”`,
  openShow: "Open the show",
  openSettings: "Its settings",
  openImport: "See the import",
  problems: {
    "not-open": "This request was decided in the meantime.",
    "too-many": "That was often enough for now. Try again in an hour.",
    "no-link":
      "This link is no longer valid, or it belongs to another account. Sign in as the person who asked.",
    "has-owner": "The show has an owner by now. An administrator decides.",
    "slug-taken": "Another show has this address by now. Choose another one, or ask an administrator.",
    "not-allowed": "This is for an administrator to decide.",
    "no-reason": "Say why, so that they can do better.",
    "bad-form": "A field is missing, or too long.",
  },
} as const;

export const provePage = {
  title: (show: string) => `Confirm that “${show}” is yours`,
  lead: (name: string) => `The show goes to the account of ${name}, who asked for it.`,
  confirm: "Yes, it is mine",
} as const;

export const transcriptRequest = {
  lead: "Would you read it? Those who could make one see what is asked for most. With an account you are told once it is here.",
  ask: "Ask for a transcript",
  asked: (count: number) =>
    count === 1
      ? "It is counted: you are the first to ask."
      : `It is counted: ${plural(count, "reader")} ask for it.`,
  problems: {
    "no-episode": "There is no such episode any more.",
    "has-transcript": "It has a transcript by now: load the page again.",
    "too-many": "That was often enough for today. Ask again tomorrow.",
  },
} as const;

export const askedFor = {
  title: "Transcripts that are asked for",
  lead: "These episodes have none yet.",
  count: (count: number) => (count === 1 ? "1 reader asks" : `${plural(count, "reader")} ask`),
} as const;

export const ownShows = {
  title: "Your shows",
  roles: { owner: "You own it", maintainer: "You maintain it" },
  contributions: (count: number) => `${plural(count, "contribution")} to review`,
  reports: (count: number) => `${plural(count, "report")} of readers`,
  claims: (count: number) => `${plural(count, "claim")} to review`,
  firsts: (count: number) => `${plural(count, "first transcript")} proposed`,
  drafts: (count: number) => `${plural(count, "first draft")} to decide on`,
  asked: (count: number) => `${plural(count, "transcript")} asked for`,
  nothing: "nothing waits",
  review: "Review",
  reviewOf: (show: string) => `Review ${show}`,
  settings: "Settings",
  settingsOf: (show: string) => `Settings of ${show}`,
} as const;

export const settingsLink = {
  settings: "Settings",
  review: "Review queue",
} as const;

export const ownerPage = {
  metaTitle: "Who owns this show",
  title: "Is this your show?",
  lead: "Nobody owns it here yet. Its owner decides who may correct it, who reviews, and what its pages say.",
  has: (owners: string) =>
    `It is run by ${owners}. If that is wrong, ask them or an administrator of this site.`,
  note: "Something for the administrators to know",
  noteHint: "May stay empty. They decide where no proof is found.",
  begin: "It is mine",
  problems: {
    "has-owner": "The show has an owner by now.",
    "no-show": "There is no such show.",
    "too-many": "You have asked for many shows today. Try again tomorrow.",
    "not-allowed": "You cannot ask for this show.",
    "bad-form": "A field is too long.",
  },
} as const;

export const requestList = {
  title: "Requests for shows",
  empty: "Nobody asks for a show.",
  own: (name: string, show: string) => `${name} says that “${show}” is theirs`,
  bring: (name: string, show: string) => `${name} wants to bring “${show}”`,
  proved: {
    feed: "proved by the feed",
    site: "proved by the show’s site",
    mail: "proved by mail to the feed’s address",
  },
  notProved: "not proved",
  person: "By",
  address: "Address here",
  source: "Feed",
  proof: "Proof",
  ownedBy: "Owned by",
  note: "They say",
  see: "See the request",
  reason: "Reason",
  reasonHint: "They are told. Needed to refuse.",
  owner: "Make them its owner",
  maintainer: "Make them its maintainer",
  refuse: "Refuse",
  decided: "It is decided, and they are told.",
} as const;
