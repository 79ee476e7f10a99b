// Keeps the episode that is open usable when the network goes: its page, the times of its words, and the scripts,
// styles and faces they need. It keeps what a page asks it to keep and nothing else, and fetches that without
// cookies: so nothing of whoever is signed in, and no other page, is ever in here. Whatever can be had from the
// network is; audio is left to the browser, which knows how to ask for parts of it.

const CACHE = "on-record-episodes-1";
// An episode is some 200 KB, and what its pages share some 300 KB.
const MOST_EPISODES = 5;
// A page needs some twenty; those of builds long gone need not stay.
const MOST_STATIC = 100;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || request.headers.has("range")) return;
  // What is made for one person, or must be as it is now.
  if (pathname.startsWith("/api/") || pathname.startsWith("/sign-in")) return;
  if (request.mode === "navigate") event.respondWith(pageOrKept(request, pathname));
  else if (pathname.startsWith("/_next/static/") || /\/words\/\d+$/.test(pathname))
    event.respondWith(keptOrFetched(request));
});

async function activate() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

/** A page comes from the network; where there is none, as it was when it was last open. A moment is no other page. */
async function pageOrKept(request, pathname) {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(pathname);
    if (kept) return kept;
    throw error;
  }
}

/** What never changes under its address may come from what was kept. */
async function keptOrFetched(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? fetch(request);
}

/** Keeps an episode: the address of its page, and those of what it needs. Either all of it, or as it was before. */
async function keep({ page, parts }) {
  const cache = await caches.open(CACHE);
  const fetched = async (address) => {
    const response = await fetch(address, { credentials: "omit" });
    if (!response.ok) throw new Error(`${address} answers with ${response.status}`);
    return [address, response];
  };
  try {
    const missing = [];
    for (const part of parts) if (!(await cache.match(part))) missing.push(part);
    const all = await Promise.all([page, ...missing].map(fetched));
    // Put again it is the newest, behind all others.
    await cache.delete(page);
    for (const [address, response] of all.reverse()) await cache.put(address, response);
  } catch {
    // The network went while it was being kept; what was there before is there still.
  }
  await forgetOldest(cache);
}

async function forgetOldest(cache) {
  const kept = (await cache.keys()).map(({ url }) => new URL(url));
  const fixed = kept.filter(({ pathname }) => pathname.startsWith("/_next/"));
  for (const { href } of fixed.slice(0, -MOST_STATIC)) await cache.delete(href);
  const pages = kept.filter(
    ({ pathname }) => !pathname.startsWith("/_next/") && !pathname.includes("/words/"),
  );
  for (const { pathname } of pages.slice(0, -MOST_EPISODES)) {
    await cache.delete(pathname);
    for (const words of kept.filter((url) => url.pathname.startsWith(`${pathname}/words/`)))
      await cache.delete(words.href);
  }
}
