"use client";

import { type ReactNode, useEffect, useState } from "react";
import { answerPresses } from "./before-react";
import { PlayerBar } from "./player-bar";
import { PlayerSession } from "./player-session";
import { tabSession } from "./tab-session";
import { useKeys } from "./use-keys";
import { PlayerContext, usePlayerState } from "./use-player";

/** Holds the tab's one player around all pages, so that audio continues during navigation. */
export function PlayerProvider({ children }: { children: ReactNode }) {
  const [session] = useState(() => (typeof window === "undefined" ? new PlayerSession() : tabSession()));
  useEffect(answerPresses, []);
  return (
    <PlayerContext value={session}>
      {children}
      <TabBar session={session} />
    </PlayerContext>
  );
}

/** The bar of an episode that plays on another page. The episode's own page draws its bar in `PlayHere`. */
function TabBar({ session }: { session: PlayerSession }) {
  const state = usePlayerState(session);
  useKeys(session);
  const { episode, page } = state;
  return episode && episode.href !== page?.href ? <PlayerBar session={session} state={state} /> : null;
}
