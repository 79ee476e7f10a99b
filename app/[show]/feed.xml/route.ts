import { problem } from "@/lib/http/problem";
import { serveText } from "@/lib/http/serve-text";
import { readEnvironment } from "@/lib/read-environment";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { writeFeed } from "@/server/doors/feeds/write-feed";
import { findMoved } from "@/server/work/shows/find-moved";

/** The show's feed: RSS 2.0 with the Podcast Namespace. */
export async function GET(request: Request, { params }: RouteContext<"/[show]/feed.xml">) {
  const { show } = await params;
  const body = await writeFeed(db(), { show, siteUrl: readEnvironment().siteUrl });
  if (body === null) {
    const moved = await findMoved(db(), { show });
    return moved
      ? Response.redirect(`${readEnvironment().siteUrl}${moved}/feed.xml`, 308)
      : problem(404, problems.noShow);
  }
  return serveText(request, { body, type: "application/rss+xml; charset=utf-8" });
}
