import { LRUCache } from "lru-cache";
import { sayQuantity, sayStatistic } from "@/evidence";
import { claimNote as texts } from "@/lib/texts/en/claims";
import type { Reader } from "@/server/db";
import { asStatistic } from "./as-statistic";
import { listClaims } from "./list-claims";
import type { ReadableClaim } from "./read-claims";

/** A claim as the reader shows it before it is opened: one line, and the place of its words. */
export interface ClaimNote {
  readonly id: number;
  readonly segmentId: number;
  readonly firstWord: number;
  readonly lastWord: number;
  readonly outcome: ReadableClaim["evidence"][number]["comparison"]["outcome"] | "none";
  /** Example: "said about a third · measured 37 %". */
  readonly line: string;
}

// The key is complete: the episode's `claims_version` changes with every decision and statistic.
const cache = new LRUCache<string, readonly ClaimNote[]>({ max: 200 });

/** Reads an episode's published claims whose words are in the newest text. */
export async function readEpisodeClaims(
  db: Reader,
  { episodeId, revision, claimsVersion }: { episodeId: number; revision: number; claimsVersion: number },
): Promise<readonly ClaimNote[]> {
  // No claim was ever decided.
  if (claimsVersion === 0) return [];
  const key = `${episodeId}.${revision}.${claimsVersion}`;
  const kept = cache.get(key);
  if (kept) return kept;
  const { claims } = await listClaims(db, { episodeId });
  const notes = claims.flatMap((claim): ClaimNote[] => {
    const { id, evidence, said, quantity } = claim;
    const [held] = evidence;
    const words = said ?? sayQuantity(quantity);
    const line = held
      ? texts.measured(words, sayStatistic(asStatistic(held.statistic)))
      : texts.notCompared(words);
    const outcome = held?.comparison.outcome ?? "none";
    // A claim that was made elsewhere may be said here again.
    return [claim, ...claim.repeats]
      .filter(({ episode, lostAt }) => episode.id === episodeId && lostAt === null)
      .map(({ segmentId, firstWord, lastWord }) => ({ id, segmentId, firstWord, lastWord, line, outcome }));
  });
  cache.set(key, notes);
  return notes;
}
