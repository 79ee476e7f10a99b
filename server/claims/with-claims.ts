import type { ReadableTurn } from "../episodes/read-transcript";
import { markClaims } from "./mark-claims";
import type { ClaimNote } from "./read-episode-claims";

const CLASSES = {
  matches: "claim-matches",
  close: "claim-close",
  differs: "claim-differs",
  "not comparable": "claim-other",
  none: "claim-other",
};

/** A transcript's turns with the words of claims marked. */
export function withClaims(
  turns: readonly ReadableTurn[],
  claims: readonly ClaimNote[],
): readonly ReadableTurn[] {
  if (claims.length === 0) return turns;
  return turns.map((turn) => ({
    ...turn,
    segments: turn.segments.map((segment) => {
      const own = claims.filter(({ segmentId }) => segmentId === segment.id);
      if (own.length === 0) return segment;
      const spans = own.map(({ outcome, ...claim }) => ({ ...claim, className: CLASSES[outcome] }));
      return { ...segment, html: markClaims(segment.html, spans) };
    }),
  }));
}
