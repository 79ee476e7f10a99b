import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { playerBar as texts } from "@/lib/texts/en/player";
import { askPoints, type PointsElsewhere } from "./ask-points";
import type { PlayerSession } from "./player-session";
import type { PlayerState } from "./player-state";

/** Offers what others have heard in a file of this length. Nothing is applied unasked. */
export function HeardElsewhere({ session, state }: { session: PlayerSession; state: PlayerState }) {
  const [heard, setHeard] = useState<PointsElsewhere | null>(null);
  const { episode, length } = state;
  const href = episode?.href;
  useEffect(() => {
    if (href === undefined) return;
    const stop = new AbortController();
    askPoints(href, length, stop.signal).then(setHeard, () => {});
    return () => stop.abort();
  }, [href, length]);
  if (!heard) return null;
  return (
    <Button type="button" size="small" onClick={() => session.takePoints(heard.points)}>
      {heard.by === "you" ? texts.heardByYou : texts.heardByOthers}
    </Button>
  );
}
