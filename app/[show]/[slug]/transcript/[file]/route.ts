import { problem } from "@/lib/http/problem";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { makeTranscriptVersion } from "@/server/text/captions/make-transcript-version";
import { serveMade } from "@/server/text/pages/serve-made";

/**
 * One version of the transcript, as feed.xml names it: /practicalai/147/transcript/3-0a1b2c3d4e.vtt. `server/web`
 * answers for names of today; the others come here, and are not kept.
 */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/transcript/[file]">) {
  const made = await makeTranscriptVersion(db(), await params);
  if (made === "too-hard") return problem(503, problems.busy, undefined, { "Retry-After": "10" });
  return made ? serveMade(request, made) : problem(404, problems.noSuchRevision);
}
