import type { FeedItem } from "./feed";

/** The show whose episodes a feed's items are compared with. */
export interface PlacedShow {
  readonly slug: string;
  readonly filePrefix: string;
  /** The show's own site, as its feed gives it. */
  readonly link: string | null;
  /** The slugs and file prefixes of the other shows here. */
  readonly others: ReadonlySet<string>;
}

/**
 * Where a link lies, seen from a show: among its `own`, in the place of another show (`foreign`), or where several
 * places could be the show's (`unsure`).
 */
export type Standing = "own" | "foreign" | "unsure";

/** The places of a feed's items. */
export interface Places {
  /** Of an item, by its link. */
  readonly standingOf: (link: string | null) => Standing;
  /** Whether one of the places has the show's own name: then what lies elsewhere is another show's for certain. */
  readonly isNamed: boolean;
  /** The places between which nothing decides; empty if they are known. */
  readonly unsure: readonly string[];
}

/**
 * Finds which part of a site is a show's: `/podcast/103` and `/friends/103` are episodes of two shows, which one feed
 * may mix. A show's place is named by its slug, by the prefix of its files, or by the link of its feed; the only place is
 * the show's too, unless it has another show's name. Nothing else is guessed.
 */
export function placesOf(items: readonly FeedItem[], show: PlacedShow): Places {
  const places = new Set(items.flatMap(({ link }) => placeOf(link) ?? []));
  const site = siteOf(show.link);
  const names = new Set([letters(show.slug), letters(show.filePrefix)].filter(Boolean));
  const others = new Set([...show.others].map(letters).filter((name) => name && !names.has(name)));
  const named = [...places].filter((place) => place === site || names.has(letters(endOf(place))));
  const open = [...places].filter((place) => !others.has(letters(endOf(place))));
  const own = new Set(named.length > 0 ? named : open.length === 1 ? open : []);
  const isKnown = own.size > 0 || open.length === 0;
  return {
    isNamed: named.length > 0,
    unsure: isKnown ? [] : open.toSorted(),
    standingOf(link) {
      const place = placeOf(link);
      // Without a link, nothing says that it is another show's.
      if (place === null) return isKnown ? "own" : "unsure";
      if (own.has(place)) return "own";
      if (others.has(letters(endOf(place)))) return "foreign";
      // What lies beside the show's own place is another's; what lies above it may be anybody's.
      const isAbove = named.some((each) => each.startsWith(`${place}/`));
      return named.length > 0 && !isAbove ? "foreign" : "unsure";
    },
  };
}

const letters = (name: string) => name.replaceAll(/[-_]/g, "").toLowerCase();
const endOf = (place: string) => place.slice(place.lastIndexOf("/") + 1);

/** A link without its last part, and without the date that blogs put before it; null if it has no such part. */
export function placeOf(link: string | null): string | null {
  if (!link || !URL.canParse(link)) return null;
  const { hostname, pathname } = new URL(link);
  const parts = pathname.toLowerCase().split("/").filter(Boolean).slice(0, -1);
  if (pathname.replaceAll("/", "") === "") return null;
  const dated = parts.findIndex((part) => /^(?:19|20)\d\d$/.test(part));
  const isDate = dated >= 0 && parts.slice(dated).every((part) => /^\d{1,4}$/.test(part));
  return [hostname.replace(/^www\./, ""), ...(isDate ? parts.slice(0, dated) : parts)].join("/");
}

/** The place that a show's own link names; null for a whole site. */
function siteOf(link: string | null): string | null {
  if (!link || !URL.canParse(link)) return null;
  const { hostname, pathname } = new URL(link);
  const path = pathname.toLowerCase().split("/").filter(Boolean);
  return path.length === 0 ? null : [hostname.replace(/^www\./, ""), ...path].join("/");
}
