import type { EpisodeDetails } from "./find-episode";
import { wordStartsUrl } from "./word-starts-url";

/** Props for the player of an episode on another page than its own. */
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
