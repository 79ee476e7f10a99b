import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { parseDocument } from "@/server/text/documents/parse-document";
import { midLabels } from "@/transcript";

/** A place where a label stands within a line: words by the format, but often another person speaks from there on. */
export interface Doubt {
  readonly documentId: number;
  /** The revision it is found in. */
  readonly base: number;
  readonly slug: string;
  readonly episode: string;
  /** The paragraph, from 0, and where in its body the label begins. */
  readonly segment: number;
  readonly at: number;
  readonly name: string;
  /** What stands in front of it and behind it. */
  readonly before: string;
  readonly after: string;
}

// A page of them is enough to decide on at once.
const MOST_DOCUMENTS = 50;
const AROUND = 80;

interface Asking {
  /** The show's slug. */
  readonly show: string;
  /** Who asks; null if nobody is signed in. */
  readonly personId: string | null;
}

/**
 * Lists the doubtful places in a show's transcripts for those who review there, of the first fifty transcripts that have
 * any; none for anybody else.
 */
export async function listDoubts(db: Database, { show, personId }: Asking): Promise<readonly Doubt[]> {
  const found = personId === null ? null : await db.show.findUnique({ where: { slug: show } });
  if (!found || !mayReview(await standingAt(db, { personId, showId: found.id }))) return [];
  const rows = await db.$queryRaw<
    { id: number; head: number; path: string; slug: string; title: string; text: string }[]
  >`
    SELECT d.id, d.head, d.path, e.slug, e.title, r.text
    FROM documents AS d
    JOIN episodes AS e ON e.id = d.episode_id
    JOIN revisions AS r ON r.document_id = d.id AND r.number = d.head
    WHERE e.show_id = ${found.id} AND d.doubts > 0 AND d.kind = 'transcript'
    ORDER BY e.sort_key LIMIT ${MOST_DOCUMENTS}::int`;
  return rows.flatMap(({ id, head, path, slug, title, text }) => {
    const transcript = parseDocument({ path, text });
    return midLabels(transcript).map(({ segment, at, name }) => {
      const { body = "" } = transcript.segments[segment] ?? {};
      const end = at + `**${name}:**`.length;
      return {
        ...{ documentId: id, base: head, slug, episode: title, segment, at, name },
        before: body.slice(Math.max(0, at - AROUND), at).trim(),
        after: body.slice(end, end + AROUND).trim(),
      };
    });
  });
}
