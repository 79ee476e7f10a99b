import { z } from "zod";
import { problem } from "@/lib/http/problem";
import { db } from "@/server/db";
import { makeWordStarts } from "@/server/text/episodes/make-word-starts";

const revisionNumber = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/**
 * The starts of the words of one revision. Under the address that names today's way of timing they come from
 * server/web; what comes here is not kept.
 */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/words/[revision]">) {
  const { show, slug, revision } = await params;
  const number = revisionNumber.safeParse(revision);
  if (!number.success) return problem(404, "No such revision");
  const version = new URL(request.url).searchParams.get("v");
  const made = await makeWordStarts(db(), { show, slug, revision: number.data, version });
  if (!made) return problem(404, "No such revision");
  return new Response(new Uint8Array(made.body), { headers: made.headers as Record<string, string> });
}
