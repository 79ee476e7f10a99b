import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { ReportForm } from "@/components/reading/report-form";
import { WhichParagraph } from "@/components/reading/which-paragraph";
import page from "@/components/ui/page.module.css";
import { rowId } from "@/lib/row-id";
import { formatClock } from "@/lib/time";
import { db } from "@/server/db";
import { findParagraph } from "@/server/work/reports/find-paragraph";
import { sendReportForm } from "./actions";

export const metadata: Metadata = { title: "Something is wrong", robots: { index: false } };

const query = z.object({
  p: rowId.optional(),
  became: z.enum(["sent", "limited", "no-paragraph"]).optional().catch(undefined),
});

/** Says that something is wrong with a paragraph, also where no script runs. */
export default async function ReportPage({ params, searchParams }: PageProps<"/[show]/[slug]/report">) {
  const { show, slug } = await params;
  const asked = query.safeParse(await searchParams);
  if (!asked.success) notFound();
  const { p: segmentId, became } = asked.data;
  if (segmentId === undefined) return <WhichParagraph back={`/${show}/${slug}`} />;
  const paragraph = await findParagraph(db(), { show, slug, segmentId });
  if (!paragraph) notFound();
  const href = `/${show}/${slug}#p${segmentId}`;
  return (
    <article className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={href}>
          {paragraph.title}, {formatClock(paragraph.start)}
        </Link>
      </p>
      <h1 className={page.title}>Something is wrong here</h1>
      <ReportForm
        send={sendReportForm}
        quote={paragraph.quote}
        became={became}
        fields={{ show, slug, segmentId }}
        href={href}
      />
      <p className={page.facts}>
        Or <a href={`/${show}/${slug}/correct?p=${segmentId}`}>Correct it yourself</a>
      </p>
    </article>
  );
}
