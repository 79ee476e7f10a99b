import { problem } from "@/lib/http/problem";
import { serveText } from "@/lib/http/serve-text";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { findChapters } from "@/server/text/episodes/find-chapters";

/** The episode's chapters as the Podcast Namespace's JSON. */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/chapters.json">) {
  const chapters = await findChapters(db(), await params);
  if (!chapters) return problem(404, problems.noChapters);
  return serveText(request, {
    body: JSON.stringify(chapters),
    type: "application/json+chapters; charset=utf-8",
  });
}
