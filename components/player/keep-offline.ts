import type { PlayableEpisode } from "./playable";

// The page is drawn and its words are timed before anything is put aside.
const AFTER = 2000;

/**
 * Asks the service worker to keep the episode of this page (its text, its words' times and what shows them) for when
 * the network goes. In a frame of another site, and where there are no service workers, nothing is kept.
 *
 * @returns takes it back, where it has not been asked for yet
 */
export function keepOffline({ href, wordStartsUrl }: PlayableEpisode): () => void {
  if (!("serviceWorker" in navigator) || location.pathname !== href) return () => {};
  const timer = setTimeout(async () => {
    try {
      await navigator.serviceWorker.register("/sw.js");
      const { active } = await navigator.serviceWorker.ready;
      const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
      const fixed = loaded.filter((name) => name.startsWith(`${location.origin}/_next/static/`));
      active?.postMessage({ keep: { page: href, parts: [...new Set(fixed), wordStartsUrl] } });
    } catch {
      // Refused by the browser's settings: then the page is there for as long as it is open.
    }
  }, AFTER);
  return () => clearTimeout(timer);
}
