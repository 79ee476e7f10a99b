"use client";

import { type ReactNode, useState } from "react";
import { PlayerBar } from "./player-bar";
import { PlayerSession } from "./session";
import { PlayerContext } from "./use-player";

/** Holds the one player of a tab around all its pages, so that audio goes on while one moves between them. */
export function PlayerProvider({ children }: { children: ReactNode }) {
  const [session] = useState(() => new PlayerSession());
  return (
    <PlayerContext value={session}>
      {children}
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript of its page is the caption */}
      <audio ref={session.attach} preload="metadata" />
      <PlayerBar session={session} />
    </PlayerContext>
  );
}
