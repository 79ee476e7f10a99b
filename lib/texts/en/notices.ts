/** A notice in one sentence: the subject of a mail, and a line of the page. */
export const noticeSentences = {
  proposed: (actor: string, summary: string) => `${actor} proposed: ${summary}`,
  amended: (actor: string, summary: string) => `${actor} amended: ${summary}`,
  accepted: (summary: string) => `Your change is live: ${summary}`,
  acceptedAt: (time: string, summary: string) => `Your fix is live at ${time}: ${summary}`,
  rejected: (actor: string, summary: string) => `${actor} rejected: ${summary}`,
  changesRequested: (actor: string, summary: string) => `${actor} requested changes: ${summary}`,
  commented: (actor: string, summary: string) => `${actor} commented on: ${summary}`,
  mentioned: (actor: string, summary: string) => `${actor} mentioned you in: ${summary}`,
  reverted: (actor: string, summary: string) => `${actor} reverted: ${summary}`,
  /** Stands for the summary of a contribution that is no longer here. */
  unknown: "one of your changes",
} as const;

/** The next step that a notice offers. */
export const noticeSteps = {
  again: "Try again",
  amend: "Amend it",
  see: "See the change",
} as const;
