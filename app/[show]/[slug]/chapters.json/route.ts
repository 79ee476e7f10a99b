import { problem } from "@/lib/http/problem";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { makeChapters } from "@/server/text/episodes/make-chapters";
import { serveMade } from "@/server/text/pages/serve-made";

/** The episode's chapters as the Podcast Namespace's JSON. `server/web` answers for chapters that exist. */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/chapters.json">) {
  const made = await makeChapters(db(), await params);
  return made ? serveMade(request, made) : problem(404, problems.noChapters);
}
