/**
 * First parts of addresses that the platform itself uses or reserves: no show can have these names. They are the
 * design's addresses, including those of future pages, the files in `public/`, and what browsers, robots and
 * Next.js request by name. Adding a name needs a migration that moves shows of that name: see `find-moved`.
 */
export const OWN_ADDRESSES: ReadonlySet<string> = new Set([
  "_next",
  "about",
  "account",
  "admin",
  "api",
  "apple-touch-icon",
  "claims",
  "contributions",
  "demo",
  "docs",
  "embed",
  "export",
  "favicon",
  "feed",
  "gaps",
  "help",
  "icon",
  "invitations",
  "login",
  "logout",
  "mailbox",
  "manifest",
  "metrics",
  "new",
  "notices",
  "opengraph-image",
  "patterns",
  "people",
  "privacy",
  "review",
  "robots",
  "search",
  "settings",
  "shows",
  "sign-in",
  "sign-out",
  "sitemap",
  "static",
  "surveys",
  "sw",
  "terms",
  "transcripts",
  "twitter-image",
  "well-known",
]);

/**
 * Whether an address that begins with `/{slug}` is the platform's own, with or without an ending as in
 * `transcripts.git`.
 */
export function isOwnAddress(slug: string): boolean {
  const [stem = ""] = slug.toLowerCase().replace(/^\./, "").split(".");
  return OWN_ADDRESSES.has(stem);
}

/** Pages under a show's address, including future ones. Feeds are not listed: they have an ending, which no slug has. */
const SHOW_ADDRESSES: ReadonlySet<string> = new Set([
  "glossary",
  "in",
  "replace",
  "settings",
  "state",
  "opengraph-image",
  "twitter-image",
]);

/** Whether a page of the show would hide an episode with this name. */
export const isShowAddress = (slug: string): boolean => SHOW_ADDRESSES.has(slug.toLowerCase());

/** The shape of a show's slug, the first part of its addresses. The database checks the same. */
export const SHOW_SLUG = /^[a-z0-9][a-z0-9_-]*$/;

/** The shape of an episode's slug, the second part. The database checks the same. */
export const EPISODE_SLUG = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** The shape of a person's handle, as in /people/{handle}. The database checks the same, but for the length. */
export const HANDLE = /^[a-z0-9][a-z0-9-]{0,39}$/;
