import { z } from "zod";
import { problem } from "@/lib/http/problem";
import { LONGEST_HEARD } from "@/lib/longest-text";
import { readEnvironment } from "@/lib/read-environment";
import { rowId } from "@/lib/row-id";
import { soundWitness as texts } from "@/lib/texts/en/sound";
import { db } from "@/server/db";
import { isFromElsewhere } from "@/server/people/accounts/is-from-elsewhere";
import { fetchingOf } from "@/server/text/sounds/fetching-of";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { weighTyped } from "@/server/work/contributions/weigh-typed";

export const dynamic = "force-dynamic";

/** In characters: the longest answer to a gap. */
const LONGEST_WORDS = 2_000;
const MOST_BYTES = 100_000;

const place = { documentId: rowId, base: rowId, segmentId: rowId };
const asked = z.union([
  z.strictObject({ ...place, gap: z.int().min(0).max(10_000), words: z.string().min(1).max(LONGEST_WORDS) }),
  z.strictObject({ ...place, body: z.string().min(1).max(LONGEST_HEARD) }),
]);

/**
 * What the sound says of words that somebody types: `{ sound: { judgement, probability, score } }`, null where it says
 * nothing. A hint for the forms; nothing is kept.
 */
export async function POST(request: Request): Promise<Response> {
  const environment = readEnvironment();
  if (isFromElsewhere(request, environment.siteUrl)) return problem(403, texts.elsewhere);
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) return problem(413, texts.tooLong);
  const parsed = asked.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return problem(400, texts.illFormed);
  const { documentId, base, segmentId, ...typed } = parsed.data;
  const weighed = await weighTyped(db(), {
    ...{ documentId, base, segmentId, author: await currentContributor() },
    edit:
      "gap" in typed
        ? { kind: "gap", gap: typed.gap, answer: { words: typed.words } }
        : { kind: "body", body: typed.body },
    folder: fetchingOf(environment).folder,
  });
  if (weighed.ok)
    return Response.json({ sound: weighed.sound }, { headers: { "Cache-Control": "private, no-store" } });
  if (weighed.reason === "too-fast")
    return problem(429, texts.tooFast, undefined, { "Retry-After": String(weighed.retryAfterSeconds) });
  return weighed.reason === "no-document" ? problem(404, texts.gone) : problem(403, texts.notAllowed);
}
