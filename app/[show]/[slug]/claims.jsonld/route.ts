import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { listClaims } from "@/server/work/claims/list-claims";
import { toAnnotations } from "@/server/work/claims/to-annotations";

/** An episode's published claims as W3C Web Annotations. */
export async function GET(
  _: Request,
  { params }: RouteContext<"/[show]/[slug]/claims.jsonld">,
): Promise<Response> {
  const { show, slug } = await params;
  const episode = await findEpisode(db(), { show, slug });
  if (!episode) return problem(404, problems.noEpisode);
  const { claims } = await listClaims(db(), { episodeId: episode.id });
  const page = toAnnotations(claims, { siteUrl: readEnvironment().siteUrl, href: `/${show}/${slug}` });
  return Response.json(page, {
    headers: {
      "Content-Type": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
      "Cache-Control": "no-cache",
    },
  });
}
