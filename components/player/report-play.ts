import { readStored, store } from "@/lib/browser-storage";

const KEY = "onrecord.played";

/** Tells the site that somebody listens to an episode: once for each episode and tab, even after a reload. */
export function reportPlay(href: string): void {
  const list = readList();
  if (list.includes(href)) return;
  // Without storage every reload would count again, so count nothing.
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
