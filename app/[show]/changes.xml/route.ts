import { readEnvironment } from "@/lib/environment";
import { db } from "@/server/db";
import { writeChanges } from "@/server/feeds/write-changes";
import { serveText } from "@/server/http/serve-text";
import { problem } from "@/server/problem";

/** What was accepted at the show lately, as Atom. */
export async function GET(request: Request, { params }: RouteContext<"/[show]/changes.xml">) {
  const { show } = await params;
  const body = await writeChanges(db(), { show, siteUrl: readEnvironment().siteUrl });
  if (body === null) return problem(404, "No such show");
  return serveText(request, { body, type: "application/atom+xml; charset=utf-8" });
}
