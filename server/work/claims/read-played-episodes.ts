import type { Database } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { wordStartsUrl } from "@/server/text/episodes/word-starts-url";
import type { ReadableClaim } from "./read-claims";

/** What the player needs of an episode in which a claim is said. */
export interface HeardEpisode {
  readonly href: string;
  readonly title: string;
  readonly show: string;
  readonly audio: { readonly url: string; readonly type: string | null };
  readonly duration: number | null;
  readonly wordStartsUrl: string;
}

/** The most episodes that are read for one claim. */
const MOST = 20;

/** The episodes in which a claim is said, by id; those without audio or transcript are left out. */
export async function readPlayedEpisodes(
  db: Database,
  { show, episode: own, repeats }: ReadableClaim,
): Promise<Map<number, HeardEpisode>> {
  if (repeats.length === 0) return new Map();
  const episodes = new Map(
    [own, ...repeats.map(({ episode }) => episode)].map((one) => [one.id, one] as const),
  );
  const read = await Promise.all(
    [...episodes.values()].slice(0, MOST).map(async ({ id, slug }) => {
      const found = await findEpisode(db, { show: show.slug, slug });
      if (!found?.transcript || !found.audio) return [];
      const { title, audio, duration } = found;
      return [
        [
          id,
          {
            ...{ href: `/${show.slug}/${slug}`, title, show: show.title, audio, duration },
            wordStartsUrl: wordStartsUrl(found, found.transcript.revision),
          },
        ] as const,
      ];
    }),
  );
  return new Map(read.flat());
}
