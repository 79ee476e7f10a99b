const KEY = "onrecord.played";

/** Tells the site that an episode is listened to; once for each episode and tab, also where a page is loaded anew. */
export function countPlay(href: string): void {
  try {
    const played: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    const list = Array.isArray(played) ? played : [];
    if (list.includes(href)) return;
    sessionStorage.setItem(KEY, JSON.stringify([...list, href].slice(-200)));
    navigator.sendBeacon("/api/plays", href);
  } catch {
    // A private window that keeps nothing would be counted again and again: it is not counted.
  }
}
