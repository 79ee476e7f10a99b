import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { makeTranscriptVersion } from "@/server/text/captions/make-transcript-version";
import { serveMade } from "@/server/text/pages/serve-made";
import { findMoved } from "@/server/work/shows/find-moved";

/**
 * One version of the transcript, as feed.xml names it: /practicalai/147/transcript/3-0a1b2c3d4e.vtt. `server/web`
 * answers for names of today; the others come here, and are not kept.
 */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/transcript/[file]">) {
  const { show, slug, file } = await params;
  const made = await makeTranscriptVersion(db(), { show, slug, file });
  if (made) return serveMade(request, made);
  const moved = await findMoved(db(), { show, slug });
  if (!moved) return problem(404, problems.noSuchRevision);
  return Response.redirect(
    `${readEnvironment().siteUrl}${moved}/transcript/${encodeURIComponent(file)}`,
    308,
  );
}
