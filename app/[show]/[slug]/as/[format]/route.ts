import { z } from "zod";
import { problem } from "@/lib/http/problem";
import { rowId } from "@/lib/row-id";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { isFormat } from "@/server/text/captions/is-format";
import { makeTranscript } from "@/server/text/captions/make-transcript";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { serveMade } from "@/server/text/pages/serve-made";

const address = z.object({
  revision: rowId.optional(),
});

/**
 * The transcript in one of its formats, of today or of any revision: /practicalai/147.vtt?revision=3. `server/web`
 * answers for transcripts that exist; this route answers for most others.
 */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/as/[format]">) {
  const { show, slug, format } = await params;
  if (!isFormat(format)) return problem(404, problems.noFormat);
  const { searchParams } = new URL(request.url);
  const asked = address.safeParse({ revision: searchParams.get("revision") ?? undefined });
  if (!asked.success) return problem(400, problems.noRevision, problems.revisionNumber);
  const made = await makeTranscript(db(), {
    ...{ show, slug, format, revision: asked.data.revision },
    words: searchParams.get("words") === "1",
    line: searchParams.get("line") === "65" ? 65 : 42,
  });
  if (made === "too-hard") return problem(503, problems.busy, undefined, { "Retry-After": "10" });
  if (made) return serveMade(request, made);
  const episode = await findEpisode(db(), { show, slug });
  return problem(404, episode?.transcript ? problems.noSuchRevision : problems.noTranscript);
}
