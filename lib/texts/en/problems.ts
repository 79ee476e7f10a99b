/** Titles of the answers that say what is wrong with an address or a request. */
export const problems = {
  noSuchFile: "There is no such file, or it is only for the show’s maintainers.",
  noFormat: "No such format",
  noRevision: "No revision",
  revisionNumber: "A revision is a number from 1.",
  noTranscript: "No such transcript",
  noSuchRevision: "No such revision",
  busy: "Too many documents are being made. Ask again in a few seconds.",
  noChapters: "No such chapters",
  noEpisode: "There is no such episode",
  noShow: "No such show",
  noText: "No such text",
  notReady: "Not ready",
  noDatabase: "The database does not answer.",
  notImplemented: "Not implemented",
  onlyJson: "This site answers in JSON: leave format out, or say format=json.",
  urlIsAnEpisode: (wrong: string) => `url is an episode's address. ${wrong}`,
  incomplete: "The question is not complete",
  noJson: "This is no JSON object",
  notFound: "Not found",
  notAnEpisode: "url is not the address of an episode of this site.",
} as const;

/** Requests that are answered before anything reads them: a title, what is wrong and kept, what to do. */
export const refusedRequests = {
  tooLarge: {
    title: "That is more than is taken at once",
    lead: "A form may send eight megabytes, twenty times the longest transcript there is; most addresses take less. Nothing was changed.",
    next: "Go back in your browser: what you typed is still in the form. Send it in parts.",
  },
  tooMany: {
    title: "That is more than is answered at once",
    lead: "Your address has asked for many of these pages within a minute; each takes work.",
    next: "Wait a minute and open it again.",
  },
  tooMuch: {
    title: "That is more than is sent at once",
    lead: "Your address has taken 300 megabytes of files within a minute.",
    next: "Wait a minute and go on. Programs can ask for Brotli or gzip, which makes files a tenth as large, and for what has changed alone (If-None-Match).",
  },
  badAddress: {
    title: "This is no address",
    lead: "It has a percent sign without the two digits that belong to it, or a character that no address has.",
    next: "Look at how it was written, or begin at the first page.",
  },
  badForm: {
    title: "This form did not arrive whole",
    lead: "It ends before its end, or does not say how its parts are separated. Nothing was changed.",
    next: "Go back in your browser and send it again.",
  },
  wrongMethod: {
    title: "Nothing can be sent there",
    lead: "There is a file at this address, which can only be read.",
    next: "Go back in your browser.",
  },
  elsewhere: {
    title: "This was sent from another site",
    lead: "Forms of this site are taken from its own pages alone. Nothing was changed.",
    next: "Open the page here and send it again.",
  },
  badReturn: {
    title: "There is no such way back",
    lead: "The address to return to after signing in is no address.",
    next: "Open the page that you wanted and sign in from there.",
  },
  restarting: {
    title: "The site is starting again",
    lead: "The process that makes pages has ended. It is starting again, which takes some seconds.",
    next: "Wait a moment and try again. If you sent something, go back in your browser and look whether it is there before you send it again.",
  },
} as const;
