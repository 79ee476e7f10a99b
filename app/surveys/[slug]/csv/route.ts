import { problem } from "@/lib/http/problem";
import { surveyPage } from "@/lib/texts/en/surveys";
import { db } from "@/server/db";
import { serveMade } from "@/server/text/pages/serve-made";
import { makeCsv } from "@/server/work/surveys/make-csv";

/** A survey's statistics as CSV; with `?question=` those of one question. `server/web` answers for surveys that exist. */
export async function GET(request: Request, { params }: RouteContext<"/surveys/[slug]/csv">) {
  const question = new URL(request.url).searchParams.get("question") ?? undefined;
  const made = await makeCsv(db(), { survey: (await params).slug, question });
  return made ? serveMade(request, made) : problem(404, surveyPage.noSurvey);
}
