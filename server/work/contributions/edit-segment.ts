import {
  type EditProblem,
  editBody,
  fillGap,
  insertTime,
  joinSegments,
  relabel,
  removeSegment,
  retime,
  splitSegment,
  type Transcript,
} from "@/transcript";

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
