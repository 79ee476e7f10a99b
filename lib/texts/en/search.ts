import { formatNumber, plural } from "./plural";

export const headerSearch = {
  label: "Search all transcripts",
  placeholder: "Search",
  link: "Search",
} as const;

export const searchForm = {
  label: "Search all transcripts",
  placeholder: "A word, or a “whole phrase”",
  go: "Search",
} as const;

export const hitList = {
  /** After the time of a result, for screen readers: `3:11 of Almost 4,300 People`. */
  of: (episode: string) => `of ${episode}`,
  noAudio: "no audio",
  checked: "checked",
} as const;

export const searchPage = {
  title: "Search",
  quoted: (query: string) => `“${query}”`,
  heading: "Search what was said",
  year: "Year",
  anyYear: "Any year",
  has: "What there is",
  anyEpisode: "Any episode",
  /** Whatever is found has a transcript. */
  hasChoices: { audio: "With audio", "no-audio": "Without audio", checked: "Checked" },
  results: "Results",
  found: (count: number) => plural(count, "result"),
  moreFound: (count: number) =>
    `More than ${plural(count, "result")}. Showing the best matches among the first ${formatNumber(count)}.`,
  waiting: (count: number) =>
    `The search does not know ${plural(count, "transcript")} yet. It is reading them.`,
  nothing: (query: string) => `No results for “${query}”. Try fewer words.`,
  didYouMean: (query: string) => `No results for “${query}”. Did you mean`,
  or: "or",
  questionMark: "?",
  everywhere: "Search all shows, speakers and years",
  exactly: (phrase: string) => `Search for “${phrase}” exactly`,
  empty: "Type what you remember. Each result opens the episode at the second when it was said.",
  tooLong: (longest: number) => `The search is longer than ${longest} characters. Try a few of its words.`,
  noWords: "The search has no words in it. Punctuation alone cannot be searched for.",
  onlyExcluded: "The search only says what to leave out. Add a word to look for.",
  onlyCommonWords: "These words are in nearly every sentence.",
  ways: [
    ["open source", "paragraphs with all of these words, in any form; words side by side come first"],
    ['"open source"', "exactly these words, in this order"],
    ["survey*", "words that begin with “survey”"],
    ["survey -census", "“survey” but not “census”"],
  ],
} as const;
