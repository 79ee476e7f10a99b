import type { EpisodeDetails } from "@/server/text/episodes/find-episode";
import type { ShowDetails } from "@/server/work/shows/find-show";

/** A description in JSON-LD, by schema.org's words. */
export type LinkedData = Record<string, unknown>;

/** Describes a show as a PodcastSeries. */
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
 * Describes an episode as a PodcastEpisode. schema.org knows a `transcript` of an AudioObject alone, so that is
 * where it is; without audio there is none to nest it in. It is given as the address of the plain text, which is
 * a Text to schema.org too: the words themselves stand in the page already, and would make it twice as long.
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

/** `PT5M31S`: seconds as ISO 8601 writes them. */
export function isoDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return `PT${hours ? `${hours}H` : ""}${minutes ? `${minutes}M` : ""}${whole % 60}S`;
}

/** Linked data as it may stand in a page: whatever the texts hold, nothing in it ends the script it stands in. */
export function asScript(data: LinkedData): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
