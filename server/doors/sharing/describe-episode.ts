import type { EpisodeDetails } from "@/server/text/episodes/find-episode";
import type { ShowDetails } from "@/server/work/shows/find-show";

/** A description in JSON-LD with schema.org's vocabulary. */
export type LinkedData = Record<string, unknown>;

export function describeShow(show: ShowDetails, site: string): LinkedData {
  return {
    "@context": "https://schema.org",
    "@type": "PodcastSeries",
    "@id": `${site}/${show.slug}`,
    name: show.title,
    url: `${site}/${show.slug}`,
    inLanguage: show.language,
    ...(show.description ? { description: show.description } : {}),
  };
}

/**
 * Describes an episode as a PodcastEpisode. schema.org has `transcript` only on an AudioObject, so an episode
 * without audio gets none. The transcript is given as the address of its plain text, which schema.org allows:
 * the words are in the page already and would double its size.
 */
export function describeEpisode(episode: EpisodeDetails, site: string): LinkedData {
  const { show, slug, title, audio, duration, publishedAt, description, transcript } = episode;
  const url = `${site}/${show.slug}/${slug}`;
  return {
    "@context": "https://schema.org",
    "@type": "PodcastEpisode",
    "@id": url,
    name: title,
    url,
    ...(description ? { description } : {}),
    ...(publishedAt ? { datePublished: publishedAt.toISOString() } : {}),
    partOfSeries: {
      "@type": "PodcastSeries",
      "@id": `${site}/${show.slug}`,
      name: show.title,
      url: `${site}/${show.slug}`,
    },
    ...(episode.people.length > 0
      ? { actor: episode.people.map((name) => ({ "@type": "Person", name })) }
      : {}),
    ...(audio
      ? {
          audio: {
            "@type": "AudioObject",
            contentUrl: new URL(audio.url, site).href,
            ...(audio.type ? { encodingFormat: audio.type } : {}),
            ...(duration ? { duration: isoDuration(duration) } : {}),
            ...(transcript ? { transcript: `${url}.txt` } : {}),
          },
        }
      : {}),
  };
}

/** Seconds as an ISO 8601 duration: `PT5M31S`. */
export function isoDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return `PT${hours ? `${hours}H` : ""}${minutes ? `${minutes}M` : ""}${whole % 60}S`;
}

/** JSON for a script element. Escaped, so that no text can end the element. */
export function asScript(data: LinkedData): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
