"use client";

import { type ReactNode, useEffect, useState } from "react";
import type { PlayableEpisode } from "@/components/player/playable-episode";
import { usePlayer } from "@/components/player/use-player";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { gapForm } from "@/lib/texts/en/correct";
import type { GapActions, GapQuestion } from "./gap-actions";
import styles from "./gap-card.module.css";
import { GapForm } from "./gap-form";
import type { SentContribution } from "./send-state";

interface Props {
  readonly question: GapQuestion;
  readonly episode: PlayableEpisode;
  readonly actions: GapActions;
  /** The address to return to after signing in. */
  readonly back: string;
  readonly idempotencyKey: string;
  readonly onSent?: (sent: SentContribution) => void;
  readonly onSkip?: () => void;
  readonly onUnheard?: () => void;
  /** More answers. */
  readonly children?: ReactNode;
}

/** A gap on a page that is not its episode's: the words on both sides, the loop and one field. */
export function GapCard({ question, episode, actions, back, idempotencyKey, ...rest }: Props) {
  const { onSent, onSkip, onUnheard, children } = rest;
  const session = usePlayer();
  const [cued, setCued] = useState(false);
  useEffect(() => {
    session.cue(episode);
    setCued(true);
  }, [session, episode]);
  const { gap } = question;
  return (
    <div className={styles.card}>
      <GapSides question={question} />
      {episode.audio ? (
        <noscript>
          {/* biome-ignore lint/a11y/useMediaCaption: the words around the gap are the caption */}
          <audio controls preload="none" src={`${episode.audio.url}#t=${Math.max(0, gap.seconds - 3)}`} />
        </noscript>
      ) : null}
      <GapForm
        place={gap.place}
        at={cued && episode.audio ? gap.seconds : undefined}
        hasAudio={episode.audio !== null}
        {...{ question, actions, back, idempotencyKey, onSent, onUnheard }}
        onEscape={onSkip}
      >
        {children}
      </GapForm>
    </div>
  );
}

/** The words before and after a gap, and the blank between them. */
export function GapSides({ question: { gap } }: { question: GapQuestion }) {
  return (
    <p className={styles.sides}>
      {gap.speaker ? <cite className={styles.speaker}>{gap.speaker}</cite> : null}
      {gap.before}{" "}
      <span className={styles.blank}>
        ?<VisuallyHidden> {gapForm.blank}</VisuallyHidden>
      </span>{" "}
      {gap.after}
    </p>
  );
}
