/** What the reader's tools know about the episode. */
export interface ReadEpisode {
  /** Its path on this site. */
  readonly href: string;
  readonly title: string;
  readonly show: string;
  readonly slugs: { readonly show: string; readonly slug: string };
}
