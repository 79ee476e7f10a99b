import { createHash } from "node:crypto";
import type { EpisodeDetails } from "./find-episode";

// Raise it when the timeline, the counting of words or the format changes, so that no browser misreads a
// cached file.
const TIMELINE_VERSION = 3;

/**
 * The address of a transcript's word starts. It contains everything they depend on (the revision, the audio's
 * length, our timing's version), so its content never changes.
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

/** Identifies a version of word starts for audio of this length. */
export function timesKey(duration: number | null): string {
  return createHash("sha256")
    .update(JSON.stringify([TIMELINE_VERSION, duration]))
    .digest("hex")
    .slice(0, 12);
}
