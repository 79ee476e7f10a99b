import { problem } from "@/lib/http/problem";
import { serveText } from "@/lib/http/serve-text";
import { readEnvironment } from "@/lib/read-environment";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { writeChanges } from "@/server/doors/feeds/write-changes";
import { findMoved } from "@/server/work/shows/find-moved";

/** What was accepted at the show lately, as Atom. */
export async function GET(request: Request, { params }: RouteContext<"/[show]/changes.xml">) {
  const { show } = await params;
  const body = await writeChanges(db(), { show, siteUrl: readEnvironment().siteUrl });
  if (body === null) {
    const moved = await findMoved(db(), { show });
    return moved
      ? Response.redirect(`${readEnvironment().siteUrl}${moved}/changes.xml`, 308)
      : problem(404, problems.noShow);
  }
  return serveText(request, { body, type: "application/atom+xml; charset=utf-8" });
}
