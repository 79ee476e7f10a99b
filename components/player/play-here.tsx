"use client";

import { useEffect, useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import { findText } from "@/lib/page-contract";
import { asked, askedInFragment } from "./asked";
import { keepOffline } from "./keep-offline";
import type { PlayableEpisode } from "./playable-episode";
import { PlayerBar } from "./player-bar";
import { waiting } from "./player-state";
import { usePlayer } from "./use-player";

/**
 * Tells the tab's player which episode this page shows, and draws the player bar unless another episode is
 * loaded. The server sends the bar with the page, so its buttons are there before any script.
 */
export function PlayHere({ episode }: { episode: PlayableEpisode }) {
  const session = usePlayer();
  const atFirst = useMemo(() => waiting(episode), [episode]);
  const state = useSyncExternalStore(session.subscribe, session.state, () => atFirst);

  // React makes the object anew at each drawing, but the address and the times identify an episode. A layout
  // effect keeps the bar visible while one page replaces another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(() => {
    const root = findText();
    return root ? session.enter(episode, root, asked()) : undefined;
  }, [session, episode.href, episode.wordStartsUrl]);

  useEffect(() => {
    const jumped = () => {
      // `?t=` says where the page was opened. A fragment for something else does not ask for it again.
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
