import type { Database } from "@/server/db";
import { parseDocument } from "@/server/text/documents/parse-document";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { marks, type Splice, words } from "@/transcript";
import type { ProposalDocument } from "./find-document";
import { headSegmentIds, idsIn } from "./head-segment-ids";

/** Where a change is. */
export interface Place {
  /** The lasting id of the first paragraph that is changed; null where the head no longer has it. */
  readonly segmentId: number | null;
  readonly gap: number | null;
  readonly seconds: number | null;
}

/** Where a proposal is heard, and by which paragraph it can be found again. */
export async function placeOf(
  db: Database,
  document: ProposalDocument,
  source: Source,
  splices: readonly Splice[],
  gap?: number,
): Promise<Place> {
  if (document.kind === "notes") return { segmentId: null, gap: null, seconds: null };
  const { segments } = source.transcript;
  const index = Math.min(Math.max(0, splices[0]?.start ?? 0), Math.max(0, segments.length - 1));
  const head =
    source.number === document.head
      ? source
      : await readSource(db, { documentId: document.id, number: document.head, path: document.path });
  const headIds = await headSegmentIds(db, document.id);
  const segmentId = (head && idsIn(source, head, headIds)[index]) ?? null;
  // A paragraph that still reads so is heard where the newest revision has it, whose times are known already.
  const now = segmentId === null ? -1 : headIds.indexOf(segmentId);
  const unchanged = head && segments[index]?.body === head.transcript.segments[now]?.body;
  return {
    segmentId,
    gap: gap ?? null,
    seconds: unchanged
      ? secondsAt(head, splices, now, document.duration)
      : secondsAt(source, splices, index, document.duration),
  };
}

/** When the first changed word is heard: the gap's own time where it has one, else the word's. */
function secondsAt(
  source: Source,
  splices: readonly Splice[],
  index: number,
  duration: number | null,
): number | null {
  const [splice] = splices;
  const body = source.transcript.segments[index]?.body;
  if (!splice || body === undefined) return null;
  const time = source.time(duration);
  const after = parseDocument({ path: source.path, text: splice.after }).segments[0]?.body ?? "";
  let same = 0;
  while (same < body.length && body[same] === after[same]) same += 1;
  const mark = marks(body).find(({ start, end, seconds }) => start <= same && same < end && seconds !== null);
  if (mark?.type === "gap" && mark.seconds !== null) return mark.seconds;
  const word = words(body).findLastIndex(({ start }) => start <= same);
  const first = time.firstWord[index] ?? 0;
  const seconds = word < 0 ? time.segmentStarts[index] : time.starts[first + word];
  return seconds ?? time.end;
}
