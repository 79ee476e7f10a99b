import { createHash } from "node:crypto";
import type { EpisodeDetails } from "./find-episode";

// Raise it when the timeline, the counting of words or the format changes, so that no browser misreads a
// cached file.
const TIMELINE_VERSION = 4;

/**
 * The address of a transcript's word starts. It contains everything they depend on (the revision, the audio's length, how
 * often they were measured anew, our timing's version), so its content never changes.
 */
export function wordStartsUrl(
  {
    show,
    slug,
    duration,
    times,
  }: Pick<EpisodeDetails, "slug" | "duration" | "times"> & { readonly show: { readonly slug: string } },
  revision: number,
): string {
  return `/${show.slug}/${slug}/words/${revision}?v=${timesKey(duration, times)}`;
}

/** Identifies a version of word starts for audio of this length, measured anew so often. */
export function timesKey(duration: number | null, times: number): string {
  return createHash("sha256")
    .update(JSON.stringify([TIMELINE_VERSION, duration, times]))
    .digest("hex")
    .slice(0, 12);
}
