import { parse } from "@/transcript";
import type { SegmentEdit } from "./edit-segment";

/** A paragraph as its form sends it. */
export interface ParagraphFields {
  /** Its words as Markdown; a blank line splits it, and what follows may begin with a label. */
  readonly body: string;
  /** Who speaks; "" for nobody, so that it goes on with the speaker before. None where the form did not ask. */
  readonly speaker: string | undefined;
  /** Whether the next paragraph was taken in, whose words stand in `body` too. */
  readonly join: boolean;
  readonly remove: boolean;
}

/** The paragraph as it was. */
interface Was {
  readonly name: string | null;
  readonly newsletter: boolean;
}

/** What a form does to a paragraph, as edits that are made one after the other. */
export function paragraphEdits(form: ParagraphFields, was: Was): SegmentEdit[] {
  if (form.remove) return [{ kind: "remove" }];
  const parts = form.body.split(/\n(?:[ \t]*\n)+/);
  const labelled = parts.map((part, index) =>
    index === 0 ? { name: null, body: part } : readLabel(part, was),
  );
  const whole = labelled.map(({ body }) => body).join(" ");
  const edits: SegmentEdit[] = [];
  if (form.join) edits.push({ kind: "join" });
  edits.push({ kind: "body", body: parts.length === 1 ? form.body : whole });
  // From the last on, so that what is cut stays the paragraph that is meant.
  for (let cut = labelled.length - 1; cut > 0; cut -= 1) {
    const offset = labelled
      .slice(0, cut)
      .map(({ body }) => body)
      .join(" ").length;
    edits.push({ kind: "split", offset, name: labelled[cut]?.name ?? null });
  }
  const speaker = form.speaker?.trim();
  if (speaker !== undefined && (speaker || null) !== was.name)
    edits.push({ kind: "label", name: speaker || null });
  return edits;
}

function readLabel(part: string, { newsletter }: Was): { name: string | null; body: string } {
  const { segments } = parse(part, { newsletter });
  const [only] = segments;
  if (segments.length !== 1 || only?.kind !== "speech") return { name: null, body: part };
  return { name: only.name, body: only.body };
}
