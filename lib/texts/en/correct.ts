import { formatNumber, plural } from "./plural";

export const gapForm = {
  name: "Fill the gap",
  nameAt: (time: string) => `Fill the gap at ${time}`,
  label: "What you hear",
  placeholder: "What do you hear?",
  /** Where there is no audio. */
  silentLabel: "What is said",
  silentPlaceholder: "What is said here?",
  laughter: "Only laughter",
  indecipherable: "It cannot be understood",
  blank: "(the gap)",
} as const;

export const sendButton = {
  send: "Send",
  sending: "Sending …",
  close: "Close",
} as const;

export const loopButtons = {
  name: "The loop",
  again: "Again",
  replayKey: "Alt P",
  speed: (rate: number) => `${rate}×`,
  slower: "speed, slower",
  reach: (seconds: number) => `±${seconds} s`,
  wider: "around it, wider",
} as const;

export const gapQueue = {
  title: "Hear a gap, fill a gap",
  description:
    "Gaps that the transcriber could not understand, one after the other: listen, and type what you hear.",
  current: "The current gap",
  unheard: "I can’t make it out either",
  skip: "Skip",
  loading: "Loading …",
  next: "Next gap",
  failed: "The next gap could not be loaded. Nothing is lost: check your connection and try again.",
  following: "The next gaps",
  upNext: "Up next",
  none: "You have heard every gap.",
  silent: (gaps: number) =>
    gaps === 1
      ? "No gap is left that can be heard. 1 more is in an episode whose audio is not linked."
      : `No gap is left that can be heard. ${formatNumber(gaps)} more are in episodes whose audio is not linked.`,
  allShows: "Gaps of all shows",
  latest: "Latest episodes",
} as const;

export const silentGaps = {
  title: (gaps: number) => `${plural(gaps, "gap")} without audio`,
  lead: "The audio of these episodes is not linked, so nobody can hear these gaps here. Whoever knows what was said can still fill them.",
  owner: "If it is your show: once its feed is linked, its episodes have their audio.",
  settings: "The show’s settings",
} as const;

export const gapPage = {
  title: "Fill a gap",
  heading: "What is said here?",
} as const;

export const sentLine = {
  sent: "Sent.",
  accepted: "Sent and accepted.",
  again: "It was sent already.",
  amends: "It stands in place of what you sent here before.",
  gap: (time: string) => `Your words for the gap at ${time}`,
  gapWaiting: "{link} are waiting for review.",
  gapLive: "{link} are live.",
  waiting: "{link} is waiting for review.",
  live: "{link} is live.",
} as const;

/** What stands at a place for which one has sent something that nobody has decided on yet. */
export const mine = {
  waits: "Yours waits: {link}.",
  change: "Change it",
} as const;

export const termsLine = {
  name: "Your name, for the credits (optional)",
  sentAs: (name: string) => `Sent as ${name}.`,
  signIn: "You’ll sign in when you send; your words are kept.",
  licence: "By sending, you license it under {licence}.",
} as const;

export const refusal = {
  signIn: "Sign in",
  signInBeside: "Sign in in another tab, then send again here",
  tooLong: "The text is too long to send at once. Send it in parts. Your words are kept here.",
  unreachable: "It could not be sent. Check your connection, then send again. Your words are kept here.",
  illFormed: "The form was not understood. Reload the page and send it again. Your words are kept here.",
} as const;

export const suggestions = {
  name: "What others hear",
  you: "you",
  agreements: (count: number) => `${plural(count, "other")} ${count === 1 ? "hears" : "hear"} the same`,
  yours: "Yours",
  agreed: "✓ You hear the same",
  agree: "I hear the same",
  problems: {
    "sign-in": "Sign in to agree.",
    "no-contribution": "This suggestion no longer exists. Type what you hear.",
    decided: "This suggestion was decided just now. Reload the page.",
    own: "This is your own suggestion.",
    blocked: "You cannot contribute here at present.",
    unreachable: "It could not be sent. Check your connection.",
  },
} as const;

export const paragraphForm = {
  title: "Correct a paragraph",
  name: "Correct this paragraph",
  speaker: "Speaker",
  sameSpeaker: "the same speaker as before",
  words: "Words, as Markdown",
  wordsHint: "A blank line splits the paragraph.",
  bothWords: "Words of both paragraphs, as Markdown",
  joined: "These words also stand in place of the next paragraph.",
  losesNext: "The next paragraph would be deleted: its words are not here any more.",
  part: "Leave the next paragraph as it is",
  confirmLoss:
    "The words of the next paragraph are not here any more. Delete that paragraph? A maintainer reviews it first.",
  confirmClose: "This browser does not keep what you typed. Close it, and lose it?",
  join: "Join with the next paragraph: its words are added to the end of these",
  confirmRemove: "Remove this whole paragraph? A maintainer reviews it first.",
  remove: "Remove the paragraph",
  opening: "Loading …",
  changed: "This paragraph has changed in the meantime. Reload the page to see it.",
  unreachable: "The paragraph could not be loaded. Check your connection, close this and try again.",
} as const;

/** What a form says of the draft that it shows. */
export const draftNotice = {
  found: "This is your draft, as you left it. It has not been sent.",
  older: (revision: number) =>
    `This is your draft, begun on revision ${formatNumber(revision)}. The transcript has changed since. When you send it, both changes are merged.`,
  gone: (revision: number) =>
    `This is your draft, begun on revision ${formatNumber(revision)}, whose paragraph is here no more. Compare it with today’s paragraph before you send it.`,
  elsewhere:
    "You write at the same place in another tab. What is here can be sent; the draft that is kept is the other tab’s.",
  takeOver: "Show what the other tab has",
  lost: "This browser has no room for a draft: what you type is lost when you close the page. Send it soon.",
  startAnew: "Throw it away",
} as const;

export const paragraphTools = {
  name: "At the cursor",
  linkAddress: "Address of the link",
  hear: "Hear it",
  press: (word: string) => `Press when you hear “${word}”`,
  time: "Set the time by ear",
  split: "Split here",
  join: "Join with the next",
  link: "Link",
  undo: "Undo",
} as const;

export const reportPage = {
  metaTitle: "Report an error",
  title: "Something is wrong here",
  correct: "Or {link}",
  correctLink: "correct it yourself",
} as const;

/** What is probably wrong at a place of the text, and how to write it. */
export const problemSentences = {
  label: "This is read as words. To name a speaker, write **Name:** at the beginning of a paragraph.",
  time: "This is read as words. Write a timestamp as \\[04:15\\], or as \\[01:04:15.00\\] after the first hour.",
  gap: "This is read as words. Write a gap as \\[unintelligible 00:04:15.00\\].",
  backwards: "This time is earlier than the one above it. Is one of them mistyped?",
  link: "This address contains a space, so it is not a link.",
  control: "There is an invisible character here. Delete it.",
} as const;

/** The form that names the speakers of an episode whose labels are only numbers. */
export const speakerNames = {
  title: "Name the speakers",
  lead: "These speakers have only numbers. Listen to each, and type the names that you know: they are sent as one contribution. Leave the others empty.",
  offer: (labels: readonly string[], more: number) =>
    `No name yet: ${labels.join(", ")}${more > 0 ? ` and ${formatNumber(more)} more` : ""}.`,
  turns: (count: number) => plural(count, "turn"),
  placeholder: "Name",
  play: (label: string, time: string) => `Play ${label} from ${time}`,
  pause: (label: string) => `Pause ${label}`,
  read: (label: string) => `Read ${label} in the transcript`,
  none: "Every speaker of this episode has a name.",
  back: "Back to the episode",
} as const;
