import { exportTranscript, isFormat } from "@/server/captions/export-transcript";
import { db } from "@/server/db";
import { findEpisode } from "@/server/episodes/find-episode";
import { problem } from "@/server/problem";

/** The transcript in one of its formats: /practicalai/147.vtt. Players of other sites may load it. */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/as/[format]">) {
  const { show, slug, format } = await params;
  if (!isFormat(format)) return problem(404, "No such format");
  const episode = await findEpisode(db(), { show, slug });
  if (!episode?.transcript) return problem(404, "No such transcript");
  const { id: documentId, revision, path } = episode.transcript;
  const words = new URL(request.url).searchParams.get("words") === "1";
  const wanted = { documentId, revision, path, duration: episode.duration, format, words };
  const exported = await exportTranscript(db(), wanted);
  if (!exported) return problem(404, "No such transcript");
  const headers = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "public, no-cache",
    ETag: exported.etag,
    "Last-Modified": exported.changedAt.toUTCString(),
  };
  const known = request.headers.get("If-None-Match")?.split(/\s*,\s*/);
  if (known?.some((tag) => tag.replace(/^W\//, "") === exported.etag || tag === "*")) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(exported.body, { headers: { ...headers, "Content-Type": exported.type } });
}
