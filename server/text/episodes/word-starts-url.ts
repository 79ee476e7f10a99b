import { createHash } from "node:crypto";
import type { EpisodeDetails } from "./find-episode";

// Raised when the timeline, the way words are counted or that in which their starts are sent changes, so that no browser
// keeps what it would misread.
const TIMELINE_VERSION = 3;

/**
 * Where the starts of the words of an episode's transcript are. The address names all they depend on (the
 * revision, the audio's length, our own way of timing), so that what it answers never changes.
 */
export function wordStartsUrl(
  {
    show,
    slug,
    duration,
  }: Pick<EpisodeDetails, "slug" | "duration"> & { readonly show: { readonly slug: string } },
  revision: number,
): string {
  return `/${show.slug}/${slug}/words/${revision}?v=${timesKey(duration)}`;
}

/** Names the version of the times of an episode whose audio has this length. */
export function timesKey(duration: number | null): string {
  return createHash("sha256")
    .update(JSON.stringify([TIMELINE_VERSION, duration]))
    .digest("hex")
    .slice(0, 12);
}
