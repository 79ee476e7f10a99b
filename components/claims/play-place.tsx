"use client";

import { Button } from "@/components/ui/button";
import { claimPlaces as texts } from "@/lib/texts/en/claims";
import { formatClock } from "@/lib/time";
import { usePlayer } from "../player/use-player";

/** What the player needs of an episode. */
export interface PlayedEpisode {
  readonly href: string;
  readonly title: string;
  readonly show: string;
  readonly audio: { readonly url: string; readonly type: string | null };
  readonly duration: number | null;
  readonly wordStartsUrl: string;
}

/** Seconds before the words, so that the listener is ready when they come. */
const LEAD_IN = 1;

/** Plays one of the places where a claim is said. */
export function PlayPlace({
  episode,
  seconds,
}: {
  readonly episode: PlayedEpisode;
  readonly seconds: number;
}) {
  const session = usePlayer();
  return (
    <Button
      type="button"
      onClick={() =>
        session.playEpisodeFrom({ ...episode, waveform: null, marks: [] }, Math.max(0, seconds - LEAD_IN))
      }
    >
      {texts.play(formatClock(seconds))}
    </Button>
  );
}
