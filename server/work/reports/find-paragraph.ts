import type { Database } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { readTranscript } from "@/server/text/episodes/read-transcript";
import { timeText } from "@/server/text/episodes/time-text";

/** A current paragraph of an episode's transcript. */
export interface Paragraph {
  readonly episodeId: number;
  readonly documentId: number;
  readonly title: string;
  /** The beginning of its text. */
  readonly quote: string;
  /** In seconds. */
  readonly start: number;
}

/** Enough to recognise a paragraph; the database has the same limit. */
const LONGEST_QUOTE = 400;

/** Finds a paragraph by the id in its link; null if it no longer exists. */
export async function findParagraph(
  db: Database,
  { show, slug, segmentId }: { show: string; slug: string; segmentId: number },
): Promise<Paragraph | null> {
  const episode = await findEpisode(db, { show, slug });
  if (!episode?.transcript) return null;
  const { id: documentId, path, revision: head } = episode.transcript;
  const { duration, title, id: episodeId } = episode;
  const readable = await readTranscript(db, { documentId, revision: head, path, duration });
  const segments = readable?.turns.flatMap(({ segments }) => segments) ?? [];
  const place = segments.findIndex(({ id }) => id === segmentId);
  const segment = segments[place];
  if (!readable || !segment) return null;
  const timed = await timeText(db, { documentId, path, duration, revision: readable.revision });
  const quote = shorten(timed?.rendered[place]?.words.join(" ") ?? "");
  return { episodeId, documentId, title, quote, start: segment.start };
}

function shorten(text: string): string {
  const letters = [...text];
  return letters.length > LONGEST_QUOTE ? `${letters.slice(0, LONGEST_QUOTE).join("")} …` : text;
}
