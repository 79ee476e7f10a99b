import { readableClock } from "./clock";
import type { Transcript } from "./model";
import { originNote, type TextOrigin } from "./origin-note";
import { paragraphsOf } from "./paragraphs";
import type { Timeline } from "./timeline";

interface Page {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  /** Who made the text, for the page's foot. */
  readonly origin?: TextOrigin;
}

/**
 * A transcript as a standalone page, in the elements that the Podcast Namespace asks for: `<cite>` names the
 * speaker at the start of a turn, `<time>` holds a paragraph's time, `<p>` holds the words: in the very spelling that
 * podcast apps look for. `<mark>` marks a place that could not be heard. It has no script and no style.
 */
export function toHtml(
  transcript: Transcript,
  timeline: Timeline,
  { title, language, origin }: Page,
): string {
  const paragraphs = paragraphsOf(transcript, timeline).map(({ speaker, start, runs }) => {
    const cite = speaker === null ? "" : `<cite>${escapeHtml(speaker)}:</cite>\n`;
    const text = runs.map((run) => {
      const shown = escapeHtml(run.text.trimStart());
      const space = run.text.startsWith(" ") ? " " : "";
      return space + (run.isGap ? `<mark>${shown}</mark>` : shown);
    });
    return `${cite}<time>${readableClock(start)}</time>\n<p>${text.join("")}</p>`;
  });
  return [
    "<!doctype html>",
    `<html lang="${escapeHtml(language)}">`,
    `<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    "<body>",
    ...paragraphs,
    // No paragraph: podcast apps read those as speech.
    ...(origin ? [`<footer>${escapeHtml(originNote(origin))}</footer>`] : []),
    "</body>",
    "</html>\n",
  ].join("\n");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
