import type { Metadata } from "next";
import { Fragment } from "react";
import { z } from "zod";
import { HitList } from "@/components/search/hit-list";
import { SearchForm } from "@/components/search/search-form";
import { Link } from "@/components/ui/link";
import { MadeOf } from "@/components/ui/made-of";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Pager } from "@/components/ui/pager";
import { searchPage } from "@/lib/texts/en/search";
import { common } from "@/lib/texts/en/ui";
import { db } from "@/server/db";
import { listFilters } from "@/server/doors/search/list-filters";
import { LONGEST_QUERY } from "@/server/doors/search/parse-query";
import { countStale } from "@/server/doors/search/refresh-search";
import { type Found, searchIn } from "@/server/doors/search/search";
import { suggest } from "@/server/doors/search/suggest";
import { whatThereIs } from "@/server/text/episodes/what-there-is";
import { readInSnapshot } from "@/server/text/pages/read-in-snapshot";
import styles from "./search.module.css";

/** Transcripts that are read anew within a second, after an import of some or when several are accepted. */
const USUALLY_WAITING = 20;

// An address may have a parameter twice: the first counts.
const one = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().catch(""));
const address = z.object({
  q: one,
  show: one,
  speaker: one,
  year: one.pipe(
    z
      .string()
      .regex(/^\d{4}$/)
      .catch(""),
  ),
  has: one.pipe(whatThereIs.or(z.literal("")).catch("")),
  page: one.transform(Number).pipe(z.number().int().min(1).max(10_000).catch(1)),
});
type Asked = z.infer<typeof address>;

export async function generateMetadata({ searchParams }: PageProps<"/search">): Promise<Metadata> {
  const { q } = address.parse(await searchParams);
  const title = q && q.length <= LONGEST_QUERY ? searchPage.quoted(q) : searchPage.title;
  // Search engines index the pages that are found here.
  return { title, robots: { index: false, follow: true }, alternates: { canonical: "/search" } };
}

export default async function SearchPage({ searchParams }: PageProps<"/search">) {
  const asked = address.parse(await searchParams);
  const wanted = {
    query: asked.q,
    show: asked.show || undefined,
    speaker: asked.speaker || undefined,
    year: asked.year ? Number(asked.year) : undefined,
    has: asked.has || undefined,
    page: asked.page,
  };
  const { read, state } = await readInSnapshot(db(), { of: "site" }, async (reader) => {
    // Before the search, which changes the transaction's settings.
    const filters = await listFilters(reader);
    const waiting = await countStale(reader);
    const found = await searchIn(reader, wanted);
    const meant = found.ok && found.total === 0 ? await suggest(reader, wanted) : [];
    return { filters, found, meant, waiting };
  });
  const { found, meant } = read;
  const { shows, years } = read.filters;
  const speakers = found.ok ? found.speakers.map(({ name }) => name) : [];
  if (asked.speaker && !speakers.includes(asked.speaker)) speakers.unshift(asked.speaker);
  return (
    <Page narrow>
      <MadeOf state={state} />
      <PageHeading title={searchPage.heading} />
      <div className={styles.form}>
        <SearchForm
          query={asked.q.slice(0, LONGEST_QUERY)}
          longest={LONGEST_QUERY}
          filters={[
            {
              name: "show",
              label: common.show,
              all: common.allShows,
              chosen: asked.show,
              choices: shows.map(({ slug, title }) => ({ value: slug, name: title })),
            },
            {
              name: "speaker",
              label: common.speaker,
              all: common.anyone,
              chosen: asked.speaker,
              choices: speakers.map((name) => ({ value: name, name })),
            },
            {
              name: "year",
              label: searchPage.year,
              all: searchPage.anyYear,
              chosen: asked.year,
              choices: years.map((year) => ({ value: String(year), name: String(year) })),
            },
            {
              name: "has",
              label: searchPage.has,
              all: searchPage.anyEpisode,
              chosen: asked.has,
              choices: Object.entries(searchPage.hasChoices).map(([value, name]) => ({ value, name })),
            },
          ]}
        />
      </div>
      <section className={styles.found} aria-label={searchPage.results}>
        {found.ok && found.total > 0 ? <Results found={found} asked={asked} /> : null}
        {found.ok && found.total === 0 ? <Nothing asked={asked} meant={meant} /> : null}
        {found.ok ? null : <Advice reason={found.reason} asked={asked} />}
        {read.waiting > USUALLY_WAITING ? (
          <p className={page.facts}>{searchPage.waiting(read.waiting)}</p>
        ) : null}
      </section>
    </Page>
  );
}

function Results({ found, asked }: { found: Extract<Found, { ok: true }>; asked: Asked }) {
  const { total, more, page: number, pages } = found;
  return (
    <>
      <p className={page.facts} role="status">
        {more ? searchPage.moreFound(total) : searchPage.found(total)}
      </p>
      <HitList hits={found.hits} />
      <Pager page={number} pages={pages} hrefOf={(to) => hrefOf(asked, { page: to })} />
    </>
  );
}

function Nothing({ asked, meant }: { asked: Asked; meant: readonly string[] }) {
  const narrowed = asked.show || asked.speaker || asked.year;
  const everywhere = { ...asked, show: "", speaker: "", year: "" };
  return (
    <div role="status">
      <p className={page.lead}>
        {meant.length === 0 ? searchPage.nothing(asked.q) : `${searchPage.didYouMean(asked.q)} `}
        {meant.map((query, index) => (
          <Fragment key={query}>
            {index > 0 ? ` ${searchPage.or} ` : null}
            <Link href={hrefOf({ ...asked, q: query }, { page: 1 })}>{query}</Link>
            {index === meant.length - 1 ? searchPage.questionMark : null}
          </Fragment>
        ))}
      </p>
      {narrowed ? (
        <p className={page.facts}>
          <Link href={hrefOf(everywhere, { page: 1 })}>{searchPage.everywhere}</Link>
        </p>
      ) : null}
    </div>
  );
}

const REASONS: Record<Extract<Found, { ok: false }>["reason"], string> = {
  empty: searchPage.empty,
  "too-long": searchPage.tooLong(LONGEST_QUERY),
  "no-words": searchPage.noWords,
  "only-excluded": searchPage.onlyExcluded,
  "only-common-words": searchPage.onlyCommonWords,
};

function Advice({ reason, asked }: { reason: Extract<Found, { ok: false }>["reason"]; asked: Asked }) {
  const phrase = asked.q.replaceAll(/["“”„]/g, "").trim();
  return (
    <>
      <p className={page.lead} role={reason === "empty" ? undefined : "status"}>
        {REASONS[reason]}
        {reason === "only-common-words" ? (
          <>
            {" "}
            <Link href={hrefOf({ ...asked, q: `"${phrase}"` }, { page: 1 })}>
              {searchPage.exactly(phrase)}
            </Link>
          </>
        ) : null}
      </p>
      <dl className={styles.ways}>
        {searchPage.ways.map(([example, what]) => (
          <div key={example}>
            <dt>
              <Link href={`/search?q=${encodeURIComponent(example)}`}>{example}</Link>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function hrefOf(asked: Asked, { page: number }: { page: number }): string {
  const kept = Object.entries({ ...asked, page: number > 1 ? String(number) : "" });
  return `/search?${new URLSearchParams(kept.filter(([, value]) => value !== "") as [string, string][])}`;
}
