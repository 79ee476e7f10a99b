import type { Environment } from "@/lib/read-environment";
import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { keepAudio } from "@/server/text/uploads/keep-audio";
import { openStore } from "@/server/text/uploads/open-store";
import { editFields } from "./edit-fields";

interface Bringing {
  readonly show: string;
  readonly slug: string;
  /** How many bytes the sender says that there are; 0 where they say nothing. */
  readonly length: number;
  readonly body: AsyncIterable<Uint8Array> | null;
  readonly actor: { readonly id: string; readonly name: string };
  readonly environment: Pick<Environment, "uploads">;
  readonly signal?: AbortSignal | undefined;
}

export type BroughtAudio =
  | { readonly ok: true; readonly url: string }
  | {
      readonly ok: false;
      readonly reason: "not-allowed" | "no-episode" | "too-large" | "not-audio" | "empty" | "broken-off";
    };

/**
 * Keeps an episode's audio as it is uploaded, and links it. Who may not, and what says that it is too large, is told before a
 * byte is read.
 */
export async function bringAudio(db: Database, bringing: Bringing): Promise<BroughtAudio> {
  const { show, slug, length, body, actor, environment, signal } = bringing;
  const episode = await db.episode.findFirst({
    where: { slug, show: { slug: show } },
    select: { showId: true },
  });
  if (!episode) return { ok: false, reason: "no-episode" };
  const { showId } = episode;
  if (!mayReview(await standingAt(db, { personId: actor.id, showId })))
    return { ok: false, reason: "not-allowed" };
  const { folder, mostBytes } = environment.uploads;
  if (length > mostBytes) return { ok: false, reason: "too-large" };
  if (!body) return { ok: false, reason: "empty" };
  const kept = await keepAudio(body, { db, store: openStore(environment), folder, mostBytes, signal });
  if (!kept.ok) return kept;
  const { url, type, bytes } = kept;
  const edited = await editFields(db, {
    ...{ showId, slug, actor },
    changes: { audio: { audioUrl: url, audioType: type, audioBytes: bytes } },
  });
  if (edited.ok) return { ok: true, url };
  return { ok: false, reason: edited.reason === "not-allowed" ? "not-allowed" : "no-episode" };
}
