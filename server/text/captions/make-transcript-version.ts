import type { Reader } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import type { Made } from "@/server/text/pages/kept";
import { aboutOf, makeTranscript } from "./make-transcript";
import { readVersionName } from "./read-version-name";
import { transcriptVersions } from "./transcript-versions";

interface Wanted {
  readonly show: string;
  readonly slug: string;
  /** The file's name in its address, as `12-0a1b2c3d4e.vtt`. */
  readonly file: string;
}

/**
 * A transcript by the name of its version; none where there is no such revision. It may be kept for good if the name is
 * the revision's name today. An older name, from before its times were measured anew, is answered with today's times, and
 * is to be asked for again.
 */
export async function makeTranscriptVersion(
  db: Reader,
  { show, slug, file }: Wanted,
): Promise<(Made & { readonly isNamed: boolean }) | null | "too-hard"> {
  const name = readVersionName(file);
  const episode = name && (await findEpisode(db, { show, slug }));
  if (!name || !episode?.transcript) return null;
  const { revision, format } = name;
  const made = await makeTranscript(db, { show, slug, format, revision, words: false });
  if (made === null || made === "too-hard") return made;
  const [version] = await transcriptVersions(db, [
    {
      ...{ documentId: episode.transcript.id, revision },
      ...{ about: aboutOf(episode), duration: episode.duration },
    },
  ]);
  const isNamed = version === name.version;
  return {
    ...made,
    isNamed,
    headers: isNamed
      ? { ...made.headers, "cache-control": "public, max-age=31536000, immutable" }
      : made.headers,
  };
}
