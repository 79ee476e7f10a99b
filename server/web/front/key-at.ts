import { LRUCache } from "lru-cache";
import { EPISODE_SLUG, HANDLE, isOwnAddress, SHOW_SLUG } from "@/lib/addresses";
import { isFeed } from "@/server/doors/feeds/is-feed";
import { LONGEST_QUERY } from "@/server/doors/search/parse-query";
import { parseEpisodeAddress } from "@/server/doors/sharing/embed-address";
import { isFormat } from "@/server/text/captions/is-format";
import { readVersionName } from "@/server/text/captions/read-version-name";
import type { Key } from "@/server/text/pages/keys";
import type { Scope } from "@/server/text/pages/scope-name";

/** Addresses whose key is remembered: most of what is asked for is asked for often. */
const MOST_ADDRESSES = 5_000;
/** Pages of a show's list that are kept: the addresses of more are made up. */
const MOST_PAGES = 100;
/** Of what is kept, in characters. */
export const LONGEST_ADDRESS = 1_000;

/**
 * Makes the function that finds the key of what an address asks for (`KEYS`). Reads of the API are not among them: each
 * is counted first.
 *
 * @param siteUrl where the site is reached, without a slash at its end
 * @returns none for whatever is not kept
 */
export function keyAt(siteUrl: string): (url: string) => Key | null {
  const found = new LRUCache<string, { readonly key: Key | null }>({ max: MOST_ADDRESSES });
  return (url) => {
    const known = found.get(url);
    if (known) return known.key;
    const key = url.length > LONGEST_ADDRESS ? null : findKey(url, siteUrl);
    found.set(url, { key });
    return key;
  };
}

interface Asked {
  /** The address's path, at its slashes. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly url: string;
  readonly siteUrl: string;
}

function findKey(url: string, siteUrl: string): Key | null {
  const cut = url.indexOf("?");
  const path = cut < 0 ? url : url.slice(0, cut);
  const query = new URLSearchParams(cut < 0 ? "" : url.slice(cut));
  const parts = path.slice(1).split("/");
  const [first = ""] = parts;
  const find = OWN.get(first) ?? (isOwnAddress(first) ? undefined : ofShow);
  return find?.({ parts, query, url, siteUrl }) ?? null;
}

/** By the first part of an address of the platform's own. */
const OWN: ReadonlyMap<string, (asked: Asked) => Key | null> = new Map(
  Object.entries<(asked: Asked) => Key | null>({
    "": ({ parts, query }) =>
      parts.length === 1 && query.size === 0 ? { name: "home", scope: { of: "site" } } : null,
    embed: ({ parts: [, show = "", slug, third, fourth, ...more], query, url }) => {
      const scope = more.length === 0 ? episode(show, slug) : null;
      if (scope && third === "text" && fourth) return text(scope, url);
      return scope && third === undefined && isMoment(query) ? { name: "embed-page", scope } : null;
    },
    "sitemap.xml": ({ parts: { length } }) =>
      length === 1 ? { name: "sitemap", scope: { of: "site" } } : null,
    "robots.txt": ({ parts: { length }, query }) =>
      length === 1 && query.size === 0 ? { name: "robots", scope: { of: "site" } } : null,
    people: ({ parts: [, handle = "", ...more], query }) =>
      more.length === 0 && query.size === 0 && HANDLE.test(handle)
        ? { name: "person-page", scope: { of: "person", handle } }
        : null,
    search: ({ parts: { length }, query }) => {
      if (length > 1 || !isFirstPage(query)) return null;
      const words = query.get("q") ?? "";
      return words.length > LONGEST_QUERY ? null : { name: "search", scope: { of: "site" }, by: [words] };
    },
    claims: ({ parts: { 1: file, length }, query }) => {
      if (length !== 2 || query.size > 0) return null;
      if (file === "feed.xml") return { name: "claims-feed", scope: { of: "site" } };
      return file === "claims.csv" ? { name: "claims-csv", scope: { of: "site" } } : null;
    },
    surveys: ({ parts: [, file = "", ...more], query }) => {
      const [, survey] = /^([a-z0-9-]+)\.csv$/.exec(file) ?? [];
      if (!survey || more.length > 0) return null;
      return { name: "survey", scope: { of: "surveys" }, by: [survey, query.get("question") ?? ""] };
    },
    api: ({ parts, query, siteUrl }) =>
      parts[1] === "oembed" && parts.length === 2 ? oembed(query, siteUrl) : null,
  }),
);

/** A show, an episode, and what is derived from them. */
function ofShow({ parts: [show = "", second, third, fourth, ...more], query, url }: Asked): Key | null {
  if (more.length > 0) return null;
  if (second === undefined) return showPage(show, query);
  if (third === undefined) {
    if (isFeed(second))
      return SHOW_SLUG.test(show) ? { name: "feed", scope: { of: "show", show }, by: [second] } : null;
    const [, slug, format] = /^([^.]+)\.([a-z]+)$/.exec(second) ?? [];
    if (slug && format) return transcript(episode(show, slug), format, query);
    const scope = episode(show, second);
    return scope && isMoment(query) ? { name: "episode-page", scope } : null;
  }
  const scope = episode(show, second);
  if (!scope) return null;
  if (third === "text" && fourth) return text(scope, url);
  if (third === "transcript" && fourth !== undefined)
    return query.size === 0 && readVersionName(fourth)
      ? { name: "transcript-version", scope, by: [fourth] }
      : null;
  if (third === "words" && fourth !== undefined) return wordStarts(scope, fourth, query);
  if (fourth !== undefined) return null;
  if (third === "chapters.json") return { name: "chapters", scope };
  if (third === "claims.jsonld") return { name: "claims", scope };
  // In a page its address has a hash behind it.
  return third === "opengraph-image" ? { name: "share-image", scope } : null;
}

type EpisodeScope = Extract<Scope, { of: "episode" }>;

function episode(show: string, slug = ""): EpisodeScope | null {
  return SHOW_SLUG.test(show) && EPISODE_SLUG.test(slug) && !isOwnAddress(show)
    ? { of: "episode", show, slug }
    : null;
}

/** A moment is for the browser; whatever else is asked is for the page. */
const isMoment = (query: URLSearchParams) => query.size === 0 || (query.size === 1 && query.has("t"));

/** The search form also sends the filters that are not set. */
const isFirstPage = (query: URLSearchParams) =>
  [...query].every(([name, value]) =>
    name === "q" ? query.getAll("q").length === 1 : UNSET.has(name) && value === "",
  );
const UNSET = new Set(["show", "speaker", "year", "has"]);

const text = (scope: EpisodeScope, url: string): Key | null =>
  TEXT.test(url) ? { name: "text", scope, by: [url] } : null;

const TEXT = /\/text\/[\w-]{22}$/;

function showPage(show: string, query: URLSearchParams): Key | null {
  if (!SHOW_SLUG.test(show)) return null;
  const number = query.get("page");
  if (query.size > (number === null ? 0 : 1)) return null;
  if (number !== null && !(/^[1-9]\d{0,3}$/.test(number) && Number(number) <= MOST_PAGES)) return null;
  return { name: "show-page", scope: { of: "show", show }, by: [number ?? ""] };
}

function transcript(scope: EpisodeScope | null, format: string, query: URLSearchParams): Key | null {
  const revision = query.get("revision");
  if (!scope || !isFormat(format) || (revision !== null && !NUMBER.test(revision))) return null;
  const words = (format === "json" || format === "vtt") && query.get("words") === "1";
  const line = format === "vtt" && query.get("line") === "65" ? "65" : "42";
  return { name: "transcript", scope, by: [format, revision ?? "", words ? "words" : "", line] };
}

/** Of a row or a revision. */
const NUMBER = /^[1-9]\d{0,8}$/;

function wordStarts(scope: EpisodeScope, revision: string, query: URLSearchParams): Key | null {
  const version = query.get("v");
  if (!NUMBER.test(revision) || version === null || query.size > 1) return null;
  return { name: "word-starts", scope, by: [revision, version] };
}

function oembed(query: URLSearchParams, siteUrl: string): Key | null {
  const { url = "", maxwidth = "", maxheight = "", ...more } = Object.fromEntries(query);
  const named = Object.keys(more).length === 0 ? parseEpisodeAddress(url, siteUrl) : undefined;
  const sizes = [maxwidth, maxheight].every((size) => size === "" || /^[1-9]\d{0,4}$/.test(size));
  const scope = named && sizes ? episode(named.show, named.slug) : null;
  return scope && { name: "oembed", scope, by: [url, maxwidth, maxheight] };
}
