import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { StatusLabel } from "@/components/contribution/status-label";
import page from "@/components/ui/page.module.css";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { countOf } from "@/lib/time";
import { db } from "@/server/db";
import { findCredits } from "@/server/work/contributions/find-credits";
import styles from "./person.module.css";

export const dynamic = "force-dynamic";

const HANDLE = /^[a-z0-9][a-z0-9-]{0,39}$/;
const find = cache(async (handle: string) => (HANDLE.test(handle) ? findCredits(db(), handle) : null));

export async function generateMetadata({ params }: PageProps<"/people/[handle]">): Promise<Metadata> {
  const credits = await find((await params).handle);
  if (!credits) notFound();
  return {
    title: credits.name,
    description: `What ${credits.name} contributed to open transcripts.`,
    alternates: { canonical: `/people/${credits.handle}` },
  };
}

/** A person's credits: what of their work was accepted, and where. */
export default async function PersonPage({ params }: PageProps<"/people/[handle]">) {
  const credits = await find((await params).handle);
  if (!credits) notFound();
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>{credits.name}</h1>
      <p className={page.lead}>
        {credits.accepted > 0
          ? `${countOf(credits.words, "word")} in ${countOf(credits.accepted, "accepted contribution")}.`
          : "Nothing of theirs has been accepted yet."}
      </p>
      <p className={page.facts}>
        {facts([
          `Here since ${formatDay(credits.since)}`,
          credits.gaps > 0 && `${countOf(credits.gaps, "gap")} filled`,
          credits.waiting > 0 && `${countOf(credits.waiting, "contribution")} waiting`,
        ])}
      </p>
      {credits.shows.length > 0 ? (
        <section className={page.section} aria-labelledby="shows">
          <h2 className={page.subtitle} id="shows">
            Shows
          </h2>
          <ul className={page.list}>
            {credits.shows.map(({ slug, title, accepted }) => (
              <li key={slug}>
                <Link href={`/${slug}`} prefetch={false}>
                  {title}
                </Link>{" "}
                <span className={styles.quiet}>{countOf(accepted, "contribution")}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section className={page.section} aria-labelledby="latest">
        <h2 className={page.subtitle} id="latest">
          Contributions
        </h2>
        {credits.latest.length === 0 ? (
          <p>
            What they contribute will be listed here. <Link href="/gaps">A gap</Link> is a good place to
            begin.
          </p>
        ) : (
          <ul className={styles.list}>
            {credits.latest.map(({ id, summary, status, at, episode, href }) => (
              <li key={id} className={styles.line}>
                <Link className={styles.summary} href={`/contributions/${id}`} prefetch={false}>
                  {summary}
                </Link>
                <p className={styles.quiet}>
                  <StatusLabel status={status} /> · <Link href={href}>{episode}</Link> · {formatDay(at)}
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
