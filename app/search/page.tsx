import type { Metadata } from "next";
import Link from "next/link";
import { Fragment } from "react";
import { z } from "zod";
import { HitList } from "@/components/search/hit-list";
import { SearchForm } from "@/components/search/search-form";
import page from "@/components/ui/page.module.css";
import { countOf } from "@/lib/time";
import { db } from "@/server/db";
import { listFilters } from "@/server/doors/search/list-filters";
import { LONGEST_QUERY } from "@/server/doors/search/parse-query";
import { type Found, search } from "@/server/doors/search/search";
import { suggest } from "@/server/doors/search/suggest";
import styles from "./search.module.css";

// An address may name a thing twice; the first counts.
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
  page: one.transform(Number).pipe(z.number().int().min(1).max(10_000).catch(1)),
});
type Asked = z.infer<typeof address>;

export async function generateMetadata({ searchParams }: PageProps<"/search">): Promise<Metadata> {
  const { q } = address.parse(await searchParams);
  const title = q && q.length <= LONGEST_QUERY ? `“${q}”` : "Search";
  // What can be found here is on pages of its own.
  return { title, robots: { index: false, follow: true }, alternates: { canonical: "/search" } };
}

export default async function SearchPage({ searchParams }: PageProps<"/search">) {
  const asked = address.parse(await searchParams);
  const wanted = {
    query: asked.q,
    show: asked.show || undefined,
    speaker: asked.speaker || undefined,
    year: asked.year ? Number(asked.year) : undefined,
    page: asked.page,
  };
  const [found, { shows, years }] = await Promise.all([search(db(), wanted), listFilters(db())]);
  const meant = found.ok && found.total === 0 ? await suggest(db(), wanted) : [];
  const speakers = found.ok ? found.speakers.map(({ name }) => name) : [];
  if (asked.speaker && !speakers.includes(asked.speaker)) speakers.unshift(asked.speaker);
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>Search what was said</h1>
      <div className={styles.form}>
        <SearchForm
          query={asked.q.slice(0, LONGEST_QUERY)}
          longest={LONGEST_QUERY}
          filters={[
            {
              name: "show",
              label: "Show",
              all: "All shows",
              chosen: asked.show,
              choices: shows.map(({ slug, title }) => ({ value: slug, name: title })),
            },
            {
              name: "speaker",
              label: "Speaker",
              all: "Anyone",
              chosen: asked.speaker,
              choices: speakers.map((name) => ({ value: name, name })),
            },
            {
              name: "year",
              label: "Year",
              all: "Any year",
              chosen: asked.year,
              choices: years.map((year) => ({ value: String(year), name: String(year) })),
            },
          ]}
        />
      </div>
      <section className={styles.found} aria-label="Results">
        {found.ok && found.total > 0 ? <Results found={found} asked={asked} /> : null}
        {found.ok && found.total === 0 ? <Nothing asked={asked} meant={meant} /> : null}
        {found.ok ? null : <Advice reason={found.reason} asked={asked} />}
      </section>
    </div>
  );
}

function Results({ found, asked }: { found: Extract<Found, { ok: true }>; asked: Asked }) {
  const { total, more, page: number, pages } = found;
  return (
    <>
      <p className={page.facts} role="status">
        {more
          ? `More than ${countOf(total, "place")}. These are the best of the first.`
          : countOf(total, "place")}
      </p>
      <HitList hits={found.hits} />
      {pages > 1 ? (
        <nav className={styles.pages} aria-label="Pages">
          {number > 1 ? <Link href={hrefOf(asked, { page: number - 1 })}>Previous</Link> : <span />}
          <span>
            Page {number} of {pages}
          </span>
          {number < pages ? <Link href={hrefOf(asked, { page: number + 1 })}>Next</Link> : <span />}
        </nav>
      ) : null}
    </>
  );
}

function Nothing({ asked, meant }: { asked: Asked; meant: readonly string[] }) {
  const narrowed = asked.show || asked.speaker || asked.year;
  const everywhere = { ...asked, show: "", speaker: "", year: "" };
  return (
    <div role="status">
      <p className={page.lead}>
        {meant.length === 0
          ? "No paragraph holds all of this. Fewer words find more."
          : "Nobody said that. Did you mean "}
        {meant.map((query, index) => (
          <Fragment key={query}>
            {index > 0 ? " or " : null}
            <Link href={hrefOf({ ...asked, q: query }, { page: 1 })}>{query}</Link>
            {index === meant.length - 1 ? "?" : null}
          </Fragment>
        ))}
      </p>
      {narrowed ? (
        <p className={page.facts}>
          <Link href={hrefOf(everywhere, { page: 1 })}>Look for it in all shows, by anyone, in any year</Link>
        </p>
      ) : null}
    </div>
  );
}

const REASONS: Record<Extract<Found, { ok: false }>["reason"], string> = {
  empty: "Type what you remember. Every result opens the episode at the second at which it is said.",
  "too-long": `That is longer than ${LONGEST_QUERY} characters. A few of its words will find it.`,
  "no-words": "There is no word in that, and signs alone cannot be searched for.",
  "only-excluded": "That says what to leave out. Say also what to look for.",
  "only-common-words": "These words are in nearly every sentence.",
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
              Search for “{phrase}” exactly
            </Link>
          </>
        ) : null}
      </p>
      <dl className={styles.ways}>
        {WAYS.map(([example, what]) => (
          <div key={example}>
            <dt>
              <Link href={`/search?q=${encodeURIComponent(example)}`} prefetch={false}>
                {example}
              </Link>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const WAYS = [
  ["open source", "paragraphs with all of the words, in any form; side by side comes first"],
  ['"open source"', "these very words, one after the other"],
  ["survey*", "words that begin so"],
  ["survey -census", "the one without the other"],
] as const;

function hrefOf(asked: Asked, { page: number }: { page: number }): string {
  const kept = Object.entries({ ...asked, page: number > 1 ? String(number) : "" });
  return `/search?${new URLSearchParams(kept.filter(([, value]) => value !== "") as [string, string][])}`;
}
