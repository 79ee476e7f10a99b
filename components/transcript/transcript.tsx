import type { CSSProperties } from "react";
import { formatClock, momentQuery } from "@/lib/time";
import type { ReadableSegment, ReadableTurn } from "@/server/episodes/read-transcript";
import { gapLinks } from "./gap-links";
import { paragraphLinks } from "./paragraph-links";
import styles from "./transcript.module.css";

interface Props {
  /** What stands beside a paragraph, by its id. */
  readonly notes?: ReadonlyMap<number, React.ReactNode>;
  readonly turns: readonly ReadableTurn[];
  readonly language: string;
  /** The episode's address; without it, its paragraphs have no links of their own. */
  readonly href?: string;
}

/**
 * The text, turn by turn. It is whole without any script; what the player lights is found by the ids of its
 * paragraphs. No element stands for a word: an hour has ten thousand.
 */
export function Transcript({ turns, language, href, notes }: Props) {
  const colours = speakerColours(turns);
  return (
    <div className={styles.transcript} lang={language} data-transcript>
      {turns.map((turn) =>
        turn.kind === "marker" ? (
          <Marker key={turn.segments[0]?.id} turn={turn} href={href} />
        ) : (
          <section key={turn.segments[0]?.id} className={styles.turn}>
            <Who turn={turn} colour={colours.get(turn.name)} />
            {turn.segments.map((segment) => {
              const links = href ? paragraphLinks(segment.id) : "";
              const paragraph = (
                <Paragraph key={segment.id} segment={segment} html={linked(segment, href) + links} />
              );
              return notes?.has(segment.id) ? (
                <div key={segment.id} className={styles.noted}>
                  {paragraph}
                  {notes.get(segment.id)}
                </div>
              ) : (
                paragraph
              );
            })}
          </section>
        ),
      )}
    </div>
  );
}

/** How many colours app/tokens.css has for speakers; a ninth one begins anew. */
const COLOURS = 8;

/** A colour for each speaker, in the order in which they are first heard: who comes later changes nobody's. */
function speakerColours(turns: readonly ReadableTurn[]): ReadonlyMap<string | null, string> {
  const names = new Set(turns.flatMap(({ kind, name }) => (kind === "speech" ? [name] : [])));
  return new Map([...names].map((name, index) => [name, `var(--speaker-${(index % COLOURS) + 1})`]));
}

function Who({ turn, colour }: { turn: ReadableTurn; colour: string | undefined }) {
  return (
    <cite className={styles.who} style={colour ? ({ "--speaker": colour } as CSSProperties) : undefined}>
      {turn.name}
      <Clock seconds={turn.start} />
    </cite>
  );
}

/** When a turn begins. The style sheet draws it: a thousand turns have a thousand nodes less, and copies no clocks. */
function Clock({ seconds }: { seconds: number }) {
  const clock = formatClock(seconds);
  // biome-ignore lint/a11y/useAnchorContent: its name is its label, which the style sheet shows
  return <a className={styles.time} href={momentQuery(seconds)} aria-label={clock} data-clock={clock} />;
}

/** Its HTML, in which a gap leads to its form where the page is the episode's own. */
const linked = ({ html, id }: ReadableSegment, href: string | undefined) =>
  href ? gapLinks(html, id, href) : html;

function Paragraph({ segment, html }: { segment: ReadableSegment; html: string }) {
  const attributes = {
    id: `p${segment.id}`,
    className: segment.block ? styles.block : styles.paragraph,
    // Sanitised by server/episodes/render-segment.
    dangerouslySetInnerHTML: { __html: html },
  };
  return segment.block ? <div {...attributes} /> : <p {...attributes} />;
}

/** A break, a jingle: a line across the page that says which, and whatever was written behind its label. */
function Marker({ turn, href }: { turn: ReadableTurn; href: string | undefined }) {
  const [segment] = turn.segments;
  return (
    <div className={styles.marker} id={`p${segment?.id}`}>
      {turn.name}
      <Clock seconds={turn.start} />
      {segment?.html ? (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by server/episodes/render-segment
        <span dangerouslySetInnerHTML={{ __html: linked(segment, href) }} />
      ) : null}
    </div>
  );
}
