import { problem } from "@/lib/http/problem";
import { servePiece } from "@/lib/http/serve-piece";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { readTranscript } from "@/server/text/episodes/read-transcript";
import { embedText } from "../../embed-text";

/** The text of the player for other sites, by the name that its page has for it: see server/text/pages/README.md. */
export async function GET(request: Request, { params }: RouteContext<"/embed/[show]/[slug]/text/[name]">) {
  const { show, slug } = await params;
  const episode = await findEpisode(db(), { show, slug });
  const { transcript: head, duration } = episode ?? {};
  const transcript =
    head &&
    (await readTranscript(db(), {
      ...{ documentId: head.id, revision: head.revision, path: head.path, duration: duration ?? null },
    }));
  if (!transcript) return problem(404, problems.noText);
  return servePiece(request, embedText(`/embed/${show}/${slug}`, transcript));
}
