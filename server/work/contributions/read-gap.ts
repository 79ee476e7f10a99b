import type { Database } from "@/server/db";
import { readSource } from "@/server/text/documents/read-source";
import { marks, plainText, turns, words } from "@/transcript";
import { findDocument } from "./find-document";
import { headSegmentIds, idsIn } from "./head-segment-ids";
import { type OpenSuggestion, openSuggestions } from "./open-suggestions";

/** A gap, by the lasting id of its paragraph and its place among the paragraph's gaps, from 0. */
export interface GapPlace {
  readonly documentId: number;
  /** The number of the revision it was seen in. */
  readonly base: number;
  readonly segmentId: number;
  readonly gap: number;
}

/** A gap as somebody who may fill it sees it. */
export interface OpenedGap {
  readonly place: GapPlace;
  readonly speaker: string | null;
  /** What is said on both sides of it, as it is read: at most 200 characters each. */
  readonly before: string;
  readonly after: string;
  /** Seconds at which it is heard: as it says itself, else as the words around it have it. */
  readonly seconds: number;
  /** What others have heard there and nobody has decided on yet. */
  readonly suggestions: readonly OpenSuggestion[];
}

const CONTEXT = 200;

/** Reads one gap of a revision with what is around it; none where that revision has no such gap. */
export async function readGap(
  db: Database,
  place: GapPlace,
  personId: string | null,
): Promise<OpenedGap | null> {
  const { documentId, base, segmentId, gap } = place;
  const document = await findDocument(db, documentId);
  if (document?.kind !== "transcript" || base < 1 || base > document.head) return null;
  const [source, head] = await Promise.all(
    [base, document.head].map((number) => readSource(db, { documentId, number, path: document.path })),
  );
  if (!source || !head) return null;
  const index = idsIn(source, head, await headSegmentIds(db, documentId)).indexOf(segmentId);
  const segment = source.transcript.segments[index];
  const mark = marks(segment?.body ?? "").filter(({ type }) => type === "gap")[gap];
  if (!segment || !mark) return null;
  const { body } = segment;
  const time = source.time(document.duration);
  const said = words(body).filter(({ start }) => start < mark.start).length;
  const between = time.starts[(time.firstWord[index] ?? 0) + said] ?? time.segmentStarts[index] ?? 0;
  return {
    place,
    speaker:
      turns(source.transcript).find(({ first, last }) => first <= index && index <= last)?.speaker ?? null,
    before: cut(readable(body.slice(0, mark.start)), -CONTEXT),
    after: cut(readable(body.slice(mark.end)), CONTEXT),
    seconds: mark.seconds ?? between,
    suggestions: await openSuggestions(db, { documentId, segmentId, gap, personId }),
  };
}

/** As it is read; another gap is seen to be one. */
function readable(markdown: string): string {
  let text = "";
  let at = 0;
  for (const { type, start, end } of marks(markdown)) {
    if (type !== "gap") continue;
    text += `${plainText(markdown.slice(at, start))} […] `;
    at = end;
  }
  return text + plainText(markdown.slice(at));
}

/** The first (or, below 0, the last) so many characters, cut between words. */
function cut(text: string, length: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= Math.abs(length)) return line;
  return length < 0
    ? `… ${line.slice(length).replace(/^\S*\s/, "")}`
    : `${line.slice(0, length).replace(/\s\S*$/, "")} …`;
}
