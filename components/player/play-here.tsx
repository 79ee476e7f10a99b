"use client";

import { useEffect, useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import { findText } from "@/lib/page-contract";
import { asked, askedInFragment } from "./asked";
import { keepOffline } from "./keep-offline";
import type { PlayableEpisode } from "./playable";
import { PlayerBar } from "./player-bar";
import { waiting } from "./player-state";
import { usePlayer } from "./use-player";

/**
 * Tells the tab's player that this page is an episode's, and is the bar at its foot for as long as no other episode
 * is loaded. It is in the page as it is sent: what one presses is there before any script.
 */
export function PlayHere({ episode }: { episode: PlayableEpisode }) {
  const session = usePlayer();
  const atFirst = useMemo(() => waiting(episode), [episode]);
  const state = useSyncExternalStore(session.subscribe, session.state, () => atFirst);

  // An episode is its address and the times of its words; the object is made anew each time the page is drawn.
  // Before the page is seen: the bar must not be away for a moment where one comes from another page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(() => {
    const root = findText();
    return root ? session.enter(episode, root, asked()) : undefined;
  }, [session, episode.href, episode.wordStartsUrl]);

  useEffect(() => {
    const jumped = () => {
      // The query's moment is where the page was opened; a fragment for something else does not ask for it again.
      const next = askedInFragment();
      if (next !== undefined) session.open(next);
    };
    addEventListener("hashchange", jumped);
    return () => removeEventListener("hashchange", jumped);
  }, [session]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the same episode, as above
  useEffect(() => keepOffline(episode), [episode.href, episode.wordStartsUrl]);

  return state.episode?.href === episode.href ? <PlayerBar session={session} state={state} /> : null;
}
