"use client";

import { useCallback, useEffect } from "react";
import styles from "@/components/review/queue.module.css";
import { formatClock } from "@/lib/time";
import { usePlayer, usePlayerState } from "../player/use-player";

interface Props {
  readonly href: string;
  readonly title: string;
  readonly show: string;
  readonly audio: { readonly url: string; readonly type: string | null };
  readonly duration: number | null;
  readonly wordStartsUrl: string;
  /** When the claim is made, in seconds. */
  readonly seconds: number;
}

/** Seconds before the words, so that one is listening when they come. */
const LEAD_IN = 1;

/** Plays the place where a claim is made; a claim that one comes to within the queue plays at once. */
export function PlayClaim({ href, title, show, audio, duration, wordStartsUrl, seconds }: Props) {
  const session = usePlayer();
  const { playing } = usePlayerState(session);
  const { url, type } = audio;
  const play = useCallback(
    () =>
      session.playEpisodeFrom(
        { href, title, show, audio: { url, type }, duration, wordStartsUrl, waveform: null, marks: [] },
        Math.max(0, seconds - LEAD_IN),
      ),
    [session, href, title, show, url, type, duration, wordStartsUrl, seconds],
  );
  useEffect(() => {
    // What the page came with waits for a first key, as browsers want it.
    if (navigator.userActivation?.hasBeenActive) play();
  }, [play]);
  return (
    <button
      type="button"
      className={styles.quiet}
      data-key=" "
      onClick={() => (session.state().playing ? session.togglePlay() : play())}
    >
      {playing ? "Pause" : `Play from ${formatClock(seconds)}`} <kbd>space</kbd>
    </button>
  );
}
