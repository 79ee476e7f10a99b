/** The lines at the top and at the foot of every page. */
export const header = {
  name: "On Record",
  skip: "Skip to the text",
  site: "Site",
  signIn: "Sign in",
  newNotices: (count: number) => (count === 1 ? "new notice" : "new notices"),
  theme: "Light or dark",
  changeTheme: "Change between light and dark",
} as const;

/** How the title of a page ends. */
export const metadata = {
  template: "%s · On Record",
} as const;

export const footer = {
  more: "More",
  gaps: "Gaps",
  claims: "Claims",
  surveys: "Surveys",
  api: "API",
  about:
    "On Record is free software under the AGPL. Transcripts belong to their shows and carry the licence shown on each show’s page.",
} as const;

/** What stands where there is no page, or where one could not be made. */
export const notFound = {
  title: "Page not found",
  lead: "The episode or show may be under another name, or not here yet. These shows are here:",
  latest: "The latest episodes",
} as const;

export const failed = {
  title: "This page could not be loaded.",
  lead: "None of your work was lost. The cause has been written to the server’s log.",
  again: "Try again",
} as const;
