import type { Element } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import { formatClock, momentQuery } from "@/lib/time";
import type { ReadableSegment, ReadableTurn } from "@/server/episodes/read-transcript";
import { gapLinks } from "./gap-links";
import { paragraphLinks } from "./paragraph-links";
import styles from "./transcript.module.css";

/** What a transcript's HTML is made of. */
export interface TranscriptParts {
  readonly turns: readonly ReadableTurn[];
  /** The episode's address; without it, its paragraphs have no links of their own. */
  readonly href?: string;
  /** What stands beside a paragraph, by its id. */
  readonly notes?: ReadonlyMap<number, Element>;
}

/** How many colours app/tokens.css has for speakers; a ninth one begins anew. */
const COLOURS = 8;

/** The text as HTML, turn by turn. What users wrote in it was sanitised by server/episodes/render-segment. */
export function transcriptHtml({ turns, href, notes }: TranscriptParts): string {
  const colours = speakerColours(turns);
  const drawn = turns.map((turn) => {
    if (turn.kind === "marker") return marker(turn, href);
    const paragraphs = turn.segments.map((segment) => {
      const note = notes?.get(segment.id);
      const drawn = paragraph(segment, href);
      return note ? h("div", { class: styles.noted }, drawn, note) : drawn;
    });
    return h(
      "section",
      { class: styles.turn, "data-size": sizeOf(turn) },
      who(turn, colours.get(turn.name)),
      paragraphs,
    );
  });
  return toHtml(drawn, { allowDangerousHtml: true });
}

/** A colour for each speaker, in the order in which they are first heard: who comes later changes nobody's. */
function speakerColours(turns: readonly ReadableTurn[]): ReadonlyMap<string | null, number> {
  const names = new Set(turns.flatMap(({ kind, name }) => (kind === "speech" ? [name] : [])));
  return new Map([...names].map((name, index) => [name, (index % COLOURS) + 1]));
}

/**
 * How long a turn is, about: the style sheet reckons from it how high one is that has not been drawn yet. In steps of a
 * quarter, from 40 letters on: the few there are cost a browser less than a style of its own for each of a thousand.
 */
function sizeOf({ segments }: ReadableTurn): number {
  const letters = segments.reduce(
    (sum, { html }) => sum + html.replace(/<[^>]*>/g, "").length + LAST_LINE,
    0,
  );
  return Math.min(SIZES, Math.max(0, Math.round(Math.log(letters / 40) / Math.log(1.25))));
}

const SIZES = 25;

/** Half a line, which a paragraph's last one leaves empty on average. */
const LAST_LINE = 35;

const who = ({ name, start }: ReadableTurn, colour: number | undefined) =>
  h("cite", { class: styles.who, "data-speaker": colour }, name, clock(start));

/** When a turn begins. The style sheet draws it: a thousand turns have a thousand nodes less, and copies no clocks. */
function clock(seconds: number): Element {
  const shown = formatClock(seconds);
  return h("a", {
    class: styles.time,
    href: momentQuery(seconds),
    "aria-label": shown,
    "data-clock": shown,
  });
}

function paragraph(segment: ReadableSegment, href: string | undefined): Element {
  const html = linked(segment, href) + (href ? paragraphLinks(segment.id) : "");
  const { block, id } = segment;
  return h(block ? "div" : "p", { id: `p${id}`, class: block ? styles.block : styles.paragraph }, raw(html));
}

/** A break, a jingle: a line across the page that says which, and whatever was written behind its label. */
function marker(turn: ReadableTurn, href: string | undefined): Element {
  const [segment] = turn.segments;
  const rest = segment?.html ? h("span", raw(linked(segment, href))) : null;
  return h("div", { class: styles.marker, id: `p${segment?.id}` }, turn.name, clock(turn.start), rest);
}

/** Its HTML, in which a gap leads to its form where the page is the episode's own. */
const linked = ({ html, id }: ReadableSegment, href: string | undefined) =>
  href ? gapLinks(html, id, href) : html;

const raw = (value: string) => ({ type: "raw" as const, value });
