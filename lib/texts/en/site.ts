export const beginPage = {
  title: "Begin this site",
  lead: "Nobody runs this site yet. Whoever has the code that “npm start” printed becomes its administrator.",
  begun: "This site has an administrator already",
  begunLead:
    "Sign in, or ask them for a link. On the server, “npm run sign-in-link -- <handle>” makes one, and “npm run grant -- <handle> --admin” makes an administrator.",
  signIn: "Sign in",
  code: "Code",
  codeHint:
    "Four groups of four signs, in the terminal in which the site was started. Each start prints another one.",
  name: "Your name",
  nameHint: "It is shown with what you do here.",
  begin: "Become the administrator",
  problems: {
    begun: "Somebody has become the administrator in the meantime. Ask them for a sign-in link.",
    "bad-code": "That is not the code of the latest start. Look at the terminal again; nothing was changed.",
    "bad-name": "Choose another name: this one is empty, or the platform uses it itself.",
    "too-many": "Too many codes were tried. Try again in an hour; the code stays valid.",
    form: "A field is missing, or too long.",
  },
} as const;

export const signInLinkPage = {
  title: (name: string) => `Sign in as ${name}`,
  lead: "This link works once. Afterwards you stay signed in on this device.",
  signIn: "Sign in",
  over: "This link is no longer valid",
  overLead: "It was used, or it is older than a day. Ask an administrator of this site for another one.",
  metaTitle: "Sign in by a link",
} as const;

export const adminPage = {
  title: "Run this site",
  lead: "For its administrators: who may bring shows, who asks for one, and how people sign in.",
  said: { saved: "The rules are saved." },
  problems: {
    "bad-form": "A field is missing, or holds something that cannot be read.",
    "not-allowed": "Only an administrator can do this.",
  },
  rules: "Who brings shows",
  bring: "Who may bring a show",
  bringers: {
    administrators: "Administrators alone",
    owners: "Also anybody who proves that the show is theirs",
    anyone: "Also anybody with an account, once an administrator agrees",
  },
  save: "Save",
  links: "Sign-in links",
  bringShow: "Bring a show",
} as const;

export const signInLinks = {
  lead: "A link signs one person in, once, within a day. Hand it to them on a way that nobody else reads.",
  mails: "This site sends mail, so people get their links by mail.",
  seekTitle: "Somebody who is here",
  make: "Make a link",
  makeFor: (name: string) => `Make a link for ${name}`,
  newTitle: "Somebody new",
  newName: "Their name",
  newNameHint: "They get an account of this name, and the link signs them in to it.",
  makeNew: "Make an account and a link",
  made: (name: string, handle: string) => `The link for ${name} (${handle})`,
  madeHint: "It is shown this once. It signs in once, within a day; a new one ends it.",
  problems: {
    "not-allowed": "Only an administrator can do this.",
    mails: "This site sends mail: people get their links by mail.",
    "no-person": "There is nobody with this handle any more.",
    demo: "The demonstration’s people sign in without a link, and only on the machine that runs the site.",
    "bad-name": "Choose another name: this one is empty, or the platform uses it itself.",
    form: "A field is missing, or too long.",
  },
} as const;
