import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import styles from "@/components/history/history.module.css";
import { AuditEntry } from "@/components/shows/audit-entry";
import { SettingsTabs } from "@/components/shows/settings-tabs";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { Pager } from "@/components/ui/pager";
import { auditLog } from "@/lib/texts/en/shows";
import { pager } from "@/lib/texts/en/ui";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listAudit } from "@/server/people/audit/list-audit";
import { findStanding } from "../find-standing";

export const metadata: Metadata = { title: auditLog.title, robots: { index: false } };
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
    <Page narrow>
      <PageHeading
        over={<Link href={`/${slug}`}>{found.show.title}</Link>}
        title={auditLog.title}
        facts={auditLog.lead}
      />
      <SettingsTabs show={slug} owns={found.owns} current="audit" />
      {lines.length === 0 ? <Empty>{auditLog.empty}</Empty> : null}
      <ol className={styles.revisions} aria-label={auditLog.list}>
        {lines.slice(0, PER_PAGE).map((line) => (
          <AuditEntry key={line.id} line={line} />
        ))}
      </ol>
      <Pager
        page={number}
        more={lines.length > PER_PAGE}
        hrefOf={(to) => `?page=${to}`}
        names={{ back: pager.newer, on: pager.older }}
      />
    </Page>
  );
}
