import { trimWhere } from "./trim-where";

// Long enough to tell episodes apart, short enough to read aloud.
const LONGEST_SLUG = 80;

/**
 * A title as a slug: `Ünder the Hood!` becomes `under-the-hood`; empty if most of its letters cannot be in an address,
 * as in another script: what would be left of it names nothing.
 */
export function titleSlug(title: string): string {
  const plain = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, "")
    .replace(/[^a-z0-9]+/g, "-");
  const letters = trimWhere(plain, (sign) => sign === "-");
  const all = title.normalize("NFKC").match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters.replaceAll("-", "").length * 2 < all) return "";
  if (letters.length <= LONGEST_SLUG) return letters;
  return letters.slice(
    0,
    letters.lastIndexOf("-", LONGEST_SLUG) > 0 ? letters.lastIndexOf("-", LONGEST_SLUG) : LONGEST_SLUG,
  );
}
