import type { RequestListener } from "node:http";
import { LRUCache } from "lru-cache";
import { EPISODE_SLUG, HANDLE, isOwnAddress, SHOW_SLUG } from "@/lib/addresses";
import { ALWAYS, NEVER_FRAMED, NEXT_VARIES } from "@/lib/http/answer-headers.mjs";
import type { Database, Reader } from "@/server/db";
import { isKeptRead, makeRead, type Serving } from "@/server/doors/api/answer";
import { isFeed, makeFeed } from "@/server/doors/feeds/make-feed";
import { LONGEST_QUERY } from "@/server/doors/search/parse-query";
import { parseEpisodeAddress } from "@/server/doors/sharing/embed-address";
import { makeEmbedDescription } from "@/server/doors/sharing/make-embed-description";
import { makeRobots } from "@/server/doors/sharing/make-robots";
import { makeShareImage } from "@/server/doors/sharing/make-share-image";
import { makeSitemap } from "@/server/doors/sharing/make-sitemap";
import { isFormat } from "@/server/text/captions/export-transcript";
import { makeTranscript } from "@/server/text/captions/make-transcript";
import { makeTranscriptVersion, readVersionName } from "@/server/text/captions/make-transcript-version";
import { makeChapters } from "@/server/text/episodes/make-chapters";
import { makeWordStarts } from "@/server/text/episodes/make-word-starts";
import type { Made } from "@/server/text/pages/kept";
import type { Key, KeyName } from "@/server/text/pages/keys";
import { readInSnapshot } from "@/server/text/pages/read-in-snapshot";
import type { Scope } from "@/server/text/pages/scope-name";
import type { Fresh } from "@/server/text/pages/store";
import { makeAnnotations } from "@/server/work/claims/make-annotations";
import { makeCsv } from "@/server/work/surveys/make-csv";
import { makePage } from "./make-page";
import { makePiece } from "./make-piece";
import type { PageComposer } from "./page-composer";

/** Something that is kept, as an address asks for it. */
export interface Thing {
  readonly key: Key;
  /**
   * Makes it anew.
   *
   * @param state the one that was asked for: of what says no other itself
   * @returns none where there is no such thing after all: then Next's route says what is wrong
   */
  readonly make: (state: string) => Promise<Fresh | null>;
}

/** What things are made with. */
export interface Makers {
  readonly db: Database;
  /** Next's request handler. */
  readonly render: RequestListener;
  readonly composer: PageComposer;
  readonly api: Serving;
  /** Where the site is reached, without a slash at its end. */
  readonly siteUrl: string;
}

/** Addresses whose thing is remembered: most of what is asked for is asked for often. */
const MOST_ADDRESSES = 5_000;
/** Pages of a show's list that are kept: the addresses of more are made up. */
const MOST_PAGES = 100;
const LONGEST_ADDRESS = 1_000;

/**
 * Finds the thing that an address asks for; `KEYS` says what each is made of.
 *
 * @returns none for whatever is not kept
 */
export function keptThings(makers: Makers): (url: string) => Thing | null {
  const found = new LRUCache<string, { readonly thing: Thing | null }>({ max: MOST_ADDRESSES });
  return (url) => {
    const known = found.get(url);
    if (known) return known.thing;
    const thing = url.length > LONGEST_ADDRESS ? null : findThing(makers, url);
    found.set(url, { thing });
    return thing;
  };
}

type Asked = (makers: Makers, parts: readonly string[], query: URLSearchParams, url: string) => Thing | null;

function findThing(makers: Makers, url: string): Thing | null {
  const [path = "", search = ""] = splitOnce(url);
  const parts = path.slice(1).split("/");
  const [first = ""] = parts;
  const asked = OWN.get(first) ?? (isOwnAddress(first) ? undefined : ofShow);
  return asked?.(makers, parts, new URLSearchParams(search), url) ?? null;
}

function splitOnce(url: string): [string, string] {
  const cut = url.indexOf("?");
  return cut < 0 ? [url, ""] : [url.slice(0, cut), url.slice(cut)];
}

/** By the first part of an address of the platform's own. */
const OWN: ReadonlyMap<string, Asked> = new Map(
  Object.entries<Asked>({
    "": (makers, parts, query) =>
      parts.length === 1 && query.size === 0
        ? page(makers, { name: "home", scope: { of: "site" } }, "/")
        : null,
    embed: (makers, [, show = "", slug, third, fourth, ...more], query, url) => {
      const scope = more.length === 0 ? episode(show, slug) : null;
      if (scope && third === "text" && fourth) return text(makers, scope, url);
      return scope && third === undefined && isMoment(query)
        ? page(makers, { name: "embed-page", scope }, `/embed/${show}/${slug}`)
        : null;
    },
    "sitemap.xml": (makers, { length }) =>
      length === 1
        ? read(makers, { name: "sitemap", scope: { of: "site" } }, (reader) => makeSitemap(reader, makers))
        : null,
    "robots.txt": (makers, { length }, query) =>
      length === 1 && query.size === 0
        ? read(makers, { name: "robots", scope: { of: "site" } }, async () => makeRobots(makers))
        : null,
    people: (makers, [, handle = "", ...more], query) =>
      more.length === 0 && query.size === 0 && HANDLE.test(handle)
        ? page(makers, { name: "person-page", scope: { of: "person", handle } }, `/people/${handle}`)
        : null,
    search: (makers, { length }, query) => {
      if (length > 1 || !isFirstPage(query)) return null;
      const text = query.get("q") ?? "";
      const key: Key = { name: "search", scope: { of: "site" }, by: [text] };
      return text.length > LONGEST_QUERY
        ? null
        : page(makers, key, `/search${text === "" ? "" : `?${new URLSearchParams({ q: text })}`}`);
    },
    surveys: (makers, [, file = "", ...more], query) => {
      const [, survey] = /^([a-z0-9-]+)\.csv$/.exec(file) ?? [];
      if (!survey || more.length > 0) return null;
      const question = query.get("question") ?? undefined;
      const key: Key = { name: "survey", scope: { of: "surveys" }, by: [survey, question ?? ""] };
      return read(makers, key, (reader) => makeCsv(reader, { survey, question }));
    },
    api: (makers, parts, query, url) => {
      if (parts[1] === "oembed" && parts.length === 2) return oembed(makers, query);
      const [path] = splitOnce(url);
      if (!isKeptRead(makers.api, path)) return null;
      const key: Key = { name: "api", scope: { of: "site" }, by: [url] };
      return read(makers, key, (reader) => makeRead(new URL(url, makers.siteUrl), reader, makers.api));
    },
  }),
);

/** A show, an episode, and what is derived from them. */
const ofShow: Asked = (makers, [show = "", second, third, fourth, ...more], query, url) => {
  if (more.length > 0) return null;
  if (second === undefined) return showPage(makers, show, query);
  if (third === undefined) {
    if (isFeed(second)) return feed(makers, show, second);
    const [, slug, format] = /^([^.]+)\.([a-z]+)$/.exec(second) ?? [];
    if (slug && format) return transcript(makers, episode(show, slug), format, query);
    const scope = episode(show, second);
    return scope && isMoment(query)
      ? page(makers, { name: "episode-page", scope }, `/${show}/${second}`)
      : null;
  }
  const scope = episode(show, second);
  if (!scope) return null;
  if (third === "text" && fourth) return text(makers, scope, url);
  if (third === "transcript" && fourth !== undefined) return transcriptVersion(makers, scope, fourth, query);
  if (third === "words" && fourth !== undefined) return wordStarts(makers, scope, fourth, query);
  if (fourth !== undefined) return null;
  const of = <const Name extends KeyName>(name: Name): Key => ({ name, scope });
  if (third === "chapters.json") return read(makers, of("chapters"), (reader) => makeChapters(reader, scope));
  if (third === "claims.jsonld")
    return read(makers, of("claims"), (reader) =>
      makeAnnotations(reader, { ...scope, siteUrl: makers.siteUrl }),
    );
  // In a page its address has a hash behind it.
  return third === "opengraph-image"
    ? read(makers, of("share-image"), (reader) => makeShareImage(reader, scope))
    : null;
};

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

/** Made by Next, and put together. */
const page = ({ render, composer }: Makers, key: Key, path: string): Thing => ({
  key,
  make: () => makePage(render, path, composer),
});

/** The text of a page, whose address names it: made by Next, since its style classes are Next's. */
const text = ({ render }: Makers, scope: EpisodeScope, url: string): Thing | null =>
  TEXT.test(url)
    ? { key: { name: "text", scope, by: [url] }, make: (state) => makePiece(render, url, state) }
    : null;

const TEXT = /\/text\/[\w-]{22}$/;

/** Made by a function of ours that reads in one snapshot. */
function read({ db }: Makers, key: Key, make: (reader: Reader) => Promise<Made | null>): Thing {
  return {
    key,
    make: async () => {
      const { read: made, state } = await readInSnapshot(db, key.scope, make);
      return made && state !== undefined
        ? { state, made: { ...made, headers: { ...made.headers, ...USUAL } } }
        : null;
    },
  };
}

/** What Next would add to them. */
const USUAL: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ ...ALWAYS, ...NEVER_FRAMED, Vary: NEXT_VARIES }).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]),
);

function showPage(makers: Makers, show: string, query: URLSearchParams): Thing | null {
  if (!SHOW_SLUG.test(show)) return null;
  const number = query.get("page");
  if (query.size > (number === null ? 0 : 1)) return null;
  if (number !== null && !(/^[1-9]\d{0,3}$/.test(number) && Number(number) <= MOST_PAGES)) return null;
  const key: Key = { name: "show-page", scope: { of: "show", show }, by: [number ?? ""] };
  return page(makers, key, number === null ? `/${show}` : `/${show}?page=${number}`);
}

function feed(makers: Makers, show: string, kind: "feed.xml" | "changes.xml"): Thing | null {
  if (!SHOW_SLUG.test(show)) return null;
  const key: Key = { name: "feed", scope: { of: "show", show }, by: [kind] };
  return read(makers, key, (reader) => makeFeed(reader, { show, kind, siteUrl: makers.siteUrl }));
}

function transcript(
  makers: Makers,
  scope: EpisodeScope | null,
  format: string,
  query: URLSearchParams,
): Thing | null {
  const revision = query.get("revision");
  if (!scope || !isFormat(format) || (revision !== null && !NUMBER.test(revision))) return null;
  const words = (format === "json" || format === "vtt") && query.get("words") === "1";
  const line = format === "vtt" && query.get("line") === "65" ? 65 : 42;
  const { show, slug } = scope;
  const key: Key = {
    ...{ name: "transcript", scope },
    by: [format, revision ?? "", `${words ? "words" : ""}${line === 65 ? " 65" : ""}`],
  };
  return read(makers, key, async (reader) => {
    const made = await makeTranscript(reader, {
      ...{ show, slug, format, words, line },
      revision: revision === null ? undefined : Number(revision),
    });
    // The route says that it is to be asked for again.
    return made === "too-hard" ? null : made;
  });
}

function transcriptVersion(
  makers: Makers,
  scope: EpisodeScope,
  file: string,
  query: URLSearchParams,
): Thing | null {
  if (query.size > 0 || !readVersionName(file)) return null;
  const { show, slug } = scope;
  const key: Key = { name: "transcript-version", scope, by: [file] };
  return read(makers, key, async (reader) => {
    const made = await makeTranscriptVersion(reader, { show, slug, file });
    // Under another name it is answered, and not kept: there are as many of those as anyone likes.
    return made !== "too-hard" && made?.isNamed ? made : null;
  });
}

/** Of a row or a revision. */
const NUMBER = /^[1-9]\d{0,8}$/;

function wordStarts(
  makers: Makers,
  scope: EpisodeScope,
  revision: string,
  query: URLSearchParams,
): Thing | null {
  const version = query.get("v");
  if (!NUMBER.test(revision) || version === null || query.size > 1) return null;
  const { show, slug } = scope;
  const key: Key = { name: "word-starts", scope, by: [revision, version] };
  return read(makers, key, async (reader) => {
    const made = await makeWordStarts(reader, { show, slug, revision: Number(revision), version });
    // Under another name they are answered, and not kept: there are as many of those as anyone likes.
    return made?.isNamed ? made : null;
  });
}

function oembed(makers: Makers, query: URLSearchParams): Thing | null {
  const { url = "", maxwidth, maxheight, ...more } = Object.fromEntries(query);
  const named = Object.keys(more).length === 0 ? parseEpisodeAddress(url, makers.siteUrl) : undefined;
  const sizes = [maxwidth, maxheight].every((size) => size === undefined || /^[1-9]\d{0,4}$/.test(size));
  const scope = named && sizes ? episode(named.show, named.slug) : null;
  if (!scope) return null;
  const number = (size: string | undefined) => (size === undefined ? undefined : Number(size));
  const [maxWidth, maxHeight] = [number(maxwidth), number(maxheight)];
  const key: Key = { name: "oembed", scope, by: [url, maxwidth ?? "", maxheight ?? ""] };
  return read(makers, key, (reader) =>
    makeEmbedDescription(reader, { url, site: makers.siteUrl, maxWidth, maxHeight }),
  );
}
