import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { makeFeed } from "@/server/doors/feeds/make-feed";
import { serveMade } from "@/server/text/pages/serve-made";

/** The show's recently accepted changes as Atom. `server/web` answers for shows that exist. */
export async function GET(request: Request, { params }: RouteContext<"/[show]/changes.xml">) {
  const { show } = await params;
  const { siteUrl } = readEnvironment();
  const made = await makeFeed(db(), { show, siteUrl, kind: "changes.xml" });
  return made ? serveMade(request, made) : problem(404, problems.noShow);
}
