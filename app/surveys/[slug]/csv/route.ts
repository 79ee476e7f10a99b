import { problem } from "@/lib/http/problem";
import { surveyPage } from "@/lib/texts/en/surveys";
import { db } from "@/server/db";
import { exportCsv } from "@/server/work/surveys/export-csv";

/** A survey's statistics as CSV; with `?question=` those of one question. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/surveys/[slug]/csv">,
): Promise<Response> {
  const { slug } = await params;
  const question = new URL(request.url).searchParams.get("question");
  const csv = await exportCsv(db(), { survey: slug, ...(question ? { question } : {}) });
  if (csv === null) return problem(404, surveyPage.noSurvey);
  return new Response(csv, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${slug.replace(/[^a-z0-9-]/g, "")}.csv"`,
      "Cache-Control": "no-cache",
    },
  });
}
