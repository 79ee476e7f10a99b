import { z } from "zod";
import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { heardPoints as texts } from "@/lib/texts/en/sound";
import { db } from "@/server/db";
import { isFromElsewhere } from "@/server/people/accounts/is-from-elsewhere";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { keepHeardPoints } from "@/server/work/listening/keep-heard-points";
import { readHeardPoints } from "@/server/work/listening/read-heard-points";
import { MOST_POINTS } from "@/transcript";

export const dynamic = "force-dynamic";

const LONGEST_AUDIO = 100_000;
const MOST_BYTES = 10_000;

/** The episode by its address, and the length of the listener's file in seconds. */
const file = z.object({
  episode: z
    .string()
    .max(300)
    .regex(/^\/[\w-]+\/[\w-]+$/),
  length: z.coerce.number().positive().max(LONGEST_AUDIO),
});
const seconds = z.number().min(0).max(LONGEST_AUDIO);
const told = file.extend({
  points: z.array(z.strictObject({ text: seconds, audio: seconds })).max(MOST_POINTS),
});

const ofEpisode = (episode: string) => {
  const [, show = "", slug = ""] = episode.split("/");
  return { show, slug };
};

/** What listeners with a file of this length have heard where: `{ heard: { by, points } }`, null where nothing is known. */
export async function GET(request: Request): Promise<Response> {
  const parsed = file.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!parsed.success) return problem(400, texts.illFormed);
  const { episode, length } = parsed.data;
  const listener = await currentContributor();
  const heard = await readHeardPoints(db(), { listener, ...ofEpisode(episode), length });
  return Response.json({ heard }, { headers: { "Cache-Control": "private, no-store" } });
}

/** A listener says where their file has the text; with no points, that they no longer say so. */
export async function POST(request: Request): Promise<Response> {
  if (isFromElsewhere(request, readEnvironment().siteUrl)) return problem(403, texts.elsewhere);
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) return problem(413, texts.tooLong);
  const parsed = told.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return problem(400, texts.illFormed);
  const { episode, length, points } = parsed.data;
  const listener = await currentContributor();
  const kept = await keepHeardPoints(db(), { listener, ...ofEpisode(episode), length, points });
  if (kept.ok) return new Response(null, { status: 204 });
  if (kept.reason === "too-fast")
    return problem(429, texts.tooFast, undefined, { "Retry-After": String(kept.retryAfterSeconds) });
  return kept.reason === "no-episode" ? problem(404, texts.gone) : problem(400, texts.illFormed);
}
