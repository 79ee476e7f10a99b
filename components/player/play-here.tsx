"use client";

import { useEffect } from "react";
import { preload } from "react-dom";
import { parseMoment } from "@/lib/time";
import page from "../ui/page.module.css";
import { keepOffline } from "./keep-offline";
import type { PlayableEpisode } from "./playable";
import type { Asked } from "./read-along";
import { usePlayer, usePlayerState } from "./use-player";

/**
 * Tells the tab's player that this page is an episode's. Draws nothing, but where another episode is playing: the
 * way to play this one.
 */
export function PlayHere({ episode }: { episode: PlayableEpisode }) {
  const session = usePlayer();
  const { playing, episode: loaded } = usePlayerState(session);
  // They come with the scripts, and not after them.
  preload(episode.wordStartsUrl, { as: "fetch", crossOrigin: "anonymous", fetchPriority: "low" });

  // An episode is its address and the times of its words; the object is made anew each time the page is drawn.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const root = document.querySelector<HTMLElement>("[data-transcript]");
    if (!root) return;
    const leave = session.enter(episode, root, asked());
    const jumped = () => {
      // The query's moment is where the page was opened; a fragment for something else does not ask for it again.
      const next = askedInFragment();
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

/** What the address asks for: the second of `#t=255`, the paragraph of `#p12`, or the second of `?t=255`. */
const asked = (): Asked | undefined => askedInFragment() ?? momentIn(location.search);

function askedInFragment(): Asked | undefined {
  const fragment = location.hash.slice(1);
  return /^p\d+$/.test(fragment) ? fragment : momentIn(fragment);
}

const momentIn = (query: string) => parseMoment(new URLSearchParams(query).get("t"));
