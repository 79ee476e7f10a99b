import { formatNumber, plural } from "./plural";

export const episodeFacts = {
  season: (number: number) => `Season ${number}`,
  episode: (number: number, afterSeason: boolean) => `${afterSeason ? "episode" : "Episode"} ${number}`,
  ownPage: "The show’s own page",
  featured: "Featured",
  chapters: (count: number) => plural(count, "chapter"),
} as const;

export const episodeList = {
  /** Who made a transcript's first version, in a list of facts. */
  madeBy: ({ origin, recogniser }: { origin: string; recogniser: string | null }) =>
    recogniser
      ? `text by ${recogniser}`
      : origin === "person"
        ? "text by a person"
        : "text of unknown origin",
  checked: "checked",
  noAudio: "no audio",
  noTranscript: "No transcript yet",
} as const;

export const episodePage = {
  description: (episode: string, show: string) => `The transcript of “${episode}”, an episode of ${show}.`,
  gapsLeft: (count: number) => (count > 0 ? `${plural(count, "gap")} left` : "no gaps left"),
  people: (names: readonly string[]) => `With ${names.join(", ")}`,
  noAudio: "No audio is linked to this episode yet.",
  claim: "Mark a claim",
  report: "Something is wrong",
  noText: "no transcript yet",
  noTranscript: "There is no transcript of this episode yet.",
  checked: (name: string, day: string) => `${name} has gone through the whole of it, on ${day}.`,
  bringTranscript: "Do you have one? Bring it.",
  replaceTranscript: "Replace it by a better one",
  notes: "Show notes",
  formats: "Take the transcript with you",
  history: "History",
  wordTimes: "Word times",
  licence: (licence: string) => `The transcript is under ${licence}.`,
  noLicence: "The licence of this transcript is not stated.",
  byRecogniser: (name: string) => `Its first text was made by a recogniser: ${name}.`,
  byPerson: "Its first text was made by a person.",
  byUnknown: "Nobody says who or what made its first text.",
  edit: "Edit the whole transcript",
  editNotes: "Edit the show notes",
} as const;

/** What a transcript's file says of itself: TTML, Word and PDF. */
export const transcriptFile = {
  show: (title: string) => `An episode of ${title}.`,
  revision: (number: number, day: string) => `Revision ${number}, accepted on ${day}.`,
  noShape: (codePoints: string, more: number) =>
    `Where □ stands, this file’s fonts have no shape for a character; copied or read aloud, it is itself: ${codePoints}${more > 0 ? ` and ${more} more` : ""}.`,
} as const;

/** An episode in a frame of another site's page. */
export const embedPage = {
  show: (title: string) => `${title} · On Record`,
  noTranscript: "There is no transcript of this episode yet.",
} as const;

export const embedCode = {
  title: "Embed this episode",
  label: "The player and the transcript, as HTML",
} as const;

export const shareImage = {
  alt: "The episode’s title, its show and its length",
  notFound: "Not found",
} as const;

export const showPage = {
  changesFeed: (title: string) => `${title}: accepted changes`,
  episodes: (count: number) => plural(count, "episode"),
  fillGap: "Hear a gap, fill a gap",
  licence: (licence: string) => `Transcripts under ${licence}.`,
  noLicence: "The licence of these transcripts is not stated.",
  maintainedBy: (names: string) => `Maintained by ${names}.`,
  noMaintainers: "This show has no maintainers here yet.",
  wait: (median: string, decided: number) =>
    `Median time to review: ${median} (${plural(decided, "contribution")} in 90 days).`,
  feed: "Feed with transcripts",
  feedOfChanges: "Feed of changes",
  progress: "Progress",
  yours: "Is this your show?",
  episodeList: "Episodes",
  /** Which episodes are listed, and how many there are of each. */
  filters: "Which episodes",
  filter: {
    all: (count: number) => `All (${formatNumber(count)})`,
    transcript: (count: number) => `With a transcript (${formatNumber(count)})`,
    "no-transcript": (count: number) => `Without a transcript (${formatNumber(count)})`,
    audio: (count: number) => `With audio (${formatNumber(count)})`,
    "no-audio": (count: number) => `Without audio (${formatNumber(count)})`,
    checked: (count: number) => `Checked (${formatNumber(count)})`,
  },
  transcripts: (count: number) => plural(count, "transcript"),
  noTranscripts: "No transcripts yet",
  toHear: (count: number) => `${plural(count, "gap")} to hear`,
  silentGaps: (count: number) => `${plural(count, "gap")} without audio`,
  readGaps: "Read the gaps without audio",
  noEpisodes: "No episodes on this page.",
  newest: "Back to the newest",
} as const;

export const progressPage = {
  title: (show: string) => `Progress of ${show}`,
  gapsLeft: "Gaps left",
  gapsSummary: (before: string, then: string, after: string, now: string) =>
    `${before} in ${then}, ${after} in ${now}.`,
  noChartYet: (gaps: string) => `${gaps}. A chart appears tomorrow.`,
  day: "Day",
  month: "Month",
  waitTitle: "Time to review",
  waitSummary: (median: string, when: string, decided: number) =>
    `The median was ${median} in ${when}, for ${plural(decided, "contribution")}.`,
  medianWait: "Median time",
  wait: (median: string, decided: number) =>
    `Median time to review: ${median} (${plural(decided, "contribution")}).`,
  noReviews: "No contributions reviewed yet.",
  most: "Most changes accepted",
  noChanges: "No changes accepted yet.",
  mostTable: "People with the most accepted changes",
  changes: (count: number) => plural(count, "change"),
} as const;

export const doubtsList = {
  title: "Doubtful places",
  lead: "A speaker’s label stands within a line here, so it is read as words. If this person speaks from there on, split the turn: that makes a contribution under the show’s licence, to be accepted like any other.",
  split: (name: string) => `Split here: ${name} speaks`,
  refused:
    "The turn was not split: the text has changed meanwhile, or you cannot contribute here. Nothing was changed.",
} as const;

const KINDS: Readonly<Record<string, string>> = {
  vtt: "WebVTT",
  srt: "SubRip",
  json: "JSON",
  html: "HTML",
  ttml: "TTML",
  docx: "Word",
  text: "Plain text",
};

/** The transcripts of others that an episode's was chosen from, and what could not be read of them. */
export const sourceFiles = {
  title: "Source files",
  kind: (kind: string) => KINDS[kind] ?? kind,
  from: (host: string) => `from ${host}.`,
  taken: "The transcript was made of it.",
  notTaken: "It was not chosen.",
  grains: { word: "a time for each word", line: "a time for each line", none: "no times" },
  recogniser: (name: string) => `by ${name}`,
  bytes: (bytes: number) => `${formatNumber(Math.max(1, Math.round(bytes / 1000)))} kB`,
  fetched: (day: string) => `fetched ${day}`,
  download: "Download",
  address: "Its address",
  notKept: "Its content is not kept.",
  none: "No source files are kept: the transcript did not come from a feed.",
  problems: "What could not be read",
  noProblems: "The last import read all of it.",
  problemsLead: "Found by the last import. What was corrected here since may be listed still.",
  line: (line: number) => `line ${formatNumber(line)}`,
  found: (day: string) => `found ${day}`,
  more: (count: number) => `and ${formatNumber(count)} more`,
  /** On the episode's page. */
  madeOf: (kind: string, host: string) => `It was made of a file from ${host} (${kind}).`,
  others: (kinds: readonly string[]) =>
    `The feed also names ${kinds.length === 1 ? "another" : `${formatNumber(kinds.length)} others`}: ${kinds.join(", ")}.`,
} as const;

export const inviteForm = {
  role: "Invite somebody as",
  roles: {
    maintainer: "maintainer: decides what is accepted",
    trusted: "trusted: fills gaps without review",
    contributor: "contributor: contributes where only invited people may",
    owner: "owner: all of this, and the settings",
  },
  make: "Make a link",
  link: "The invitation link",
  linkHint: "Copy it now: it cannot be shown again. It works once, within seven days.",
} as const;

export const invitation = {
  notAllowed: "You cannot invite people to this show. Nothing was changed.",
  needsOwner: "Only an owner of the show can invite people. Nothing was changed.",
  tooMany: "The show has 100 open invitations. Revoke some first; nothing was changed.",
  metaTitle: "Invitation",
  title: (role: string, show: string) => `Become ${role} of ${show}`,
  roles: {
    owner: "an owner",
    maintainer: "a maintainer",
    trusted: "a trusted contributor",
    contributor: "a contributor",
  },
  lead: (name: string) => `${name} invites you. The link works once.`,
  accept: "Accept",
  signIn: "Sign in to accept",
  over: "This invitation is no longer valid",
  overLead:
    "It was used or revoked, is older than seven days, or whoever made it no longer owns the show. Ask for a new one.",
} as const;

export const showSettings = {
  metaTitle: "Show settings",
  pages: "The show’s settings",
  title: "Settings",
  queue: "Review queue",
  audit: "Audit log",
  webhooks: "Webhooks",
  mirror: "Mirror",
  rules: "Rules",
  licence: "Licence of the transcripts",
  contribute: "Who may contribute",
  contributors: {
    anyone: "Anyone, with or without an account",
    signed_in: "Anyone who is signed in",
    invited: "Invited people only",
  },
  trustAccepted: "Accepted contributions before a person’s gaps need no review",
  trustAcceptedHint: "Leave it empty to review every gap.",
  trustSound: "The same where the sound supports the words",
  trustSoundHint:
    "A smaller number. What the sound says is a hint; where it says nothing, the number above holds.",
  trustDays: "Days without a revert before that",
  ownFixes:
    "Publish the owners’ own small fixes at once: at most five words, no speaker and no time. They are credited and can be reverted.",
  language: "Language of the transcripts",
  languageHint: "A language tag, such as “en” or “pt-BR”.",
  save: "Save",
  people: "People",
  noRoles: "Nobody has a role at this show yet.",
  ownersOnly: "The show’s owners set its rules.",
  metaPeople: "The show’s people",
  seekTitle: "Somebody else",
  seekHint:
    "A part of their name or handle: to give them a role, to block them, or to revert what they changed.",
  choose: "Choose",
  chooseOne: (name: string) => `Choose ${name}`,
  chosen: (name: string, handle: string) => `${name} (${handle})`,
  theirRole: (role: string) => `At this show: ${role}.`,
  newRole: "Role",
  roles: {
    owner: "owner",
    maintainer: "maintainer",
    trusted: "trusted",
    contributor: "contributor",
    none: "none",
  },
  changeRole: "Change role",
  blocked: "Blocked",
  somebody: "Somebody without an account",
  nobodyBlocked: "Nobody is blocked.",
  blockedLine: (name: string, reason: string, by: string) => `${name}: ${reason} (by ${by})`,
  unblock: (name: string) => `Unblock ${name}`,
  blockTitle: "Block them",
  reason: "Reason",
  reasonHint: "They are told.",
  block: "Block",
  sender: (name: string) => `${name}, without an account`,
  senderLead:
    "Blocking them keeps everybody without an account from contributing here from the same address. The address itself is kept only as a hash.",
  waitingTitle: (count: number) => `${formatNumber(count)} waiting`,
  waitingNone: "Nothing of theirs waits.",
  waitingMore: (count: number) => `${formatNumber(count)} more`,
  blockWaiting: (count: number) =>
    count === 1 ? "Reject the one that waits too" : `Reject the ${formatNumber(count)} that wait too`,
  rejectWaiting: (count: number) => (count === 1 ? "Reject it" : `Reject all ${formatNumber(count)}`),
  rejectReason: "This is spam.",
  revertTitle: "Revert their changes",
  revertLead: "Each of their revisions since that day is reverted by a new one. Nothing is deleted.",
  since: "Since",
  revert: "Revert all",
  personRole: "{name} ({handle}): {role}",
  leaveTitle: "Leave this show",
  leaveLead: "You give your role back. What you have done here stays, under your name.",
  leaveLast:
    "You are its only owner: nobody will own it, and anybody may ask for it. Make somebody else an owner first, if you can.",
  sure: "I am sure",
  leave: "Leave the show",
  invitations: "Open invitations",
  invitationLine: (role: string, by: string, day: string) => `${role}, made by ${by}, valid until ${day}`,
  revokeInvitation: "Revoke",
  revokeInvitationOf: (role: string, by: string) => `Revoke the invitation as ${role} by ${by}`,
  done: {
    saved: "Saved.",
    role: "Role updated.",
    "role-removed": "Role removed.",
    "invitation-revoked": "The invitation is no longer valid.",
    blocked: "They can no longer contribute here.",
    "blocked-rejected": "They can no longer contribute here, and what waited of them is rejected.",
    rejected: "What waited of them is rejected.",
    unblocked: "They can contribute again.",
    "taken-back": "All their changes since that day are reverted.",
    "taken-back-in-part":
      "Reverted, except where later work changed the same words: edit those places by hand.",
  },
  problems: {
    "bad-licence": "The licence is longer than 200 characters. Nothing was saved.",
    "bad-contribute": "Choose who may contribute. Nothing was saved.",
    "bad-trust-accepted": "Use a whole number from 1, or leave it empty. Nothing was saved.",
    "bad-trust-sound": "Use a whole number from 1, or leave it empty. Nothing was saved.",
    "bad-trust-days": "Use a whole number of days, at most 3,650. Nothing was saved.",
    "bad-language": "Use a language tag, such as “en” or “pt-BR”. Nothing was saved.",
    "bad-form": "A field is missing. Nothing was changed.",
    "not-sure": "Say that you are sure. Nothing was changed.",
    "no-person": "There is nobody with that handle. Nothing was changed.",
    "no-invitation": "There is no such open invitation: it may have been used. Nothing was changed.",
    "not-allowed": "Only an owner of the show can do this. Nothing was changed.",
    "last-owner": "A show needs an owner: make somebody else an owner first. Nothing was changed.",
    "has-role": "They review here: remove their role first. Nothing was changed.",
    "no-reason": "Give a reason of at most 1,000 characters: they are told. Nothing was changed.",
    "blocked-already": "They are blocked already.",
    "not-blocked": "They are not blocked.",
    "too-many": "That is more than 500 revisions: choose a later day. Nothing was changed.",
  },
} as const;

export const auditLog = {
  title: "Audit log",
  lead: "Every decision and every change of rights, newest first. Nobody can edit it.",
  empty: "No decisions yet.",
  list: "Entries",
  by: "by",
  about: "about",
  at: (day: string, time: string) => `${day}, ${time} UTC`,
} as const;

export const webhooksPage = {
  title: "Webhooks",
  lead: "On Record tells an address of yours, within seconds, when a contribution is proposed or accepted.",
  about:
    "A message is a POST of JSON, signed as {standard} describes, so that the receiver can check that it comes from here. An answer with a status from 200 to 299 confirms it; otherwise it is sent again, for a day and a half.",
  standard: "Standard Webhooks",
} as const;

export const webhookForm = {
  signedOut: "You are no longer signed in. Sign in again; nothing was changed.",
  missing: "A field is missing.",
  noShow: "There is no such show.",
  badAddress: "Use an address that begins with https:// or http://.",
  longAddress: "The address is longer than 2,000 characters.",
  addressWithPassword:
    "The address has a name or a password in it, which the site would keep readable. Leave them out: each message is signed.",
  noEvents: "Choose at least one event.",
  notAllowed: "Only the show’s owners can do this.",
  tooMany: (most: number) => `A show has at most ${most} webhooks. Remove one first.`,
  address: "Address",
  events: "Events",
  event: { proposed: "A contribution is proposed", accepted: "A contribution is accepted" },
  add: "Add a webhook",
} as const;

export const webhookList = {
  empty: "This show has no webhooks.",
  list: "The show’s webhooks",
  events: (events: readonly string[]) => `Events: ${events.join(", ")}`,
  secret: "Secret",
  messages: "Latest messages",
  arrived: "delivered",
  retried: "will be retried",
  givenUp: "given up",
  remove: "Remove",
  removeOne: (url: string) => `Remove ${url}`,
} as const;

export const mirrors = {
  title: "Mirrors",
  about:
    "Accepted revisions are pushed to a repository elsewhere, and commits made there come back as contributions. With or without a mirror, all transcripts are at {address}.",
  upToDate: (time: string) => `Last updated ${time}.`,
  never: "Nothing has been pushed yet.",
  retry: (time: string | null) => `The next try is ${time ?? "soon"}.`,
  form: (show: string) => `The mirror of ${show}`,
  address: "Address",
  branch: "Branch",
  token: "Token with write access",
  newToken: "New token with write access",
  newTokenHint: "Leave it empty to keep the present one.",
  trusted: "Accept commits made there without review",
  change: "Change the mirror",
  set: "Set the mirror",
  remove: "Remove the mirror",
  signedOut: "You are no longer signed in. Sign in again; nothing was changed.",
  missing: "A field is missing.",
  notAllowed: "Only an owner of the show can do this.",
  removed: "Mirror removed. The repository keeps what it has.",
  noSecret: "This site has no secret to keep the token with: NEXTAUTH_SECRET is not set.",
  done: "Mirror set. It is being updated now.",
} as const;

/** /new: bring a show by its feed. */
export const bringRepository = {
  title: "From a repository of transcripts",
  lead: "A public git repository with a Markdown file for each episode. Its shows, texts, and who wrote them are imported; each revision is kept.",
  address: "Repository",
  addressHint: "An address that begins with https://, as for git clone.",
  look: "See what it holds",
  looking: "Looking at it…",
  holds: "What it holds",
  line: ({
    slug,
    title,
    transcripts,
    notes,
    here,
    licence,
  }: {
    slug: string;
    title: string;
    transcripts: number;
    notes: number;
    here: number | null;
    licence: string | null;
  }) =>
    [
      `${title} (/${slug}): ${plural(transcripts, "transcript")}`,
      notes > 0 && plural(notes, "file with show notes", "files with show notes"),
      here === null ? "a new show" : `${plural(here, "transcript")} here already`,
      licence ?? "no licence",
    ]
      .filter(Boolean)
      .join(" · "),
  passedOver: (count: number) =>
    `${plural(count, "file or folder", "files and folders")} without transcripts.`,
  problems: "What will be left out",
  noTranscripts: "There are no transcripts in it: Markdown files named <show>/<episode>.md.",
  nameIt: (why: string) => `no show can be named so: ${why}; name its show below`,
  show: "Its show",
  showHint: "The address that its show gets here, or one of the shows in it. Leave it empty to import all.",
  bring: "Import the repository",
  archiveTitle: "From an archive of transcripts",
  archiveLead:
    "A .zip with a file for each episode: Markdown, WebVTT, SubRip, JSON, TTML, Word or plain text, in a folder for each show or all together.",
  archive: "Archive",
  archiveHint: (megabytes: number) => `A .zip of at most ${megabytes} MB.`,
  archiveShow: "Its show",
  archiveShowHint:
    "The address that the show gets here, or has. Leave it empty if the archive has a folder for each show.",
  bringArchive: "Import the archive",
  unpacking: "The archive is being unpacked.",
  archiveProblem: (
    reason: "not-zip" | "too-large" | "too-many" | "bad-name" | "nothing" | "gone",
    detail: string | null,
  ) =>
    ({
      "not-zip": "This is no .zip archive that can be read. Nothing was imported.",
      "too-large": "The archive is larger than what is taken at once. Split it; nothing was imported.",
      "too-many": "The archive has more than 5,000 files. Split it; nothing was imported.",
      "bad-name": `The archive has a file that would lie outside its folder (${detail ?? ""}). Nothing was imported.`,
      nothing: "The archive has no transcripts. Nothing was imported.",
      gone: "The archive is no longer here. Upload it again.",
    })[reason],
  notAllowed: "Only an administrator of this site imports repositories.",
  badAddress: "Use an address that begins with https://.",
  badSlug: (slug: string, why: string) => `No show can have the address “${slug}”: ${why}.`,
  fetching: "The repository is being fetched.",
  waits: "Another import runs. This one begins when that has ended.",
  brought: ({
    title,
    slug,
    episodes,
    fresh,
  }: {
    title: string;
    slug: string;
    episodes: number;
    fresh: number;
  }) => `${title} (/${slug}): ${plural(episodes, "episode")}, ${formatNumber(fresh)} new here.`,
  moreProblems: (count: number) => `and ${formatNumber(count)} more`,
} as const;

export const bringShow = {
  title: "Bring a show",
  lead: "Paste the address of a podcast’s feed. You see what it holds before anything is imported.",
  ways: "Ways to begin",
  fromFeed: "From a feed",
  demonstration: "Or look around first",
  demonstrationLead: "{show} is a show made for trying things out: its gaps, its reviews and its claims.",
  noDemonstration:
    "A short show of two episodes with audio, transcripts with gaps, claims and surveys: to look at what there is.",
  installDemonstration: "Install the demonstration",
  demonstrationComes: "The demonstration is being installed. It will be here within a minute.",
  owners:
    "Then prove that the show is yours, and it is brought at once. Or an administrator of this site decides.",
  anyone:
    "Then an administrator of this site decides. If you can prove that the show is yours, it is brought at once.",
  ask: "Ask for it",
  note: "Something for the administrators to know",
  noteHint: "May stay empty.",
  hereAlready: "This show is here already. If it is yours, {link}.",
  hereLink: "say so on its own page",
  waiting: "Your requests",
  address: "Feed or page",
  addressHint: "An address of a podcast’s RSS feed, or of a page that names one.",
  look: "Look at it",
  looking: "Fetching the feed…",
  signedOut: "You have been signed out. Sign in again; the address is still here.",
  notAllowed:
    "Only an administrator of this site brings shows. Ask one, or have it granted to you by a proof.",
  tooManyLooks: "You have looked at many feeds. Try again in an hour.",
  tooMany: "You have asked for many shows today. Try again tomorrow.",
  isHere: (title: string) => `“${title}” is here already.`,
  missing: "Paste the address of a feed.",
  facts: {
    feed: "Feed",
    author: "By",
    episodes: "Episodes",
    audio: "With audio",
    transcripts: "With a transcript",
    from: "From",
    licence: "Licence",
  },
  episodes: (count: number, more: boolean) =>
    more ? `${formatNumber(count)} on the feed’s first page, and more behind it` : formatNumber(count),
  transcripts: (count: number, kinds: Readonly<Record<string, number>>) =>
    count === 0
      ? "none: they can be added later"
      : `${formatNumber(count)} (${Object.entries(kinds)
          .map(
            ([kind, files]) =>
              `${kind === "unknown" ? "of an unknown kind" : kind.toUpperCase()}: ${formatNumber(files)}`,
          )
          .join(", ")})`,
  period: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
  noLicence: "The feed names none.",
  problems: (count: number) => `${plural(count, "thing")} in this feed cannot be read as it is written`,
  moreProblems: (count: number) => `and ${formatNumber(count)} more`,
  line: (line: number) => `line ${line}`,
  slug: "Its address here",
  slugHint: (site: string) => `${site}/… Small letters, digits and dashes. It stays.`,
  here: (title: string, episodes: number) =>
    `“${title}” is here already, with ${plural(episodes, "episode")}. The import adds what is new and takes over what the feed has changed; no transcript that is here is touched.`,
  unclear:
    "It is not clear whose feed this is: it looks like that of a show that is here. Choose the address of that show, or another one.",
  replace: "This is the feed of the show that has this address",
  taken: (title: string) =>
    `The show “${title}” has this address. Choose another one, or say that this is its feed.`,
  bring: "Import it",
  badSlug: (slug: string, why: string) => `No show can have the address “${slug}”: ${why}.`,
  waits: "Another import runs. This one begins when that has ended.",
  brought: ({ items, fresh, transcripts }: { items: number; fresh: number; transcripts: number }) =>
    `${plural(items, "episode")} in the feed, ${formatNumber(fresh)} new here, ${plural(transcripts, "transcript")} imported.`,
  moreRemarks: (count: number) => `and ${plural(count, "more remark")}.`,
  progress: "Importing",
  states: {
    waiting: "It begins within seconds.",
    running: "It runs. You may leave this page: the import goes on.",
    done: "It is done.",
    failed: "It failed.",
  },
  again: (error: string) => `It did not work, and is tried again soon: ${error}`,
  failed: (error: string) => `It did not work: ${error}`,
  of: (done: number, total: number) => `${formatNumber(done)} of ${formatNumber(total)} episodes`,
  see: "Open the show",
  seeAll: "See all shows",
  seeNow: "Look at what is there already",
  lookAgain: "Look again",
  another: "Bring another show",
} as const;
