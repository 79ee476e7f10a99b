import { plural } from "./plural";

/** How a show follows a repository of transcripts, for its owner. */
export const followedRepository = {
  title: "Repository of transcripts",
  lead: "A public git repository whose files are the show’s transcripts. It is fetched again on the same schedule as the feed: what changes there comes here, a new file is proposed as an episode’s first transcript.",
  none: "This show follows no repository.",
  mirrored:
    "This show is mirrored to a repository, and follows that one. Its owner sets it in their own settings.",
  address: "Repository",
  addressHint: "An address that begins with https://, as for git clone. Leave it empty to follow none.",
  trusted: "Take new files over at once, without a review",
  save: "Follow this repository",
  fetchNow: "Fetch the repository now",
  summary: ({ files, changed, proposed }: { files: number; changed: number; proposed: number }) =>
    `${plural(files, "file")}: ${changed} changed here, ${proposed} new.`,
  problems: "What was refused, or needs a look",
  line: (path: string, reason: string) => `${path}: ${reason}`,
} as const;

/** How a show's feed is followed, for its owner. */
export const feedPage = {
  title: "Feed",
  lead: "The feed is fetched again by itself: new episodes appear, and what changed in the feed follows here, unless it was edited here.",
  none: "This show did not come from a feed that can be fetched again.",
  facts: {
    address: "Address",
    checked: "Last fetched",
    changed: "Last brought something",
    next: "Next fetch",
  },
  never: "Not yet",
  onlyWhenAsked: "Only when you ask for it",
  waits: "Now: it was asked for, and has not ended yet",
  failed: (times: number) =>
    times > 1 ? `The last ${times} fetches failed. The last one said:` : "The last fetch failed:",
  moved: (url: string) => `The feed says that it has moved to ${url}. Bring the show from there.`,
  fetchNow: "Fetch now",
  every: "Fetch it by itself",
  intervals: {
    "15": "every quarter of an hour",
    "60": "every hour",
    "360": "every six hours",
    "1440": "every day",
    "10080": "every week",
    never: "only when I ask for it",
  },
  save: "Save",
  lastNews: "What the last change brought",
  summary: ({
    items,
    fresh,
    changed,
    transcripts,
  }: {
    items: number;
    fresh: number;
    changed: number;
    transcripts: number;
  }) =>
    `${plural(items, "episode")} in the feed: ${fresh} new, ${changed} changed, ${plural(transcripts, "transcript")} imported.`,
  fresh: "New episodes",
  changed: "Changed episodes",
  vanished: "No longer in the feed",
  vanishedLead: "They stay here, with their transcripts.",
  files: "Transcript files at their hosts",
  outcomes: {
    ours: "It is our own text, which the host has taken over. There was nothing to do.",
    times: "Its times are better now. They were taken over, and no word was touched.",
    proposed: "It changed. The change waits for review:",
    nothing: "It changed in nothing that is kept here.",
  },
  fileFailed: (reason: string) => `It could not be fetched again: ${reason}`,
  contribution: (id: number) => `contribution ${id}`,
  problemCount: (count: number) =>
    `${plural(count, "problem")} ${count === 1 ? "was" : "were"} found in the feed.`,
  seeProblems: "See them all",
  done: {
    asked: "The feed will be fetched within seconds. Reload this page to see what came of it.",
    saved: "Saved.",
    "repository-asked":
      "The repository will be fetched within seconds. Reload this page to see what came of it.",
  },
  problems: {
    "bad-address": "This repository cannot be reached: use a public https:// address. Nothing was changed.",
    "has-mirror": "This show is mirrored to a repository and follows that one. Nothing was changed.",
    "no-repository": "This show follows no repository. Nothing was changed.",
    "asked-already": "A fetch was asked for just now. Wait half a minute; nothing was changed.",
    "no-feed": "This show has no feed that can be fetched. Nothing was changed.",
    "not-allowed": "Only an owner of the show can do this. Nothing was changed.",
    "bad-form": "Choose one of the intervals. Nothing was changed.",
  },
} as const;
