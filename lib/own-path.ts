const LONGEST = 2000;
// Any origin will do: what is asked is whether an address leads away from it. Names under `invalid` never resolve.
const HERE = "http://on-record.invalid";
// A browser drops tabs and line ends from an address and reads a backslash as a slash. No path of ours has any.
const NEVER_OURS = /[\p{Cc} \\]/u;

/**
 * A path of this site, as a browser will read it: parsed once, with its dots resolved. Null for anything that is not one,
 * or that would lead elsewhere: another origin, another scheme, and paths that a second reading would take for a host
 * (`//evil.example`, `/.//evil.example`). Whatever redirects to an address that was handed in asks this first.
 */
export function ownPath(address: unknown): string | null {
  if (typeof address !== "string" || address.length > LONGEST) return null;
  if (!address.startsWith("/") || NEVER_OURS.test(address) || !URL.canParse(address, HERE)) return null;
  const { origin, pathname, search, hash } = new URL(address, HERE);
  if (origin !== HERE || pathname.startsWith("//")) return null;
  return `${pathname}${search}${hash}`;
}
