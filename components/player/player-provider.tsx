"use client";

import { type ReactNode, useCallback, useEffect, useState } from "react";
import { answerPresses } from "./answer-presses";
import { PlayerBar } from "./player-bar";
import { PlayerSession } from "./session";
import { AUDIO, tabAudio } from "./tab-audio";
import { tabSession } from "./tab-session";
import { useKeys } from "./use-keys";
import { PlayerContext, usePlayerState } from "./use-player";

/** Holds the one player of a tab around all its pages, so that audio goes on while one moves between them. */
export function PlayerProvider({ children }: { children: ReactNode }) {
  const [session] = useState(() => (typeof window === "undefined" ? new PlayerSession() : tabSession()));
  const box = useCallback((of: HTMLElement | null) => session.attach(of && tabAudio(of)), [session]);
  useEffect(() => session.audio && answerPresses(session.audio), [session]);
  return (
    <PlayerContext value={session}>
      {/* Before the page, so that what the page says to it finds it. It may play before React has looked at it. */}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this program */}
      <div ref={box} data-audio hidden dangerouslySetInnerHTML={{ __html: AUDIO }} suppressHydrationWarning />
      {children}
      <TabBar session={session} />
    </PlayerContext>
  );
}

/** The bar of an episode whose page one is not on; a page has the bar of its own episode: `PlayHere`. */
function TabBar({ session }: { session: PlayerSession }) {
  const state = usePlayerState(session);
  useKeys(session);
  const { episode, page } = state;
  return episode && episode.href !== page?.href ? <PlayerBar session={session} state={state} /> : null;
}
