/** A known show: the prefix of its file names, and its title. */
export interface KnownShow {
  readonly prefix: string;
  readonly title: string;
}

/** By folder of github.com/thechangelog/transcripts (FORMAT.md section 1). */
export const KNOWN_SHOWS: ReadonlyMap<string, KnownShow> = new Map([
  ["afk", { prefix: "away-from-keyboard", title: "Away from Keyboard" }],
  ["backstage", { prefix: "backstage", title: "Backstage" }],
  ["bigtent", { prefix: "big-tent", title: "Grafana’s Big Tent" }],
  ["brainscience", { prefix: "brain-science", title: "Brain Science" }],
  ["founderstalk", { prefix: "founders-talk", title: "Founders Talk" }],
  ["friends", { prefix: "changelog--friends", title: "Changelog & Friends" }],
  ["gotime", { prefix: "go-time", title: "Go Time" }],
  ["jsparty", { prefix: "js-party", title: "JS Party" }],
  ["news", { prefix: "changelog-news", title: "Changelog News" }],
  ["podcast", { prefix: "the-changelog", title: "The Changelog" }],
  ["practicalai", { prefix: "practical-ai", title: "Practical AI" }],
  ["rfc", { prefix: "request-for-commits", title: "Request For Commits" }],
  ["shipit", { prefix: "ship-it", title: "Ship It!" }],
  ["spotlight", { prefix: "spotlight", title: "Spotlight" }],
]);
