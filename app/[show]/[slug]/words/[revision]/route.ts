import { problem } from "@/lib/http/problem";
import { rowId } from "@/lib/row-id";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { packWordStarts } from "@/server/text/episodes/pack-word-starts";
import { timeText } from "@/server/text/episodes/time-text";
import { timesKey } from "@/server/text/episodes/word-starts-url";

/** The starts of the words of one revision: kept for good where the address names today's way of timing. */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/words/[revision]">) {
  const { show, slug, revision } = await params;
  const number = rowId.safeParse(revision);
  const episode = await findEpisode(db(), { show, slug });
  if (!number.success || !episode?.transcript) return problem(404, problems.noSuchRevision);
  const { id: documentId, path } = episode.transcript;
  const { duration } = episode;
  const wanted = { documentId, path, duration, revision: number.data };
  const timed = await timeText(db(), wanted);
  if (!timed) return problem(404, problems.noSuchRevision);
  const named = new URL(request.url).searchParams.get("v") === timesKey(duration);
  return new Response(packWordStarts(timed.wordStarts), {
    headers: {
      "Content-Type": "application/octet-stream",
      "Cache-Control": named ? "public, max-age=31536000, immutable" : "no-cache",
    },
  });
}
