// By the customary prefix: the namespace's address without scheme, www and slashes at its end, in lower case.
const NAMESPACES = new Map<string, RegExp>([
  ["itunes", /^(?:itunes\.com|itunes\.apple\.com)\/dtds\/podcast-1\.0(?:\.dtd)?$/],
  ["content", /^purl\.org\/rss\/1\.0\/modules\/content$/],
  [
    "podcast",
    /^(?:podcastindex\.org\/namespace(?:\/1\.0)?|github\.com\/podcastindex-org\/podcast-namespace(?:\/.*)?)$/,
  ],
  ["psc", /^podlove\.org\/simple-chapters$/],
  ["atom", /^w3\.org\/2005\/atom$/],
  ["media", /^(?:search\.)?yahoo\.com\/mrss$/],
  ["dc", /^purl\.org\/(?:dc|dc\/elements\/1\.1)$/],
  ["dcterms", /^purl\.org\/dc\/terms$/],
]);

/** Whether a prefix is the one that everybody uses for a namespace of podcast feeds. */
export const isCustomaryPrefix = (prefix: string): boolean => NAMESPACES.has(prefix);

/**
 * The customary prefix of a namespace, by its address in any spelling that feeds have: http or https, with and without
 * www, with and without a slash at its end, in any case. Null for a namespace that feeds are not read by.
 */
export function namespaceOf(uri: string): string | null {
  const known = kept.get(uri);
  if (known !== undefined) return known;
  const plain = uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, "")
    .replace(/[/#]{1,8}$/, "");
  const found = [...NAMESPACES].find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
  // Each element asks, and a feed has a dozen of them; what a hostile one makes up is not remembered.
  if (kept.size < 1000 && uri.length < 200) kept.set(uri, found);
  return found;
}

const kept = new Map<string, string | null>();
