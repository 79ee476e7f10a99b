import { createContext, useContext, useSyncExternalStore } from "react";
import type { PlayerSession } from "./player-session";
import type { PlayerState } from "./player-state";

export const PlayerContext = createContext<PlayerSession | undefined>(undefined);

/** The tab's player. */
export function usePlayer(): PlayerSession {
  const session = useContext(PlayerContext);
  if (!session) throw new Error("Only within PlayerProvider.");
  return session;
}

/** The player's state, which draws the component again when it changes. */
export function usePlayerState(session: PlayerSession): PlayerState {
  return useSyncExternalStore(session.subscribe, session.state, session.silence);
}
