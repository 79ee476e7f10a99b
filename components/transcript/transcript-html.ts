import type { Element } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import { CLOCK, paragraphId, SPEAKER } from "@/lib/page-contract";
import { formatClock, momentQuery } from "@/lib/time";
import type { ReadableSegment, ReadableTurn } from "@/server/text/episodes/read-transcript";
import { gapLinks } from "./gap-links";
import { paragraphLinks } from "./paragraph-links";
import styles from "./transcript.module.css";

/** What a transcript's HTML is made from. */
export interface TranscriptParts {
  readonly turns: readonly ReadableTurn[];
  /** The episode's address. Without it, paragraphs have no links of their own. */
  readonly href?: string;
  /** By a paragraph's id: the element beside it. */
  readonly notes?: ReadonlyMap<number, Element>;
}

/** The number of speakers' colours in app/tokens.css. A ninth speaker gets the first colour again. */
const COLOURS = 8;

/** The text as HTML, turn by turn. server/text/episodes/render-segment has sanitised what users wrote. */
export function transcriptHtml({ turns, href, notes }: TranscriptParts): string {
  const colours = speakerColours(turns);
  const drawn = stretches(turns).map((stretch) => {
    const inside = stretch.map((turn) => {
      if (turn.kind === "marker") return marker(turn, href);
      const paragraphs = turn.segments.map((segment) => {
        const note = notes?.get(segment.id);
        const drawn = paragraph(segment, href);
        return note ? h("div", { class: styles.noted }, drawn, note) : drawn;
      });
      return h("section", { class: styles.turn }, who(turn, colours.get(turn.name)), paragraphs);
    });
    const letters = stretch.reduce((sum, turn) => sum + lettersOf(turn), 0);
    return h(
      "div",
      { class: styles.stretch, style: `--turns:${stretch.length};--letters:${letters}` },
      inside,
    );
  });
  return toHtml(drawn, { allowDangerousHtml: true });
}

/**
 * Groups turns into stretches of about one window. The browser lays out or skips a stretch as a whole, and there are
 * far fewer stretches than turns.
 */
function stretches(turns: readonly ReadableTurn[]): readonly (readonly ReadableTurn[])[] {
  const all: ReadableTurn[][] = [];
  let room = 0;
  for (const turn of turns) {
    const last = all.at(-1);
    if (last && room > 0) last.push(turn);
    else {
      all.push([turn]);
      room = STRETCH;
    }
    room -= lettersOf(turn) + A_TURN;
  }
  return all;
}

/** In letters: about one window of text, and what a turn adds to its words. */
const STRETCH = 1500;
const A_TURN = 70;

/** A colour for each speaker, in the order of their first words, so that a new speaker changes no other's colour. */
function speakerColours(turns: readonly ReadableTurn[]): ReadonlyMap<string | null, number> {
  const names = new Set(turns.flatMap(({ kind, name }) => (kind === "speech" ? [name] : [])));
  return new Map([...names].map((name, index) => [name, (index % COLOURS) + 1]));
}

/** About how many letters a turn has. The style sheet estimates its height from it until it is laid out. */
const lettersOf = ({ segments }: ReadableTurn): number =>
  segments.reduce((sum, { html }) => sum + html.replace(/<[^>]*>/g, "").length + LAST_LINE, 0);

/** Half a line: what a paragraph's last line leaves empty on average. */
const LAST_LINE = 35;

const who = ({ name, start }: ReadableTurn, colour: number | undefined) =>
  h("cite", { class: styles.who, [SPEAKER]: colour }, name, clock(start));

/**
 * When a turn begins. The style sheet draws the time, which saves a node for each turn and keeps times out of copied
 * text.
 */
function clock(seconds: number): Element {
  const shown = formatClock(seconds);
  return h("a", {
    class: styles.time,
    href: momentQuery(seconds),
    "aria-label": shown,
    [CLOCK]: shown,
  });
}

function paragraph(segment: ReadableSegment, href: string | undefined): Element {
  const html = linked(segment, href) + (href ? paragraphLinks(segment.id) : "");
  const { block, id } = segment;
  return h(
    block ? "div" : "p",
    { id: paragraphId(id), class: block ? styles.block : styles.paragraph },
    raw(html),
  );
}

/** A break or a jingle: a line across the page with its name, and what was written behind its label. */
function marker(turn: ReadableTurn, href: string | undefined): Element {
  const [segment] = turn.segments;
  const rest = segment?.html ? h("span", raw(linked(segment, href))) : null;
  return h(
    "div",
    { class: styles.marker, id: segment && paragraphId(segment.id) },
    turn.name,
    clock(turn.start),
    rest,
  );
}

/** A segment's HTML, with its gaps as links where the page is the episode's own. */
const linked = ({ html, id }: ReadableSegment, href: string | undefined) =>
  href ? gapLinks(html, id, href) : html;

const raw = (value: string) => ({ type: "raw" as const, value });
