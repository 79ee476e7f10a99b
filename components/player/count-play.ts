import { readStored, store } from "@/lib/browser-storage";

const KEY = "onrecord.played";

/** Tells the site that an episode is listened to; once for each episode and tab, also where a page is loaded anew. */
export function countPlay(href: string): void {
  const list = readList();
  if (list.includes(href)) return;
  // A private window that keeps nothing would be counted again and again: it is not counted.
  if (store(KEY, JSON.stringify([...list, href].slice(-200)), "sessionStorage"))
    navigator.sendBeacon("/api/plays", href);
}

function readList(): readonly unknown[] {
  try {
    const played: unknown = JSON.parse(readStored(KEY, "sessionStorage") ?? "[]");
    return Array.isArray(played) ? played : [];
  } catch {
    return [];
  }
}
