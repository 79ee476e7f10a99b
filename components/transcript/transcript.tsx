import { formatClock, momentQuery } from "@/lib/time";
import type { ReadableSegment, ReadableTurn } from "@/server/episodes/read-transcript";
import styles from "./transcript.module.css";

/**
 * The text, turn by turn. It is whole without any script; what the player lights is found by the ids of its
 * paragraphs. No element stands for a word: an hour has ten thousand.
 */
export function Transcript({ turns, language }: { turns: readonly ReadableTurn[]; language: string }) {
  return (
    <div className={styles.transcript} lang={language} data-transcript>
      {turns.map((turn) =>
        turn.kind === "marker" ? (
          <Marker key={turn.segments[0]?.id} turn={turn} />
        ) : (
          <section key={turn.segments[0]?.id} className={styles.turn}>
            <Who turn={turn} />
            {turn.segments.map((segment) => (
              <Paragraph key={segment.id} segment={segment} />
            ))}
          </section>
        ),
      )}
    </div>
  );
}

function Who({ turn }: { turn: ReadableTurn }) {
  return (
    <cite className={styles.who}>
      {turn.name}
      <a className={styles.time} href={momentQuery(turn.start)}>
        {formatClock(turn.start)}
      </a>
    </cite>
  );
}

function Paragraph({ segment }: { segment: ReadableSegment }) {
  const attributes = {
    id: `p${segment.id}`,
    className: segment.block ? styles.block : styles.paragraph,
    // Sanitised by server/episodes/render-segment.
    dangerouslySetInnerHTML: { __html: segment.html },
  };
  return segment.block ? <div {...attributes} /> : <p {...attributes} />;
}

/** A break, a jingle: a line across the page that says which, and whatever was written behind its label. */
function Marker({ turn }: { turn: ReadableTurn }) {
  const [segment] = turn.segments;
  return (
    <div className={styles.marker} id={`p${segment?.id}`}>
      {turn.name}
      <a className={styles.time} href={momentQuery(turn.start)}>
        {formatClock(turn.start)}
      </a>
      {segment?.html ? (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by server/episodes/render-segment
        <span dangerouslySetInnerHTML={{ __html: segment.html }} />
      ) : null}
    </div>
  );
}
