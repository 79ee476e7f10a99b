import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import styles from "@/components/history/history.module.css";
import page from "@/components/ui/page.module.css";
import { formatDay } from "@/lib/format-day";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listAudit } from "@/server/people/audit/list-audit";
import { findStanding } from "../find-standing";

export const metadata: Metadata = { title: "Audit log", robots: { index: false } };
export const dynamic = "force-dynamic";

const PER_PAGE = 100;
const pageNumber = z.coerce.number().int().min(1).max(1_000_000).catch(1);

/** Every decision and every change of rights at a show, for those who decide there. */
export default async function AuditPage({ params, searchParams }: PageProps<"/[show]/settings/audit">) {
  const { show: slug } = await params;
  const found = await findStanding(slug);
  if (!found) {
    if (!(await currentPerson()))
      redirect(`/sign-in?callbackUrl=/${encodeURIComponent(slug)}/settings/audit`);
    notFound();
  }
  const number = pageNumber.parse((await searchParams).page ?? 1);
  const lines = await listAudit(db(), {
    showId: found.show.id,
    skip: (number - 1) * PER_PAGE,
    take: PER_PAGE + 1,
  });
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={`/${slug}`}>{found.show.title}</Link> · <Link href={`/${slug}/settings`}>Settings</Link>
      </p>
      <h1 className={page.title}>Audit log</h1>
      <p className={page.facts}>
        Every decision and every change of rights, the newest first. It cannot be changed.
      </p>
      {lines.length === 0 ? <p className={page.section}>Nothing was decided here yet.</p> : null}
      <ol className={styles.revisions} aria-label="Acts">
        {lines.slice(0, PER_PAGE).map(({ id, at, actor, action, subject }) => (
          <li key={id} className={styles.act}>
            <p>
              {actor}: <b>{action}</b>
            </p>
            <p className={styles.quiet}>
              {subject} · <time dateTime={at.toISOString()}>{formatDay(at)}</time>
            </p>
          </li>
        ))}
      </ol>
      <nav className={page.facts} aria-label="Pages">
        {number > 1 ? <Link href={`?page=${number - 1}`}>Newer</Link> : null}{" "}
        {lines.length > PER_PAGE ? <Link href={`?page=${number + 1}`}>Older</Link> : null}
      </nav>
    </div>
  );
}
