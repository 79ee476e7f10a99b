import type { EpisodeDetails } from "./find-episode";
import { wordStartsUrl } from "./word-starts-url";

/** An episode as a page that is not its own hands it to the player. */
export function playableOf(episode: EpisodeDetails) {
  const { title, audio, duration, show, slug, transcript } = episode;
  return {
    href: `/${show.slug}/${slug}`,
    title,
    show: show.title,
    audio,
    duration,
    wordStartsUrl: wordStartsUrl(episode, transcript?.revision ?? 1),
    marks: [],
    waveform: null,
  };
}
