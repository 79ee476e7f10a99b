import type { FormEvent } from "react";
import { ageOf } from "@/components/contribution/age-of";
import { WordDiff } from "@/components/contribution/word-diff";
import { facts } from "@/lib/facts";
import { countOf, formatClock } from "@/lib/time";
import type { ReviewItem } from "@/server/work/contributions/read-review-item";
import { Conflicts } from "./conflicts";
import { DecisionForms } from "./decision-forms";
import styles from "./queue.module.css";

interface Props {
  readonly item: ReviewItem;
  readonly now: number;
  /** The filters of the queue, to come back to. */
  readonly back: string;
  readonly playing: boolean;
  togglePlay(): void;
  step(by: 1 | -1): void;
  send(event: FormEvent<HTMLFormElement>): void;
}

/** The one to decide: what it changes, who sent it, what else was suggested there, and the ways to decide it. */
export function ReviewCard({ item, now, back, playing, togglePlay, step, send }: Props) {
  const { show, episode, hunks, record, author, rivals } = item;
  const seconds = hunks[0]?.seconds ?? null;
  const href = `/${show.slug}/${episode.slug}`;
  const moment = seconds === null ? href : `${href}?t=${Math.round(seconds * 10) / 10}`;
  return (
    <article aria-labelledby="deciding">
      <p className={styles.place}>
        <a href={moment}>{episode.title}</a> · {show.title}
      </p>
      <h2 id="deciding" tabIndex={-1} className={styles.summary}>
        {item.summary}
      </h2>
      <p className={styles.facts}>
        {author.handle ? <a href={`/people/${author.handle}`}>{author.name}</a> : author.name} ·{" "}
        {facts([
          `${record.accepted} accepted`,
          `${record.rejected} rejected`,
          record.reverted > 0 && `${record.reverted} taken back`,
          ageOf(item.createdAt, now),
          item.version > 1 && `version ${item.version}`,
          item.status === "changes_requested" && "sent back for changes",
        ])}
      </p>
      {item.heldBy ? <p className={styles.facts}>Being reviewed by {item.heldBy} just now.</p> : null}
      <p className={styles.moves}>
        <button type="button" className={styles.quiet} onClick={() => step(-1)}>
          Previous <kbd>p</kbd>
        </button>
        <button type="button" className={styles.quiet} onClick={() => step(1)}>
          Next <kbd>n</kbd>
        </button>
        {episode.audio && seconds !== null ? (
          <button type="button" className={styles.quiet} onClick={togglePlay}>
            {playing ? "Pause" : `Play from ${formatClock(seconds)}`} <kbd>space</kbd>
          </button>
        ) : null}
      </p>
      {item.mergeStatus === "conflict" ? (
        <Conflicts item={item} />
      ) : (
        <>
          {hunks.map((hunk, index) => (
            <section
              // The runs of one version stand in their order for good.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={index}
              aria-label={`Change ${index + 1} of ${hunks.length}`}
              className={styles.hunk}
            >
              {hunk.speaker ? <p className={styles.speaker}>{hunk.speaker}</p> : null}
              <WordDiff edits={hunk.edits} before={hunk.before} after={hunk.after} />
            </section>
          ))}
          <p className={styles.facts}>{stateOf(item)}</p>
        </>
      )}
      {rivals.length > 0 ? (
        <section className={styles.rivals} aria-labelledby="rivals">
          <h3 id="rivals">Also suggested here</h3>
          {rivals.map((rival) => (
            <div key={rival.id}>
              <p className={styles.facts}>
                <a href={`/review?id=${rival.id}`}>{rival.author}</a>
                {rival.agreements > 0 ? ` · ${rival.agreements} hear the same` : ""}
              </p>
              <WordDiff edits={rival.edits} />
            </div>
          ))}
        </section>
      ) : null}
      <DecisionForms item={item} back={back} send={send} />
    </article>
  );
}

function stateOf({ mergeStatus, base, head, added, removed }: ReviewItem): string {
  const words = `${countOf(added, "word")} in, ${countOf(removed, "word")} out.`;
  if (mergeStatus === "merges") return `${words} Made on revision ${base}, and goes into today's, ${head}.`;
  if (mergeStatus === "nothing-left") return `What it proposes is in today's text already.`;
  return words;
}
