import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { serveMade } from "@/server/text/pages/serve-made";
import { makeAnnotations } from "@/server/work/claims/make-annotations";

/** An episode's published claims as W3C Web Annotations. `server/web` answers for episodes that exist. */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/claims.jsonld">) {
  const { siteUrl } = readEnvironment();
  const made = await makeAnnotations(db(), { ...(await params), siteUrl });
  return made ? serveMade(request, made) : problem(404, problems.noEpisode);
}
