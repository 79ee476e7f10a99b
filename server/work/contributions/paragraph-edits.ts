import { parse } from "@/transcript";
import type { SegmentEdit } from "./edit-segment";
import type { Paragraph } from "./proposal";

/** A paragraph as its form sends it. */
export interface ParagraphFields {
  /** Its words as Markdown; a blank line splits it, and what follows may begin with a label. */
  readonly body: string;
  /** Who speaks; "" for nobody, so that it goes on with the speaker before. None where the form did not ask. */
  readonly speaker: string | undefined;
  /**
   * Whether the next paragraph is taken in: `shown` where its words stand in `body` too, `added` where they are to be added
   * to its end, as a form without scripts asks.
   */
  readonly join?: "shown" | "added" | undefined;
  readonly remove: boolean;
}

/** What a form does to a paragraph, as edits that are made one after the other. */
export function paragraphEdits(form: ParagraphFields, was: Paragraph): SegmentEdit[] {
  if (form.remove) return [{ kind: "remove" }];
  const added = form.join === "added" ? ` ${was.next ?? ""}` : "";
  const written = form.body.replaceAll("\r\n", "\n") + added.replaceAll("\r\n", "\n");
  // Blank lines before the first words and after the last split nothing.
  const parts = written.split(/\n(?:[ \t]*\n)+/).filter((part) => part.trim() !== "");
  const asWas = lineBreaksOf(was);
  const labelled = parts.map((part, index) =>
    index === 0 ? { name: null, body: asWas(part) } : readLabel(asWas(part), was),
  );
  const whole = labelled.map(({ body }) => body).join(" ");
  const edits: SegmentEdit[] = [];
  if (form.join) edits.push({ kind: "join" });
  edits.push({ kind: "body", body: parts.length > 1 ? whole : (labelled[0]?.body ?? "") });
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

/** A form sends every line break as "\n": a paragraph of a Windows file gets its own back. */
function lineBreaksOf({ body, next }: Paragraph): (text: string) => string {
  const all = `${body}${next ?? ""}`;
  const isWindows = all.includes("\r\n") && !/(?<!\r)\n/.test(all);
  return (text) => (isWindows ? text.replaceAll("\n", "\r\n") : text);
}

function readLabel(part: string, { newsletter }: Paragraph): { name: string | null; body: string } {
  const { segments } = parse(part, { newsletter });
  const [only] = segments;
  if (segments.length !== 1 || only?.kind !== "speech") return { name: null, body: part };
  return { name: only.name, body: only.body };
}
