import type { RequestListener } from "node:http";
import { ALWAYS, NEVER_FRAMED, NEXT_VARIES } from "@/lib/http/answer-headers.mjs";
import type { Database, Reader } from "@/server/db";
import { makeRead, type Serving } from "@/server/doors/api/answer";
import { isFeed } from "@/server/doors/feeds/is-feed";
import { makeClaimsFeed } from "@/server/doors/feeds/make-claims-feed";
import { makeFeed } from "@/server/doors/feeds/make-feed";
import { makeEmbedDescription } from "@/server/doors/sharing/make-embed-description";
import { makeRobots } from "@/server/doors/sharing/make-robots";
import { makeShareImage } from "@/server/doors/sharing/make-share-image";
import { makeSitemap } from "@/server/doors/sharing/make-sitemap";
import { isFormat } from "@/server/text/captions/is-format";
import { makeTranscript } from "@/server/text/captions/make-transcript";
import { makeTranscriptVersion } from "@/server/text/captions/make-transcript-version";
import { makeChapters } from "@/server/text/episodes/make-chapters";
import { makeWordStarts } from "@/server/text/episodes/make-word-starts";
import type { Fresh, Made } from "@/server/text/pages/kept";
import type { Key, KeyName, KeyOf } from "@/server/text/pages/keys";
import { readInSnapshot } from "@/server/text/pages/read-in-snapshot";
import { makeAnnotations } from "@/server/work/claims/make-annotations";
import { makeClaimsCsv } from "@/server/work/claims/make-claims-csv";
import { makeCsv } from "@/server/work/surveys/make-csv";
import { makePage } from "./make-page";
import { makePiece } from "./make-piece";
import type { PageComposer } from "./page-composer";

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

/**
 * Makes the thing of a key anew.
 *
 * @param state the one that was asked for: of what says no other itself
 * @returns none where there is no such thing after all, or it cannot be kept: then Next's route answers
 */
export function makeThing(makers: Makers, key: Key, state: string): Promise<Fresh | null> {
  const make = MAKE[key.name] as (makers: Makers, key: Key, state: string) => Promise<Fresh | null>;
  return make(makers, key, state);
}

type Make<Name extends KeyName> = (makers: Makers, key: KeyOf<Name>, state: string) => Promise<Fresh | null>;

const MAKE: { readonly [Name in KeyName]: Make<Name> } = {
  home: (makers) => page(makers, "/"),
  search: (makers, { by: [words = ""] = [] }) =>
    page(makers, `/search${words === "" ? "" : `?${new URLSearchParams({ q: words })}`}`),
  "person-page": (makers, { scope }) => page(makers, `/people/${scope.handle}`),
  "show-page": (makers, { scope: { show }, by: [number = ""] = [] }) =>
    page(makers, number === "" ? `/${show}` : `/${show}?page=${number}`),
  "episode-page": (makers, { scope: { show, slug } }) => page(makers, `/${show}/${slug}`),
  "embed-page": (makers, { scope: { show, slug } }) => page(makers, `/embed/${show}/${slug}`),
  // Made by Next, since its style classes are Next's.
  text: ({ render }, { by: [url = ""] = [] }, state) => makePiece(render, url, state),
  transcript: (makers, key) => {
    const { scope } = key;
    const [format = "", revision = "", words, line] = key.by ?? [];
    return read(makers, key, async (reader) => {
      if (!isFormat(format)) return null;
      const made = await makeTranscript(reader, {
        ...{ show: scope.show, slug: scope.slug, format, words: words === "words" },
        line: line === "65" ? 65 : 42,
        revision: revision === "" ? undefined : Number(revision),
      });
      // The route says that it is to be asked for again.
      return made === "too-hard" ? null : made;
    });
  },
  "transcript-version": (makers, key) =>
    read(makers, key, async (reader) => {
      const { show, slug } = key.scope;
      const made = await makeTranscriptVersion(reader, { show, slug, file: key.by?.[0] ?? "" });
      // Under another name it is answered, and not kept: there are as many of those as anyone likes.
      return made !== "too-hard" && made?.isNamed ? made : null;
    }),
  "word-starts": (makers, key) =>
    read(makers, key, async (reader) => {
      const { show, slug } = key.scope;
      const [revision, version = ""] = key.by ?? [];
      const made = await makeWordStarts(reader, { show, slug, revision: Number(revision), version });
      // Under another name they are answered, and not kept: there are as many of those as anyone likes.
      return made?.isNamed ? made : null;
    }),
  chapters: (makers, key) => read(makers, key, (reader) => makeChapters(reader, key.scope)),
  claims: (makers, key) =>
    read(makers, key, (reader) => makeAnnotations(reader, { ...key.scope, siteUrl: makers.siteUrl })),
  "share-image": (makers, key) => read(makers, key, (reader) => makeShareImage(reader, key.scope)),
  oembed: (makers, key) => {
    const [url = "", maxwidth = "", maxheight = ""] = key.by ?? [];
    const number = (size: string) => (size === "" ? undefined : Number(size));
    return read(makers, key, (reader) =>
      makeEmbedDescription(reader, {
        ...{ url, site: makers.siteUrl },
        ...{ maxWidth: number(maxwidth), maxHeight: number(maxheight) },
      }),
    );
  },
  feed: (makers, key) => {
    const [kind = ""] = key.by ?? [];
    return read(makers, key, async (reader) =>
      isFeed(kind) ? makeFeed(reader, { show: key.scope.show, kind, siteUrl: makers.siteUrl }) : null,
    );
  },
  sitemap: (makers, key) => read(makers, key, (reader) => makeSitemap(reader, makers)),
  robots: (makers, key) => read(makers, key, async () => makeRobots(makers)),
  survey: (makers, key) => {
    const [survey = "", question = ""] = key.by ?? [];
    return read(makers, key, (reader) => makeCsv(reader, { survey, question: question || undefined }));
  },
  "claims-feed": (makers, key) => read(makers, key, (reader) => makeClaimsFeed(reader, makers)),
  "claims-csv": (makers, key) => read(makers, key, (reader) => makeClaimsCsv(reader, makers)),
  api: (makers, key) =>
    read(makers, key, (reader) => makeRead(new URL(key.by?.[0] ?? "", makers.siteUrl), reader, makers.api)),
};

/** Made by Next, and put together. */
const page = ({ render, composer }: Makers, path: string) => makePage(render, path, composer);

/** Made by a function of ours that reads in one snapshot. */
async function read(
  { db }: Makers,
  { scope }: Key,
  make: (reader: Reader) => Promise<Made | null>,
): Promise<Fresh | null> {
  const { read: made, state } = await readInSnapshot(db, scope, make);
  return made && state !== undefined
    ? { state, made: { ...made, headers: { ...made.headers, ...USUAL } } }
    : null;
}

/** What Next would add to them. */
const USUAL: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ ...ALWAYS, ...NEVER_FRAMED, Vary: NEXT_VARIES }).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]),
);
