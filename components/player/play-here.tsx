"use client";

import { useEffect } from "react";
import { parseMoment } from "@/lib/time";
import page from "../ui/page.module.css";
import { keepOffline } from "./keep-offline";
import type { PlayableEpisode } from "./playable";
import { usePlayer, usePlayerState } from "./use-player";

/**
 * Tells the tab's player that this page is an episode's. Draws nothing, but where another episode is playing: the
 * way to play this one.
 */
export function PlayHere({ episode }: { episode: PlayableEpisode }) {
  const session = usePlayer();
  const { playing, episode: loaded } = usePlayerState(session);

  // An episode is its address and the times of its words; the object is made anew each time the page is drawn.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const root = document.querySelector<HTMLElement>("[data-transcript]");
    if (!root) return;
    const leave = session.enter(episode, root, askedMoment());
    const jumped = () => {
      // The query's moment is where the page was opened; a fragment for something else does not ask for it again.
      const next = momentIn(location.hash.slice(1));
      if (next !== undefined) session.open(next);
    };
    addEventListener("hashchange", jumped);
    const forget = keepOffline(episode);
    return () => {
      forget();
      removeEventListener("hashchange", jumped);
      leave();
    };
  }, [session, episode.href, episode.wordStartsUrl]);

  if (!episode.audio || !playing || loaded?.href === episode.href) return null;
  return (
    <p className={page.facts}>
      <button type="button" className={page.button} onClick={() => session.playPage()}>
        Play this episode
      </button>
    </p>
  );
}

/** The second the address asks for: `?t=255` or `#t=255`. */
function askedMoment(): number | undefined {
  return momentIn(location.hash.slice(1)) ?? momentIn(location.search);
}

const momentIn = (query: string) => parseMoment(new URLSearchParams(query).get("t"));
