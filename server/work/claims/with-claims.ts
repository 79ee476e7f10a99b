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

// Both are kept where they are read, and are the same for as long as nothing changes: so is what is made of them.
const kept = new WeakMap<readonly ClaimNote[], Marked>();

/** A transcript's turns with the words of claims marked. */
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
