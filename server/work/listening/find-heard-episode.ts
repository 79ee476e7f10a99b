import type { Database } from "@/server/db";
import type { Contributor } from "@/server/work/contributions/contributor";

/** An audio file as a listener has it: of which episode, and how long. */
export interface HeardFile {
  readonly show: string;
  readonly slug: string;
  /** Seconds. */
  readonly length: number;
}

/** The key by which one listener is told from another. */
export const whoOf = ({ id, addressHash }: Contributor): string =>
  id === null ? `address:${addressHash}` : `person:${id}`;

/** The episode, and the length of the file that its words are timed by; null where there is none such. */
export async function findHeardEpisode(
  db: Database,
  { show, slug }: Pick<HeardFile, "show" | "slug">,
): Promise<{ readonly id: number; readonly showId: number; readonly duration: number } | null> {
  const episode = await db.episode.findFirst({
    where: { slug, show: { slug: show } },
    select: { id: true, showId: true, durationSeconds: true },
  });
  if (!episode?.durationSeconds) return null;
  return { id: episode.id, showId: episode.showId, duration: episode.durationSeconds };
}
