import type { PlayableEpisode } from "./playable-episode";

// In milliseconds. Draw the page and time its words before storing anything.
const AFTER = 2000;

/**
 * Asks the service worker to store the episode of this page (its text, times, scripts and styles) for offline
 * use. Does nothing in another site's frame or without service workers.
 *
 * @returns a function that cancels the request, if it has not been sent
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
