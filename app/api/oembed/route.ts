import { z } from "zod";
import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { makeEmbedDescription } from "@/server/doors/sharing/make-embed-description";
import { serveMade } from "@/server/text/pages/serve-made";

const pixels = z.coerce.number().int().min(1).max(100_000).optional();

const asked = z.object({
  url: z.string().min(1).max(2000),
  maxwidth: pixels,
  maxheight: pixels,
});

/** oEmbed 1.0 for the site's episodes: /api/oembed?url=https://…/figures/1. JSON only. */
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
  const made = await makeEmbedDescription(db(), { url, site, maxWidth: maxwidth, maxHeight: maxheight });
  if (!made) return problem(404, problems.notFound, problems.notAnEpisode);
  return serveMade(request, made);
}
