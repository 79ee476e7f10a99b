import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { ReportForm } from "@/components/reading/report-form";
import { WhichParagraph } from "@/components/reading/which-paragraph";
import { Fill } from "@/components/ui/fill";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { rowId } from "@/lib/row-id";
import { reportPage as texts } from "@/lib/texts/en/correct";
import { formatClock } from "@/lib/time";
import { db } from "@/server/db";
import { findParagraph } from "@/server/work/reports/find-paragraph";
import { sendReportForm } from "./actions";

export const metadata: Metadata = { title: texts.metaTitle, robots: { index: false } };

const query = z.object({
  p: rowId.optional(),
  became: z.enum(["sent", "limited", "no-paragraph"]).optional().catch(undefined),
});

/** The form that reports an error in a paragraph. It works without scripts. */
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
    <Page narrow>
      <PageHeading
        over={
          <Link href={href}>
            {paragraph.title}, {formatClock(paragraph.start)}
          </Link>
        }
        title={texts.title}
      />
      <ReportForm
        send={sendReportForm}
        quote={paragraph.quote}
        became={became}
        fields={{ show, slug, segmentId }}
        href={href}
      />
      <p className={page.facts}>
        <Fill
          text={texts.correct}
          with={{ link: <a href={`/${show}/${slug}/correct?p=${segmentId}`}>{texts.correctLink}</a> }}
        />
      </p>
    </Page>
  );
}
