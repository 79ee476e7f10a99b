import { PlayerSession } from "./player-session";
import { tabAudio } from "./tab-audio";

// The player's own script and React's are two bundles that may run in any order. They share the session here.
const TAB = Symbol.for("on-record.player");
const tab = globalThis as typeof globalThis & { [TAB]?: PlayerSession };

/**
 * The tab's one player, with the tab's audio. Not for the server, where each page that is being made has a
 * silent one of its own.
 */
export function tabSession(): PlayerSession {
  if (tab[TAB]) return tab[TAB];
  const session = new PlayerSession();
  tab[TAB] = session;
  session.attach(tabAudio());
  return session;
}
