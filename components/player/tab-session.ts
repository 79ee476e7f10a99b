import { PlayerSession } from "./session";

// The player's own script and React's, which may come in any order, are two bundles: they meet here.
const TAB = Symbol.for("on-record.player");
const tab = globalThis as typeof globalThis & { [TAB]?: PlayerSession };

/** The one player of this tab. Not for a server, where each page in the making has one of its own, which is silent. */
export function tabSession(): PlayerSession {
  tab[TAB] ??= new PlayerSession();
  return tab[TAB];
}
