import { z } from "zod";
import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { describeEmbed } from "@/server/doors/sharing/describe-embed";

const pixels = z.coerce.number().int().min(1).max(100_000).optional();

const asked = z.object({
  url: z.string().min(1).max(2000),
  maxwidth: pixels,
  maxheight: pixels,
});

/** oEmbed 1.0 for the episodes of this site: /api/oembed?url=https://…/figures/1. In JSON; XML is not spoken here. */
export async function GET(request: Request) {
  const { format, ...query } = Object.fromEntries(new URL(request.url).searchParams);
  if (format !== undefined && format !== "json")
    return problem(501, problems.notImplemented, problems.onlyJson);
  const parsed = asked.safeParse(query);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
    return problem(400, problems.incomplete, problems.urlIsAnEpisode(wrong));
  }
  const { url, maxwidth, maxheight } = parsed.data;
  const site = readEnvironment().siteUrl;
  const embed = await describeEmbed(db(), { url, site, maxWidth: maxwidth, maxHeight: maxheight });
  if (!embed) return problem(404, problems.notFound, problems.notAnEpisode);
  return Response.json(embed, {
    headers: { "Access-Control-Allow-Origin": "*", "Cache-Control": `public, max-age=${embed.cache_age}` },
  });
}
