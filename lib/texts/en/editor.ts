import { plural } from "./plural";

export const editPage = {
  transcript: "Edit the transcript",
  notes: "Edit the show notes",
} as const;

export const documentEditor = {
  name: "The whole text",
  label: "The whole text, as Markdown",
  tools: "At the cursor",
  hear: "Hear it",
  time: "Set time from audio",
  noProblems: "No problems found",
  problems: (count: number) => `${plural(count, "problem")} to check`,
  summary: "Summary (optional)",
  preview: "Show changes",
  noRoom: "This browser has no room for a draft: what you type is lost when you close the tab. Send it soon.",
  draft: "This is your draft, as you left it.",
  olderDraft: (begun: number, newest: number) =>
    `Somebody changed this text since you began: you began with revision ${begun}, the newest is ${newest}. Your draft is kept as you left it; when you send it, both changes are merged.`,
  startAgain: "Start again from the newest text",
} as const;

export const changePreview = {
  name: "Changes",
  none: "No changes yet",
  count: (count: number) => plural(count, "change"),
} as const;
