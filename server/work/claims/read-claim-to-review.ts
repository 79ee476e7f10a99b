import type { Database } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { wordStartsUrl } from "@/server/text/episodes/word-starts-url";
import { type Beside, findNeighbours } from "./find-neighbours";
import { type ClaimToReview, listClaimsToReview } from "./list-claims-to-review";
import { type ReadableClaim, readClaims } from "./read-claims";
import { type HeardEpisode, readPlayedEpisodes } from "./read-played-episodes";

/** A claim with everything that a maintainer needs for a decision. */
export interface ReviewedClaim {
  readonly claim: ReadableClaim;
  readonly reasons: ClaimToReview["reasons"];
  readonly neighbours: ReadonlyMap<number, Beside>;
  /** Where else it is said, for the player, by the episode's id. */
  readonly played: ReadonlyMap<number, HeardEpisode>;
  /** For the player; null if the episode has no audio or no transcript. */
  readonly episode: {
    readonly audio: { readonly url: string; readonly type: string | null } | null;
    readonly duration: number | null;
    readonly wordStartsUrl: string;
  } | null;
}

/** Reads a claim with its proposed evidence; null if it does not belong to these shows. */
export async function readClaimToReview(
  db: Database,
  { id, showIds }: { id: number; showIds: readonly number[] },
): Promise<ReviewedClaim | null> {
  const [claim] = await readClaims(db, [id], { waiting: true });
  if (!claim || !showIds.includes(claim.show.id)) return null;
  if (claim.status === "rejected" || claim.status === "withdrawn") return null;
  const [neighbours, waiting, episode, played] = await Promise.all([
    findNeighbours(db, [claim]),
    listClaimsToReview(db, { showIds: [claim.show.id] }),
    findEpisode(db, { show: claim.show.slug, slug: claim.episode.slug }),
    readPlayedEpisodes(db, claim),
  ]);
  return {
    claim,
    neighbours,
    played,
    reasons: waiting.find((one) => one.id === id)?.reasons ?? [],
    episode: episode?.transcript
      ? {
          audio: episode.audio,
          duration: episode.duration,
          wordStartsUrl: wordStartsUrl(episode, episode.transcript.revision),
        }
      : null,
  };
}
