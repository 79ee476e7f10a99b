import type { Reader } from "@/server/db";
import type { Made } from "@/server/text/pages/kept";
import { findEpisode } from "./find-episode";
import { packWordStarts } from "./pack-word-starts";
import { timeText } from "./time-text";
import { timesKey } from "./word-starts-url";

interface Wanted {
  readonly show: string;
  readonly slug: string;
  readonly revision: number;
  /** The way of timing that the address names. */
  readonly version: string | null;
}

/**
 * The starts of the words of one revision, as they are served; none where there is no such revision. Browsers keep
 * them for good where the address names today's way of timing.
 */
export async function makeWordStarts(
  db: Reader,
  { show, slug, revision, version }: Wanted,
): Promise<(Made & { readonly isNamed: boolean }) | null> {
  const episode = await findEpisode(db, { show, slug });
  if (!episode?.transcript) return null;
  const { id: documentId, path } = episode.transcript;
  const { duration, times } = episode;
  const timed = await timeText(db, { documentId, path, duration, revision });
  if (!timed) return null;
  const isNamed = version === timesKey(duration, times);
  return {
    isNamed,
    body: Buffer.from(packWordStarts(timed.wordStarts)),
    headers: {
      "cache-control": isNamed ? "public, max-age=31536000, immutable" : "no-cache",
      "content-type": "application/octet-stream",
    },
  };
}
