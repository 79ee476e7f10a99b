/** What the reader's tools know of the episode: how it is named where it is quoted. */
export interface ReadEpisode {
  /** Its address on this site, from the slash on. */
  readonly href: string;
  readonly title: string;
  readonly show: string;
  readonly slugs: { readonly show: string; readonly slug: string };
}
