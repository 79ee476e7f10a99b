/** Titles of the answers that say what is wrong with an address or a request. */
export const problems = {
  noFormat: "No such format",
  noRevision: "No revision",
  revisionNumber: "A revision is a number from 1.",
  noTranscript: "No such transcript",
  noSuchRevision: "No such revision",
  noChapters: "No such chapters",
  noEpisode: "There is no such episode",
  noShow: "No such show",
  notReady: "Not ready",
  noDatabase: "The database does not answer.",
  notImplemented: "Not implemented",
  onlyJson: "This site answers in JSON: leave format out, or say format=json.",
  urlIsAnEpisode: (wrong: string) => `url is an episode's address. ${wrong}`,
  incomplete: "The question is not complete",
  notFound: "Not found",
  notAnEpisode: "url is not the address of an episode of this site.",
} as const;
