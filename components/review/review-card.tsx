import type { FormEvent } from "react";
import { ageOf } from "@/components/contribution/age-of";
import { WordDiff } from "@/components/contribution/word-diff";
import { LoopButtons } from "@/components/correct/loop-buttons";
import type { LoopControls } from "@/components/player/use-loop";
import { Button } from "@/components/ui/button";
import { facts } from "@/lib/facts";
import { desk, reviewMoves, reviewCard as texts } from "@/lib/texts/en/review";
import { soundWitness } from "@/lib/texts/en/sound";
import { common } from "@/lib/texts/en/ui";
import { formatClock } from "@/lib/time";
import type { ReviewItem } from "@/server/work/contributions/read-review-item";
import { Conflicts } from "./conflicts";
import { DecisionForms } from "./decision-forms";
import styles from "./queue.module.css";

interface Props {
  readonly item: ReviewItem;
  readonly now: number;
  /** The filters of the queue to return to. */
  readonly back: string;
  readonly playing: boolean;
  /** The loop around the change, while it plays. */
  readonly loop: LoopControls;
  readonly looping: boolean;
  toggleLoop(): void;
  togglePlay(): void;
  step(by: 1 | -1): void;
  send(event: FormEvent<HTMLFormElement>): void;
}

/** A contribution to review: its changes, its author, other suggestions for the same place, and the decisions. */
export function ReviewCard(props: Props) {
  const { item, now, back, playing, loop, looping, toggleLoop, togglePlay, step, send } = props;
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
        <a
          href={`/review?show=${show.slug}&${author.handle ? `person=${author.handle}` : `from=${item.id}`}`}
        >
          {texts.contributions}
        </a>{" "}
        · <a href={`/${show.slug}/settings/people?contribution=${item.id}#person`}>{texts.block}</a> ·{" "}
        {facts([
          texts.accepted(record.accepted),
          texts.rejected(record.rejected),
          record.reverted > 0 && texts.reverted(record.reverted),
          ageOf(item.createdAt, now),
          item.version > 1 && texts.version(item.version),
          item.status === "changes_requested" && texts.sentBack,
        ])}
      </p>
      {item.heldBy ? <p className={styles.facts}>{texts.held(item.heldBy)}</p> : null}
      <p className={styles.moves}>
        <Button type="button" shortcut="p" onClick={() => step(-1)}>
          {reviewMoves.previous}
        </Button>
        <Button type="button" shortcut="n" onClick={() => step(1)}>
          {reviewMoves.next}
        </Button>
        {episode.audio && seconds !== null ? (
          <>
            <Button type="button" shortcut="space" onClick={togglePlay}>
              {playing ? texts.pause : texts.playFrom(formatClock(seconds))}
            </Button>
            <Button type="button" shortcut="l" data-key="l" aria-pressed={looping} onClick={toggleLoop}>
              {desk.loop}
            </Button>
          </>
        ) : null}
      </p>
      {looping ? (
        <div className={styles.looping}>
          <LoopButtons loop={loop} keys={{ slower: "s", wider: "w" }} />
        </div>
      ) : null}
      {item.mergeStatus === "conflict" ? (
        <Conflicts item={item} />
      ) : (
        <>
          {hunks.map((hunk, index) => (
            <section
              // The changes of a version never change their order.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={index}
              aria-label={texts.change(index + 1, hunks.length)}
              className={styles.hunk}
            >
              {hunk.speaker ? <p className={styles.speaker}>{hunk.speaker}</p> : null}
              <WordDiff {...hunk} />
            </section>
          ))}
          {item.sound ? <SoundFact sound={item.sound} /> : null}
          <p className={styles.facts}>{stateOf(item)}</p>
        </>
      )}
      {rivals.length > 0 ? (
        <section className={styles.rivals} aria-labelledby="rivals">
          <h3 id="rivals">{texts.rivals}</h3>
          {rivals.map((rival) => (
            <div key={rival.id}>
              <p className={styles.facts}>
                <a href={`/review?id=${rival.id}`}>{rival.author}</a>
                {rival.agreements > 0 ? ` · ${texts.agreements(rival.agreements)}` : ""}
              </p>
              <WordDiff edits={rival.edits} />
              {rival.sound ? (
                <p className={styles.facts}>{soundWitness.judgements[rival.sound.judgement]}</p>
              ) : null}
            </div>
          ))}
        </section>
      ) : null}
      <DecisionForms item={item} back={back} send={send} />
    </article>
  );
}

/** What the sound says of it, and that this is a hint. */
function SoundFact({ sound: { judgement, probability } }: { sound: NonNullable<ReviewItem["sound"]> }) {
  return (
    <p className={styles.sound} data-sound={judgement}>
      {soundWitness.judgements[judgement]}.{" "}
      <small>{soundWitness.figure(Math.round(100 * probability))}</small>
    </p>
  );
}

function stateOf({ mergeStatus, base, head, added, removed }: ReviewItem): string {
  const words = texts.words(common.words(added), common.words(removed));
  if (mergeStatus === "merges") return `${words} ${texts.merges(base, head)}`;
  if (mergeStatus === "nothing-left") return texts.nothingLeft;
  if (mergeStatus === "too-large") return `${words} ${texts.tooLarge}`;
  return words;
}
