import { z } from "zod";
import { problem } from "@/lib/http/problem";
import { serveText } from "@/lib/http/serve-text";
import { readEnvironment } from "@/lib/read-environment";
import { rowId } from "@/lib/row-id";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { exportTranscript, isFormat } from "@/server/text/captions/export-transcript";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { findMoved } from "@/server/work/shows/find-moved";

const address = z.object({
  revision: rowId.optional(),
});

/** The transcript in one of its formats, of today or of any revision: /practicalai/147.vtt?revision=3. */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/as/[format]">) {
  const { show, slug, format } = await params;
  if (!isFormat(format)) return problem(404, problems.noFormat);
  const { searchParams } = new URL(request.url);
  const asked = address.safeParse({ revision: searchParams.get("revision") ?? undefined });
  if (!asked.success) return problem(400, problems.noRevision, problems.revisionNumber);
  const episode = await findEpisode(db(), { show, slug });
  if (!episode?.transcript) {
    const moved = episode ? null : await findMoved(db(), { show, slug });
    if (!moved) return problem(404, problems.noTranscript);
    return Response.redirect(
      `${readEnvironment().siteUrl}${moved}.${format}${new URL(request.url).search}`,
      308,
    );
  }
  const { id: documentId, revision: head, path } = episode.transcript;
  const exported = await exportTranscript(db(), {
    ...{ documentId, path, format, title: episode.title, language: episode.show.language },
    revision: asked.data.revision ?? head,
    duration: episode.duration,
    words: searchParams.get("words") === "1",
  });
  if (!exported) return problem(404, problems.noSuchRevision);
  // A page of its own, under this site's address: it is text, and must not be anything else.
  const headers = { "Content-Security-Policy": "default-src 'none'" };
  return serveText(request, { ...exported, ...(format === "html" ? { headers } : {}) });
}
