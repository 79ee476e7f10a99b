import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import type { Database } from "@/server/db";
import { takeFrom } from "@/server/people/limits/take-from";

interface Asking {
  readonly show: string;
  readonly slug: string;
  /** The account of whoever asks; null for somebody without one. */
  readonly personId: string | null;
  /** The hashed address that it was asked from. */
  readonly addressHash: string;
}

/** How many ask for it by now, whether or not this one asked before; or why it was not counted. */
export type AskedForTranscript =
  | { readonly ok: true; readonly count: number }
  | { readonly ok: false; readonly reason: "no-episode" | "has-transcript" | "too-many" };

const DAY = 86_400;
/** How many transcripts one person, or one address, may ask for in a day. */
const REQUESTS_A_DAY = 30;

/** Counts somebody who would read an episode's transcript. Whoever has an account is told once there is one. */
export async function askForTranscript(
  db: Database,
  { show, slug, personId, addressHash }: Asking,
): Promise<AskedForTranscript> {
  if (!SHOW_SLUG.test(show) || !EPISODE_SLUG.test(slug)) return { ok: false, reason: "no-episode" };
  const episode = await db.episode.findFirst({
    where: { slug, show: { slug: show } },
    select: { id: true, documents: { where: { kind: "transcript" }, select: { id: true } } },
  });
  if (!episode) return { ok: false, reason: "no-episode" };
  if (episode.documents.length > 0) return { ok: false, reason: "has-transcript" };
  const who = personId ?? addressHash;
  const limit = { key: `transcript-request:${who}`, limit: REQUESTS_A_DAY, perSeconds: DAY };
  if (!(await takeFrom(db, limit)).ok) return { ok: false, reason: "too-many" };
  await db.transcriptRequest.createMany({
    data: [{ episodeId: episode.id, who, userId: personId }],
    skipDuplicates: true,
  });
  return { ok: true, count: await db.transcriptRequest.count({ where: { episodeId: episode.id } }) };
}
