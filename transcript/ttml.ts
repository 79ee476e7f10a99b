import { cardsOf, type Measured } from "./cards-of";
import { preciseClock } from "./clock";
import type { Shape } from "./cut-cards";
import type { Transcript } from "./model";
import type { TimedToken } from "./timed-tokens";
import type { Timeline } from "./timeline";
import { flatten } from "./words";
import { escapeXml } from "./xml";

interface TtmlOptions extends Measured {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  /** A sentence that says under which licence the text is. */
  readonly licence: string;
  /** A sentence that says who or what made the text. */
  readonly origin: string;
}

const TTML: Shape = { line: 42, lines: 2 };

/**
 * TTML 1 (W3C): a `<p>` for each caption, cut as in WebVTT; the speakers as `ttm:agent`, the licence as
 * `ttm:copyright`. A place that could not be heard is a `<span>` with the role `x-unintelligible`, a marker a `<p>`
 * with the role `x-marker`: TTML leaves roles that begin with "x-" to whoever writes it.
 */
export function toTtml(transcript: Transcript, timeline: Timeline, options: TtmlOptions): string {
  const cards = cardsOf(transcript, timeline, TTML, options);
  const agents = new Map<string, string>();
  for (const { speaker } of cards)
    if (speaker !== null && !agents.has(speaker)) agents.set(speaker, `speaker${agents.size + 1}`);
  const paragraphs = cards.map(({ start, end, speaker, isMarker, lines }) => {
    const agent = speaker === null ? "" : ` ttm:agent="${agents.get(speaker)}"`;
    const role = isMarker ? ' ttm:role="x-marker"' : "";
    const times = `begin="${preciseClock(start, ".")}" end="${preciseClock(end, ".")}"`;
    return `      <p ${times}${agent}${role}>${lines.map(lineOf).join("<br/>")}</p>`;
  });
  const names = [...agents].map(
    ([name, id]) =>
      `      <ttm:agent type="person" xml:id="${id}"><ttm:name type="full">${escapeXml(flatten(name))}</ttm:name></ttm:agent>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" ' +
      `xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:timeBase="media" xml:lang="${escapeXml(options.language)}">`,
    "  <head>",
    "    <metadata>",
    `      <ttm:title>${escapeXml(options.title)}</ttm:title>`,
    `      <ttm:desc>${escapeXml(options.origin)}</ttm:desc>`,
    `      <ttm:copyright>${escapeXml(options.licence)}</ttm:copyright>`,
    ...names,
    "    </metadata>",
    "  </head>",
    "  <body>",
    "    <div>",
    ...paragraphs,
    "    </div>",
    "  </body>",
    "</tt>\n",
  ].join("\n");
}

function lineOf(tokens: readonly TimedToken[]): string {
  return tokens
    .map(({ text, spaced, isGap }, i) => {
      const shown = isGap ? `<span ttm:role="x-unintelligible">${escapeXml(text)}</span>` : escapeXml(text);
      return spaced && i > 0 ? ` ${shown}` : shown;
    })
    .join("");
}
