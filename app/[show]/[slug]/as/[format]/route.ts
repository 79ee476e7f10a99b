import { z } from "zod";
import { problem } from "@/lib/http/problem";
import { db } from "@/server/db";
import { isFormat } from "@/server/text/captions/export-transcript";
import { makeTranscript } from "@/server/text/captions/make-transcript";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { serveMade } from "@/server/text/pages/serve-made";

const address = z.object({
  revision: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
});

/**
 * The transcript in one of its formats, of today or of any revision: /practicalai/147.vtt?revision=3. What there is
 * comes from server/web; what comes here is mostly what there is not.
 */
export async function GET(request: Request, { params }: RouteContext<"/[show]/[slug]/as/[format]">) {
  const { show, slug, format } = await params;
  if (!isFormat(format)) return problem(404, "No such format");
  const { searchParams } = new URL(request.url);
  const asked = address.safeParse({ revision: searchParams.get("revision") ?? undefined });
  if (!asked.success) return problem(400, "No revision", "A revision is a number from 1.");
  const made = await makeTranscript(db(), {
    ...{ show, slug, format, revision: asked.data.revision },
    words: searchParams.get("words") === "1",
  });
  if (made) return serveMade(request, made);
  const episode = await findEpisode(db(), { show, slug });
  return problem(404, episode?.transcript ? "No such revision" : "No such transcript");
}
