"use client";

import Link from "next/link";
import { useEffect, useRef, useState, useTransition } from "react";
import { formatClock } from "@/lib/time";
import styles from "./forms.module.css";
import { GapCard } from "./gap-card";
import queue from "./gap-queue.module.css";
import type { GapQueueActions, QueuedGap } from "./gap-queue-actions";

interface Props {
  readonly first: QueuedGap;
  /** The show's slug, where only its gaps are wanted. */
  readonly show?: string | undefined;
  readonly actions: GapQueueActions;
}

const nameOf = ({ question }: QueuedGap) => {
  const { documentId, segmentId, gap } = question.gap.place;
  return `${documentId}.${segmentId}.${gap}`;
};

/** One gap after the other, each a card. The next one is fetched while this one is heard. */
export function GapQueue({ first, show, actions }: Props) {
  const [now, setNow] = useState<QueuedGap | null>(first);
  const [done, setDone] = useState<readonly string[]>([]);
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState(false);
  const [moving, startMoving] = useTransition();
  const onward = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (sent) onward.current?.focus();
  }, [sent]);

  if (!now) return <AllHeard show={show} />;
  const { question, episode, following } = now;
  const { place, seconds } = question.gap;

  const next = (passed?: "skipped" | "unheard") =>
    startMoving(async () => {
      const passing = [...done, nameOf(now)];
      try {
        if (passed) {
          const form = new FormData();
          for (const [key, value] of Object.entries(place)) form.set(key, String(value));
          if (passed === "unheard") form.set("unheard", "1");
          await actions.pass(form);
        }
        const comes = await actions.next({ show, done: passing.slice(-500) });
        setDone(passing);
        setNow(comes);
        setSent(false);
        setProblem(false);
      } catch {
        setProblem(true);
      }
    });

  return (
    <div className={queue.queue}>
      <section className={queue.card} aria-label="The gap to hear now">
        <p className={queue.where}>
          <Link href={`${episode.href}?t=${Math.round(seconds * 10) / 10}`} prefetch={false}>
            {episode.title}, {formatClock(seconds)}
          </Link>{" "}
          · {episode.show}
        </p>
        <GapCard
          key={nameOf(now)}
          question={question}
          episode={episode}
          actions={actions}
          back={show ? `/gaps?show=${show}` : "/gaps"}
          idempotencyKey={now.idempotencyKey}
          onSent={() => setSent(true)}
          onSkip={() => next("skipped")}
          onUnheard={() => next("unheard")}
        >
          <button
            type="button"
            className={`${styles.tool} ${styles.scriptedTool}`}
            onClick={() => next("unheard")}
          >
            I cannot hear it either <kbd>⇧ ⏎</kbd>
          </button>
          <button
            type="button"
            className={`${styles.tool} ${styles.scriptedTool}`}
            onClick={() => next("skipped")}
          >
            Skip <kbd>Esc</kbd>
          </button>
          <noscript>
            <input type="hidden" name="queued" value={show ?? ""} />
          </noscript>
        </GapCard>
        <noscript>
          <form action={actions.passForm} className={styles.answers}>
            {Object.entries(place).map(([key, value]) => (
              <input key={key} type="hidden" name={key} value={value} />
            ))}
            {show ? <input type="hidden" name="show" value={show} /> : null}
            <button type="submit" name="unheard" value="1" className={styles.tool}>
              I cannot hear it either
            </button>
            <button type="submit" className={styles.tool}>
              Skip, or go on
            </button>
          </form>
        </noscript>
        {sent ? (
          <p className={queue.onward}>
            <button ref={onward} type="button" className={styles.primary} onClick={() => next()}>
              {moving ? "Looking …" : "Next gap"} <kbd>⏎</kbd>
            </button>
          </p>
        ) : null}
        {problem ? (
          <p role="alert">The next gap could not be fetched. Are you online? Nothing is lost; try again.</p>
        ) : null}
      </section>
      {following.length > 0 ? (
        <nav className={queue.then} aria-label="The gaps after this one">
          <h2>Then</h2>
          <ol>
            {following.map((gap) => (
              <li key={`${gap.documentId}.${gap.segmentId}.${gap.gap}`}>
                <Link
                  href={`/gaps/${gap.show}/${gap.slug}?p=${gap.segmentId}&gap=${gap.gap}`}
                  prefetch={false}
                >
                  {gap.around === null ? gap.title : `${gap.title}, ${formatClock(gap.around)}`}
                </Link>
                <span>{gap.showTitle}</span>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
    </div>
  );
}

/** What is left to do where no gap is. */
export function AllHeard({ show }: { show?: string | undefined }) {
  return (
    <p className={queue.none} role="status">
      There is no gap left for you here.{" "}
      <Link href={show ? "/gaps" : "/"}>{show ? "Gaps of all shows" : "Latest episodes"}</Link>
    </p>
  );
}
