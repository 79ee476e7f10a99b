import type { Database } from "@/server/db";
import { readSource } from "@/server/text/documents/read-source";
import {
  type EditProblem,
  editBody,
  fillGap,
  insertTime,
  joinSegments,
  relabel,
  removeSegment,
  retime,
  serialize,
  splitSegment,
  type Transcript,
} from "@/transcript";
import { findDocument } from "./find-document";
import { headSegmentIds, idsIn } from "./head-segment-ids";
import { type Proposal, type ProposeResult, propose } from "./propose";

/** What a form in the reader does to one paragraph. Offsets are UTF-16 units of its body, times seconds. */
export type SegmentEdit =
  | { readonly kind: "gap"; readonly gap: number; readonly answer: GapAnswer }
  | { readonly kind: "body"; readonly body: string }
  | { readonly kind: "label"; readonly name: string | null }
  | { readonly kind: "time"; readonly mark: number; readonly seconds: number }
  | { readonly kind: "insert-time"; readonly offset: number; readonly seconds: number }
  | { readonly kind: "split"; readonly offset: number; readonly name: string | null }
  | { readonly kind: "join" }
  | { readonly kind: "remove" };

/** Words; or that there are none, but laughter; or that nobody will ever understand them. */
export type GapAnswer = { readonly words: string } | { readonly sound: "laughter" | "indecipherable" };

/** Applies a form's edits to a paragraph, one after the other. */
export function editSegment(
  transcript: Transcript,
  index: number,
  edits: readonly SegmentEdit[],
):
  | { readonly ok: true; readonly transcript: Transcript }
  | { readonly ok: false; readonly reason: EditProblem } {
  let now = transcript;
  for (const edit of edits) {
    const edited = one(now, index, edit);
    if (!edited.ok) return edited;
    now = edited.transcript;
  }
  return { ok: true, transcript: now };
}

function one(transcript: Transcript, index: number, edit: SegmentEdit) {
  switch (edit.kind) {
    case "gap": {
      const words = "sound" in edit.answer ? `\\[${edit.answer.sound}\\]` : edit.answer.words;
      return fillGap(transcript, index, edit.gap, words);
    }
    case "body":
      return editBody(transcript, index, edit.body);
    case "label":
      return relabel(transcript, index, edit.name);
    case "time":
      return retime(transcript, index, edit.mark, edit.seconds);
    case "insert-time":
      return insertTime(transcript, index, edit.offset, edit.seconds);
    case "split":
      return splitSegment(transcript, index, edit.offset, edit.name);
    case "join":
      return joinSegments(transcript, index);
    case "remove":
      return removeSegment(transcript, index);
  }
}

export interface SegmentProposal extends Omit<Proposal, "text" | "channel" | "within" | "gap"> {
  /** The lasting id of the paragraph. */
  readonly segmentId: number;
  readonly edits: readonly SegmentEdit[];
}

/**
 * Proposes what a form in the reader does to one paragraph. The paragraph is found by its lasting id in the revision
 * that the reader saw (`no-segment` where it is gone); the rest is `propose`.
 */
export async function proposeEdit(
  db: Database,
  { segmentId, edits, ...proposal }: SegmentProposal,
): Promise<ProposeResult | { readonly ok: false; readonly reason: EditProblem }> {
  const found = await findSegment(db, { ...proposal, segmentId });
  if (!found.ok) return found;
  const { transcript, index } = found;
  const edited = editSegment(transcript, index, edits);
  if (!edited.ok) return edited;
  const [only] = edits;
  const gap = edits.length === 1 && only?.kind === "gap" ? only.gap : undefined;
  return propose(db, {
    ...proposal,
    text: serialize(edited.transcript),
    channel: gap === undefined ? "paragraph" : "gap",
    gap,
    // Where a paragraph goes or is joined, what separates it from its neighbours may change with it.
    within: gap === undefined ? [index - 1, index + 2] : [index, index + 1],
  });
}

/** A paragraph of the revision that a reader saw, by its lasting id. */
export async function findSegment(
  db: Database,
  { documentId, base, segmentId }: { documentId: number; base: number; segmentId: number },
): Promise<
  | { readonly ok: true; readonly transcript: Transcript; readonly index: number }
  | { readonly ok: false; readonly reason: "no-document" | "no-base" | "no-segment" }
> {
  const document = await findDocument(db, documentId);
  if (!document) return { ok: false, reason: "no-document" };
  if (!Number.isInteger(base) || base < 1 || base > document.head) return { ok: false, reason: "no-base" };
  const [source, head] = await Promise.all(
    [base, document.head].map((number) => readSource(db, { documentId, number, path: document.path })),
  );
  if (!source || !head) return { ok: false, reason: "no-base" };
  const index = idsIn(source, head, await headSegmentIds(db, documentId)).indexOf(segmentId);
  return index < 0 ? { ok: false, reason: "no-segment" } : { ok: true, transcript: source.transcript, index };
}
