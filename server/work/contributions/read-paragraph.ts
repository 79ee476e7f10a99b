import type { Database } from "@/server/db";
import { words } from "@/transcript";
import { findSegment } from "./find-segment";

/** A paragraph, by its lasting id. */
export interface ParagraphPlace {
  readonly documentId: number;
  /** The number of the revision it was seen in. */
  readonly base: number;
  readonly segmentId: number;
}

/** A paragraph as somebody who may correct it sees it. */
export interface OpenedParagraph {
  readonly place: ParagraphPlace;
  readonly kind: "speech" | "text" | "marker";
  /** Its words as Markdown, as they stand in the text. */
  readonly body: string;
  /** The speaker of its label; null where it has none. */
  readonly name: string | null;
  /** The paragraph that could be joined with it: none after the last, and before a break. */
  readonly next: { readonly body: string } | null;
  /** Who speaks in the episode, who speaks most first. */
  readonly people: readonly string[];
  /** Seconds at which each of its words is heard. */
  readonly starts: readonly number[];
  readonly seconds: number;
}

/** Reads a paragraph of a revision; none where that revision has it no more. */
export async function readParagraph(db: Database, place: ParagraphPlace): Promise<OpenedParagraph | null> {
  const found = await findSegment(db, place);
  if (!found.ok) return null;
  const { document, source, index } = found;
  const { transcript } = source;
  const segment = transcript.segments[index];
  if (!segment) return null;
  const next = transcript.segments[index + 1];
  const time = source.time(document.duration);
  const first = time.firstWord[index] ?? 0;
  const people = await db.appearance.findMany({
    where: { episodeId: document.episodeId },
    orderBy: { words: "desc" },
    include: { person: { select: { name: true } } },
  });
  return {
    place,
    kind: segment.kind,
    body: segment.body,
    name: segment.kind === "speech" ? segment.name : null,
    next: next && next.kind !== "marker" && segment.kind !== "marker" ? { body: next.body } : null,
    people: people.map(({ person }) => person.name),
    starts: words(segment.body).map((_, offset) => time.starts[first + offset] ?? time.end),
    seconds: time.segmentStarts[index] ?? 0,
  };
}
