/** Editing what pages say of a show and of an episode. */
export const details = {
  episodeTitle: "Details",
  showTitle: "Details",
  chaptersTitle: "Chapters",
  episodeLead: "What is edited here stays as it is, whatever the feed says later.",
  showLead:
    "What is edited here stays as it is, whatever the feed says later. The licence and who may contribute are in the settings.",
  chaptersLead: "One chapter a line: its time, then its title.",
  fields: {
    title: "Title",
    description: "Description",
    publishedAt: "Published (UTC)",
    audio: "Address of the audio",
    duration: "Length of the audio",
    link: "Its page on the show’s own site",
    season: "Season",
    number: "Number",
    artwork: "Address of the cover",
    explicit: "Explicit",
    people: "Featured",
    chapters: "Chapters",
    author: "Author",
    language: "Language",
    categories: "Categories",
  },
  /** A show's link, where an episode's is to its page. */
  site: "The show’s own site",
  hints: {
    duration: "Such as 1:02:03.",
    people: "One person a line: the name, a comma, the role. “Ann Lee, host”.",
    chapters: "Such as “4:15 The first bread”.",
    categories: "One a line. “Society & Culture > History”.",
    language: "A language tag, such as “en” or “pt-BR”.",
  },
  explicit: { unknown: "Not said", no: "No", yes: "Yes" },
  feedSays: (value: string, editor: string) => `Edited by ${editor}. The feed says: ${value}`,
  follow: (field: string) => `Follow the feed again: ${field}`,
  save: "Save",
  editChapters: "Edit the chapters",
  changedMeanwhile: (now: string) =>
    `Somebody else has changed this since you opened the form. Now it says “${now}”. Nothing was saved: reload the page, then change it again if you still want to.`,
  wrong: {
    title: "A title has from 1 to 500 characters.",
    description: "A description has at most 10,000 characters.",
    publishedAt: "Use a day and a time, such as 2026-11-30T08:00.",
    audio: "Use an address that begins with https:// or http://, without a name or a password in it.",
    duration: "Use a length such as 1:02:03, at most ten days.",
    link: "Use an address that begins with https:// or http://.",
    season: "Use a whole number, or leave it empty.",
    number: "Use a number, or leave it empty.",
    artwork: "Use an address that begins with https:// or http://, without a name or a password in it.",
    explicit: "Choose one of the three.",
    people: "Name at most 100 people, one a line: the name, a comma, the role.",
    chapters: "Each line needs a time and a title, such as “4:15 The first bread”.",
    author: "An author has at most 200 characters.",
    language: "Use a language tag, such as “en” or “pt-BR”.",
    categories: "Name at most 20 categories, one a line.",
  },
  done: {
    saved: "Saved.",
    same: "Nothing was changed.",
    followed: "It follows the feed again.",
  },
  problems: {
    form: "A field is missing. Nothing was saved.",
    "not-allowed": "You cannot edit this. Nothing was saved.",
    "no-episode": "There is no such episode any more. Nothing was saved.",
    "no-source": "No feed says what this would be otherwise. Nothing was changed.",
  },
  now: "Add a chapter at the player’s time",
} as const;

/** A show's episodes, with what can be edited of each. */
export const editEpisodes = {
  title: "Episodes",
  add: "Add an episode",
  none: "This show has no episodes yet.",
  noAudio: "no audio",
  noTranscript: "no transcript",
  details: "Details",
  chapters: "Chapters",
  bring: "Bring a transcript",
  replace: "Replace the transcript",
  notes: "Show notes",
  beginNotes: "Begin show notes",
} as const;

/** Adding an episode by hand. */
export const addEpisodeForm = {
  title: "Add an episode",
  lead: "Its transcript comes next.",
  audioHint: "Where the audio lies, if it lies somewhere already.",
  slug: "Its address, if you want to choose it",
  slugHint: (show: string) => `The part behind /${show}/. Without one, it is the number or the title.`,
  add: "Add the episode",
  problems: {
    "not-allowed": "Only those who review at this show can add an episode. Nothing was added.",
    "bad-slug":
      "An address has only letters a-z, digits, hyphens and underscores, and is none of the show’s own pages. Nothing was added.",
    taken: "Another episode has this address. Nothing was added.",
  },
} as const;

/** Uploading an episode's audio. */
export const uploadAudio = {
  title: "Upload the audio",
  file: "A sound file",
  hint: (megabytes: number) =>
    `MP3, M4A, WAV, FLAC, Ogg Vorbis or Opus, at most ${megabytes} MB. It takes the place of the address above.`,
  send: "Upload it",
  progress: (percent: number) => `${percent} % sent`,
  noScripts: "Uploading needs scripts. Without them, give the address of the audio above.",
  failed: "The connection broke off. Nothing was kept: try again.",
  problems: {
    "signed-out": "You are no longer signed in. Sign in again; nothing was kept.",
    "not-allowed": "Only those who review at this show can do this. Nothing was kept.",
    "no-episode": "There is no such episode. Nothing was kept.",
    "too-large": "The file is larger than may be uploaded here. Nothing was kept.",
    "not-audio":
      "This is no sound file of a kind that browsers play, whatever its name says. Nothing was kept.",
    empty: "The file is empty. Nothing was kept.",
    "broken-off": "The file broke off on its way. Nothing was kept: try again.",
  },
} as const;

/** Uploading a cover. */
export const uploadCover = {
  title: "Upload a cover",
  file: "A picture",
  hint: "JPEG, PNG, WebP or GIF, at most 8 MB. It takes the place of the address above.",
  send: "Upload it",
  problems: {
    form: "Choose a picture of at most 8 MB. Nothing was kept.",
    "not-allowed": "You cannot change this cover. Nothing was kept.",
    "no-episode": "There is no such episode. Nothing was kept.",
    "not-a-picture": "This is no picture that can be read. Nothing was kept.",
  },
} as const;
