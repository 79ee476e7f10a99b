import { plural } from "./plural";

export const signInPage = {
  title: "Sign in",
  signedIn: (handle: string) => `You are signed in as ${handle}.`,
  yours: "Yours",
  contributions: "Your contributions",
  notices: "Notices",
  review: "Review",
  settings: "Settings",
  bringShow: "Bring a show",
  admin: "Run this site",
  mailbox: "Mailbox",
  lead: "Listening and reading need no account. Signing in puts your name on what you contribute.",
  sent: "A link is on its way. Open it on this device to sign in.",
  demoReviews: "Decides what is accepted at the demonstration show.",
  demoContributes: "Fills gaps and sends corrections.",
  noWay:
    "Here people sign in by a link that they get from an administrator. With GITHUB_ID and GITHUB_SECRET, or SMTP_URL and MAIL_FROM, the site offers sign-in with GitHub or by mail too.",
  noAdministrator: "This site has no administrator yet. {begin}",
  begin: "Become its administrator",
  failed: "Signing in failed. Nothing was changed; please try again.",
  problems: {
    OAuthAccountNotLinked:
      "That e-mail address already belongs to an account. Sign in the way you did before.",
    Verification: "This link has been used or has expired. Ask for a new one.",
    EmailSignin: "The link could not be sent. Check the address and try again.",
    TooManyMails:
      "Too many links were asked for, by you or for this address. Look for an earlier mail, or try again in an hour.",
    CredentialsSignin: "That person is not in the demonstration.",
  },
} as const;

export const signIn = {
  github: "Continue with GitHub",
  githubAbout: "Only your public name and e-mail address are requested.",
  email: "E-mail address",
  sendLink: "Send me a link",
  demoPeople: "The demonstration’s people",
  signOut: "Sign out",
} as const;

/** Looking for people by their names. */
export const findPeople = {
  seek: "Find somebody",
  hint: "A part of their name or handle.",
  find: "Find",
  found: "People found",
  nobody: (sought: string) => `Nobody here has “${sought}” in their name or handle.`,
} as const;

export const personPage = {
  description: (name: string) => `What ${name} contributed to open transcripts.`,
  accepted: (words: string, count: number) => `${words} in ${plural(count, "accepted contribution")}.`,
  nothingAccepted: "No contributions accepted yet.",
  since: (day: string) => `Here since ${day}`,
  filled: (gaps: string) => `${gaps} filled`,
  waiting: (count: number) => `${plural(count, "contribution")} waiting`,
  shows: "Shows",
  contributions: "Contributions",
  count: (count: number) => plural(count, "contribution"),
  empty: "Contributions will be listed here. {gap} is a good place to begin.",
  gap: "A gap",
} as const;

export const noticesPage = {
  title: "Notices",
  choose: "Choose your notices",
  empty: "Decisions and answers to your contributions will appear here. {gap} to begin.",
  fillGap: "Fill a gap",
} as const;

export const noticeList = {
  new: "New:",
  ago: (stretch: string) => `${stretch} ago`,
} as const;

export const noticeChoices = {
  title: "Notices",
  kinds: {
    accepted: "Your contribution is accepted",
    rejected: "Your contribution is rejected",
    changes_requested: "Changes to your contribution are requested",
    reverted: "Your contribution is reverted",
    commented: "Somebody comments on a contribution you sent or review",
    mentioned: "Somebody mentions you",
    proposed: "A contribution is waiting for your review (by mail once a day)",
    amended: "A contribution you review is amended (by mail once a day)",
    requested: "Somebody asks for a show (to administrators and owners)",
    left: "A show has no owner any more (to administrators)",
    decided: "Your request for a show is decided",
    transcribed: "An episode you asked a transcript of has one",
    reopened: "A decision on your contribution is undone: it is waiting again",
  },
  when: "When",
  here: "Here",
  byMail: "By mail",
  site: (kind: string) => `${kind}: tell me here`,
  mail: (kind: string) => `${kind}: tell me by mail`,
  save: "Save",
} as const;

export const mailbox = {
  title: "Mailbox",
  lead: (name: string) => `This site sends no mail. Mail to ${name} appears here instead.`,
  empty: "No mail yet. Decisions and answers are sent by mail.",
  utc: (time: string) => `${time} UTC`,
} as const;

export const settingsPage = {
  title: "Settings",
  lead: (name: string, handle: string) => `For ${name}, known here as ${handle}.`,
} as const;

export const commitSettings = {
  title: "Your commits",
  about: "Accepted work of yours is a commit under your name, with a no-reply address.",
  signIn: "To use your own address, sign in by e-mail once.",
  show: (email: string) => `Use ${email} on my commits from now on`,
  showHint: "Earlier commits stay as they are: others have copies of them.",
  save: "Save the address",
} as const;

export const tokens = {
  title: "Personal tokens",
  about:
    "With a token, git and other programs contribute in your name, and review where you may. Treat it like a password.",
  empty: "You have no tokens.",
  list: "Your tokens",
  scopes: (scopes: string) => `for ${scopes}`,
  made: (day: string) => `made ${day}`,
  lastUsed: (day: string) => `last used ${day}`,
  neverUsed: "never used",
  expired: (day: string) => `expired ${day}`,
  expires: (day: string) => `valid until ${day}`,
  revoke: "Revoke",
  revokeOne: (name: string) => `Revoke ${name}`,
  signedOut: "You are no longer signed in. Sign in again; nothing was changed.",
  noName: "Give the token a name, so that you can recognise it later.",
  longName: (longest: number) => `The name is longer than ${longest} characters.`,
  badName: "The name contains a character that cannot be stored.",
  noScope: "Choose at least one use for the token.",
  missing: "A field is missing.",
  tooMany: (most: number) => `You have ${most} tokens. Revoke one that you no longer use.`,
} as const;

export const tokenForm = {
  made: (name: string) => `Token “${name}” is made. Copy it now: it is not stored and cannot be shown again.`,
  name: "Name",
  namePlaceholder: "My laptop",
  uses: "What it is for",
  scopes: {
    contribute: "Contribute, also by git push",
    review: "Review, where you are a maintainer",
    read: "Read with the API, with a limit of your own instead of your address’s",
  },
  days: "Valid for",
  dayChoices: { "30": "30 days", "90": "90 days", "365": "a year", "": "until I revoke it" },
  licence: "Contributions sent with it are licensed under the licence of their show.",
  make: "Make a token",
} as const;
