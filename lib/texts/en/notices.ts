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
  reopened: (actor: string, summary: string) =>
    `${actor} undid the decision, and it is waiting again: ${summary}`,
  requested: (actor: string, show: string) => `${actor} asks for “${show}”`,
  left: (actor: string, show: string) => `${actor} has left “${show}”, which nobody owns now`,
  decided: (show: string) => `News of your request for “${show}”`,
  transcribed: (episode: string) => `The transcript you asked for is here: ${episode}`,
  /** Stands for the summary of a first transcript that somebody proposes. */
  firstOf: (episode: string) => `a transcript of ${episode}`,
  /** Stands for the title of a show that is no longer here. */
  unknownShow: "a show",
  /** Stands for the summary of a contribution that is no longer here. */
  unknown: "one of your changes",
} as const;

/** What is said to the author beside the reviewer's own words. */
export const noticeNotes = {
  edited: (summary: string) => `Edited before it was accepted: ${summary}.`,
} as const;

/** The next step that a notice offers. */
export const noticeSteps = {
  again: "Try again",
  amend: "Amend it",
  see: "See the change",
  review: "Review this",
} as const;
