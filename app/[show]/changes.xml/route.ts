import { readEnvironment } from "@/lib/environment";
import { problem } from "@/lib/http/problem";
import { db } from "@/server/db";
import { makeFeed } from "@/server/doors/feeds/make-feed";
import { serveMade } from "@/server/text/pages/serve-made";

/** What was accepted at the show lately, as Atom. What there is comes from server/web. */
export async function GET(request: Request, { params }: RouteContext<"/[show]/changes.xml">) {
  const { siteUrl } = readEnvironment();
  const made = await makeFeed(db(), { ...(await params), siteUrl, kind: "changes.xml" });
  return made ? serveMade(request, made) : problem(404, "No such show");
}
