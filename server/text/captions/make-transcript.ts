import type { Reader } from "@/server/db";
import { type EpisodeDetails, findEpisode } from "@/server/text/episodes/find-episode";
import type { Made } from "@/server/text/pages/kept";
import { makeText } from "@/server/text/pages/make-text";
import { type About, exportTranscript } from "./export-transcript";
import type { Format } from "./is-format";

interface Wanted {
  readonly show: string;
  readonly slug: string;
  readonly format: Format;
  /** By default the newest. */
  readonly revision?: number | undefined;
  /** In JSON, an entry for each word instead of each segment; in WebVTT, a time before each word. */
  readonly words: boolean;
  /** In WebVTT, characters in a line: 42 by default. */
  readonly line?: 42 | 65;
}

// A page of its own, under this site's address: it is text, and must not be anything else.
const ONLY_TEXT = { "content-security-policy": "default-src 'none'" };

/** A transcript as it is served: none where there is none, `too-hard` where too many documents are being made. */
export type MadeTranscript = Made | null | "too-hard";

/** An episode's transcript in a format, as it is served; none where there is no such transcript or revision. */
export async function makeTranscript(
  db: Reader,
  { show, slug, format, revision, words, line }: Wanted,
): Promise<MadeTranscript> {
  const episode = await findEpisode(db, { show, slug });
  if (!episode?.transcript) return null;
  const { id: documentId, revision: head, path } = episode.transcript;
  const written = await exportTranscript(db, {
    ...{ documentId, path, format, words, about: aboutOf(episode) },
    revision: revision ?? head,
    duration: episode.duration,
    ...(line === undefined ? {} : { line }),
  });
  if (!written.ok) return written.reason;
  const exported = written.result;
  return exported && makeText({ ...exported, ...(format === "html" ? { headers: ONLY_TEXT } : {}) });
}

/** What the files of an episode's transcript say of it. */
export const aboutOf = ({ title, show, transcript }: EpisodeDetails): About => ({
  ...{ title, show: show.title, language: show.language, licence: show.licence },
  origin: transcript?.origin ?? "unknown",
  recogniser: transcript?.recogniser ?? null,
});
