import { PlayerSession } from "./session";
import { tabAudio } from "./tab-audio";

// The player's own script and React's, which may come in any order, are two bundles: they meet here.
const TAB = Symbol.for("on-record.player");
const tab = globalThis as typeof globalThis & { [TAB]?: PlayerSession };

/**
 * The one player of this tab, with the tab's audio. Not for a server, where each page in the making has one of its own,
 * which is silent.
 */
export function tabSession(): PlayerSession {
  if (tab[TAB]) return tab[TAB];
  const session = new PlayerSession();
  tab[TAB] = session;
  session.attach(tabAudio());
  return session;
}
