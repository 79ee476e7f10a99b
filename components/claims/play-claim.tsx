"use client";

import { useCallback, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { reviewClaim } from "@/lib/texts/en/claims";
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

/** Seconds before the words, so that the listener is ready when they come. */
const LEAD_IN = 1;

/** Plays the place where a claim is made. A claim that opens in the queue plays at once. */
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
    // Browsers play nothing before the first key or click, so the first claim of a page waits for one.
    if (navigator.userActivation?.hasBeenActive) play();
  }, [play]);
  return (
    <Button
      type="button"
      data-key=" "
      shortcut="space"
      onClick={() => (session.state().playing ? session.togglePlay() : play())}
    >
      {playing ? reviewClaim.pause : reviewClaim.playFrom(formatClock(seconds))}
    </Button>
  );
}
