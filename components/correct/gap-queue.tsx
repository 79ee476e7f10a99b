"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { gapQueue as texts } from "@/lib/texts/en/correct";
import { formatClock } from "@/lib/time";
import styles from "./forms.module.css";
import { GapCard } from "./gap-card";
import queue from "./gap-queue.module.css";
import type { GapQueueActions, QueuedGap } from "./gap-queue-actions";

interface Props {
  readonly first: QueuedGap;
  /** A show's slug, to hear the gaps of that show only. */
  readonly show?: string | undefined;
  /** How many gaps are left in episodes without audio. */
  readonly silent: number;
  readonly actions: GapQueueActions;
}

const nameOf = ({ question }: QueuedGap) => {
  const { documentId, segmentId, gap } = question.gap.place;
  return `${documentId}.${segmentId}.${gap}`;
};

/** One gap after the other, each on a card. */
export function GapQueue({ first, show, silent, actions }: Props) {
  const [now, setNow] = useState<QueuedGap | null>(first);
  const [done, setDone] = useState<readonly string[]>([]);
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState(false);
  const [moving, startMoving] = useTransition();
  const onward = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (sent) onward.current?.focus();
  }, [sent]);

  if (!now) return <AllHeard show={show} silent={silent} />;
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
      <section className={queue.card} aria-label={texts.current}>
        <p className={queue.where}>
          <Link href={`${episode.href}?t=${Math.round(seconds * 10) / 10}`}>
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
          <span className={`${styles.answers} ${styles.scriptedTool}`}>
            <Button type="button" size="small" shortcut="⇧ ⏎" onClick={() => next("unheard")}>
              {texts.unheard}
            </Button>
            <Button type="button" size="small" shortcut="Esc" onClick={() => next("skipped")}>
              {texts.skip}
            </Button>
          </span>
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
            <Button size="small" name="unheard" value="1">
              {texts.unheard}
            </Button>
            <Button size="small">{texts.skip}</Button>
          </form>
        </noscript>
        {sent ? (
          <p className={queue.onward}>
            <Button
              ref={onward}
              type="button"
              variant="primary"
              shortcut="⏎"
              // Enter that is still held down after sending does not go on by itself.
              onKeyDown={(event) => event.repeat && event.preventDefault()}
              onClick={() => next()}
            >
              {moving ? texts.loading : texts.next}
            </Button>
          </p>
        ) : null}
        {problem ? <Notice kind="error">{texts.failed}</Notice> : null}
      </section>
      {following.length > 0 ? (
        <nav className={queue.then} aria-label={texts.following}>
          <h2>{texts.upNext}</h2>
          <ol>
            {following.map((gap) => (
              <li key={`${gap.documentId}.${gap.segmentId}.${gap.gap}`}>
                <Link href={`/gaps/${gap.show}/${gap.slug}?p=${gap.segmentId}&gap=${gap.gap}`}>
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

interface AllHeardProps {
  readonly show?: string | undefined;
  /** How many gaps are left in episodes without audio. */
  readonly silent: number;
}

/** Stands in place of a gap where none is left to hear. */
export function AllHeard({ show, silent }: AllHeardProps) {
  return (
    <p className={queue.none} role="status">
      {silent > 0 ? texts.silent(silent) : texts.none}{" "}
      <Link href={show ? "/gaps" : "/"}>{show ? texts.allShows : texts.latest}</Link>
    </p>
  );
}
