import type { Transcript } from "./model";
import { readableText } from "./shown-tokens";

/** Plain text: a paragraph for each segment, the speaker's name where a turn begins, markers in brackets. */
export function toText(transcript: Transcript): string {
  const paragraphs = transcript.segments.flatMap(({ kind, name, body }) => {
    const text = readableText(body);
    if (kind === "marker") return text ? [`[${name}]`, text] : [`[${name}]`];
    const label = name === null ? "" : `${name}:`;
    return label || text ? [[label, text].filter(Boolean).join(" ")] : [];
  });
  return paragraphs.length > 0 ? `${paragraphs.join("\n\n")}\n` : "";
}
