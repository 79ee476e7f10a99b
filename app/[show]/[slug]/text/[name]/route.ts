import { problem } from "@/lib/http/problem";
import { servePiece } from "@/lib/http/serve-piece";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { readTranscript } from "@/server/text/episodes/read-transcript";
import { readEpisodeClaims } from "@/server/work/claims/read-episode-claims";
import { episodeText } from "../../episode-text";

/** The text of an episode's page, by the name that the page has for it: see server/text/pages/README.md. */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/text/[name]">) {
  const { show, slug } = await params;
  const episode = await findEpisode(db(), { show, slug });
  if (!episode?.transcript) return problem(404, problems.noText);
  const { id: documentId, revision, path } = episode.transcript;
  const { duration, id: episodeId, claimsVersion } = episode;
  const transcript = await readTranscript(db(), { documentId, revision, path, duration });
  if (!transcript) return problem(404, problems.noText);
  const claims = await readEpisodeClaims(db(), {
    ...{ episodeId, claimsVersion, revision: transcript.revision },
  });
  return servePiece(request, episodeText({ href: `/${show}/${slug}`, transcript, claims }));
}
