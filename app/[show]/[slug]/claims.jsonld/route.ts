import { readEnvironment } from "@/lib/environment";
import { toAnnotations } from "@/server/claims/annotations";
import { listClaims } from "@/server/claims/list-claims";
import { db } from "@/server/db";
import { findEpisode } from "@/server/episodes/find-episode";
import { problem } from "@/server/problem";

/** An episode's published claims as W3C Web Annotations. */
export async function GET(
  _: Request,
  { params }: RouteContext<"/[show]/[slug]/claims.jsonld">,
): Promise<Response> {
  const { show, slug } = await params;
  const episode = await findEpisode(db(), { show, slug });
  if (!episode) return problem(404, "There is no such episode");
  const { claims } = await listClaims(db(), { episodeId: episode.id });
  const page = toAnnotations(claims, { siteUrl: readEnvironment().siteUrl, href: `/${show}/${slug}` });
  return Response.json(page, {
    headers: {
      "Content-Type": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
      "Cache-Control": "no-cache",
    },
  });
}
