import { groupBy } from "@/lib/group-by";
import type { ReadableTurn } from "@/server/text/episodes/read-transcript";
import { markClaims } from "./mark-claims";
import type { ClaimNote } from "./read-episode-claims";

const CLASSES = {
  matches: "claim-matches",
  close: "claim-close",
  differs: "claim-differs",
  "not comparable": "claim-other",
  none: "claim-other",
};

interface Marked {
  readonly turns: readonly ReadableTurn[];
  readonly marked: readonly ReadableTurn[];
}

// Keyed by object: both inputs come from caches and stay the same objects until something changes.
const kept = new WeakMap<readonly ClaimNote[], Marked>();

/** Marks the words of claims in a transcript's turns. */
export function withClaims(
  turns: readonly ReadableTurn[],
  claims: readonly ClaimNote[],
): readonly ReadableTurn[] {
  if (claims.length === 0) return turns;
  const before = kept.get(claims);
  if (before?.turns === turns) return before.marked;
  const marked = mark(turns, claims);
  kept.set(claims, { turns, marked });
  return marked;
}

function mark(turns: readonly ReadableTurn[], claims: readonly ClaimNote[]): readonly ReadableTurn[] {
  const bySegment = groupBy(claims, ({ segmentId }) => segmentId);
  return turns.map((turn) => ({
    ...turn,
    segments: turn.segments.map((segment) => {
      const own = bySegment.get(segment.id);
      if (!own) return segment;
      const spans = own.map(({ outcome, ...claim }) => ({ ...claim, className: CLASSES[outcome] }));
      return { ...segment, html: markClaims(segment.html, spans) };
    }),
  }));
}
