import type { Database } from "@/server/db";
import { parseSplices } from "@/server/text/documents/parse-splices";
import { marks, type Splice } from "@/transcript";
import { type SoundWitness, witnessOf } from "./witness-of";

/** What somebody has heard in a gap, and nobody has decided on yet. */
export interface OpenSuggestion {
  readonly id: number;
  readonly by: string;
  /** The words in place of the gap; null where it changes more than that. */
  readonly words: string | null;
  readonly summary: string;
  /** How many others say that they hear the same. */
  readonly agreements: number;
  /** Whether it is one's own, or one has agreed already. */
  readonly mine: boolean;
  readonly agreed: boolean;
  /** What the sound says of the words; null where that was not measured. */
  readonly sound: SoundWitness | null;
}

interface Wanted {
  readonly documentId: number;
  readonly segmentId: number;
  readonly gap: number;
  readonly personId: string | null;
}

const MOST = 10;

/** The open suggestions for one gap: those that the sound supports first, then those that most agree with. */
export async function openSuggestions(
  db: Database,
  { documentId, segmentId, gap, personId }: Wanted,
): Promise<OpenSuggestion[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT c.id, c.author_name AS by, v.summary, v.splices, v.sound::text AS sound,
           v.sound_probability AS "soundProbability", v.sound_score AS "soundScore",
           coalesce(c.author_id = ${personId}::uuid, false) AS mine,
           (SELECT count(*)::int FROM agreements AS a WHERE a.contribution_id = c.id) AS agreements,
           EXISTS (SELECT FROM agreements AS a
                   WHERE a.contribution_id = c.id AND a.user_id = ${personId}::uuid) AS agreed
    FROM contributions AS c
    JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
    WHERE c.document_id = ${documentId} AND c.segment_id = ${segmentId} AND c.gap = ${gap}
      AND c.status IN ('open', 'changes_requested')
    ORDER BY CASE v.sound WHEN 'supports' THEN 0 WHEN 'against' THEN 2 ELSE 1 END, agreements DESC, c.id
    LIMIT ${MOST}`;
  return rows.map(({ splices, sound, soundProbability, soundScore, ...suggestion }) => ({
    ...suggestion,
    words: wordsIn(parseSplices(splices), gap),
    sound: witnessOf({ sound, soundProbability, soundScore }),
  }));
}

type Row = Omit<OpenSuggestion, "words" | "sound"> &
  Parameters<typeof witnessOf>[0] & { readonly splices: unknown };

/** What a gap form put in place of a gap: all that differs. */
function wordsIn([splice, ...more]: readonly Splice[], gap: number): string | null {
  if (!splice || more.length > 0) return null;
  const { before, after } = splice;
  const mark = marks(before).filter(({ type }) => type === "gap")[gap];
  if (!mark) return null;
  const [head, tail] = [before.slice(0, mark.start), before.slice(mark.end)];
  if (after.length < head.length + tail.length || !after.startsWith(head) || !after.endsWith(tail))
    return null;
  return after.slice(head.length, after.length - tail.length).replace(/^\\\[(.*)\\\]$/, "[$1]");
}
