import { problem } from "@/lib/http/problem";
import { rowId } from "@/lib/row-id";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { makeWordStarts } from "@/server/text/episodes/make-word-starts";

/**
 * The times of the words of one revision. `server/web` answers for the present way of timing; this route answers for
 * older addresses, and nobody keeps its answers.
 */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/words/[revision]">) {
  const { show, slug, revision } = await params;
  const number = rowId.safeParse(revision);
  if (!number.success) return problem(404, problems.noSuchRevision);
  const version = new URL(request.url).searchParams.get("v");
  const made = await makeWordStarts(db(), { show, slug, revision: number.data, version });
  if (!made) return problem(404, problems.noSuchRevision);
  return new Response(new Uint8Array(made.body), { headers: made.headers as Record<string, string> });
}
