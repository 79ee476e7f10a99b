import type { Transcript } from "./model";
import { shownTokens } from "./shown-tokens";
import type { Timeline } from "./timeline";
import { turns } from "./turns";

interface Page {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
}

/**
 * A transcript as a standalone page, in the elements that the Podcast Namespace asks for: `<cite>` names the
 * speaker at the start of a turn, `<time>` holds a paragraph's time, `<p>` holds the words: in the very spelling that
 * podcast apps look for. `<mark>` marks a place that could not be heard. It has no script and no style.
 */
export function toHtml(transcript: Transcript, timeline: Timeline, { title, language }: Page): string {
  const openers = new Set(turns(transcript).map(({ first }) => first));
  const paragraphs = transcript.segments.flatMap(({ kind, name, body }, index) => {
    const text = paragraph(body);
    const start = timeline.segmentStarts[index] ?? timeline.end;
    const time = `<time>${clock(start)}</time>`;
    const marker = kind === "marker" ? [`${time}\n<p>[${escapeHtml(name ?? "")}]</p>`] : [];
    const cite = kind === "speech" && openers.has(index) ? `<cite>${escapeHtml(name ?? "")}:</cite>\n` : "";
    const said = text ? [`${cite}${time}\n<p>${text}</p>`] : [];
    return [...marker, ...said];
  });
  return [
    "<!doctype html>",
    `<html lang="${escapeHtml(language)}">`,
    `<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    "<body>",
    ...paragraphs,
    "</body>",
    "</html>\n",
  ].join("\n");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** A body as HTML. */
function paragraph(body: string): string {
  return shownTokens(body)
    .map(({ text, spaced, isGap }, i) => {
      const shown = isGap ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text);
      return spaced && i > 0 ? ` ${shown}` : shown;
    })
    .join("");
}

/** `1:02:03`, `4:15`. */
function clock(seconds: number): string {
  const [hours, minutes, rest] = parts(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function parts(seconds: number): [number, number, number] {
  const whole = Math.max(0, Math.floor(seconds));
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
}
