import type { Transcript } from "./model";
import { originNote, type TextOrigin } from "./origin-note";
import { readableText } from "./shown-tokens";

/**
 * Plain text: a paragraph for each segment, the speaker's name where a turn begins, markers in brackets; below it who
 * made the text.
 */
export function toText(transcript: Transcript, origin?: TextOrigin): string {
  const paragraphs = transcript.segments.flatMap(({ kind, name, body }) => {
    const text = readableText(body);
    if (kind === "marker") return text ? [`[${name}]`, text] : [`[${name}]`];
    const label = name === null ? "" : `${name}:`;
    return label || text ? [[label, text].filter(Boolean).join(" ")] : [];
  });
  const said = origin && paragraphs.length > 0 ? [...paragraphs, originNote(origin)] : paragraphs;
  return said.length > 0 ? `${said.join("\n\n")}\n` : "";
}
