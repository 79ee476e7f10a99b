import { useEffect, useRef, useState } from "react";
import { Loop, type LoopHow } from "./loop";
import { usePlayer } from "./use-player";

// Each press takes the next speed or width; after the last comes the first.
const RATES = [0.75, 0.6, 0.5, 1] as const;
const REACHES = [3, 5, 8] as const;

/** A loop around a place, and its three controls. */
export interface LoopControls extends LoopHow {
  /** Whether there is audio to hear. */
  readonly canPlay: boolean;
  replay(): void;
  slower(): void;
  wider(): void;
}

/**
 * Loops around a place of the loaded audio for as long as the component is shown: 3 s before and after it, at
 * 0.75 times the speed.
 *
 * @param at seconds of the text's times; undefined while there is nothing to play
 */
export function useLoop(at: number | undefined): LoopControls {
  const session = usePlayer();
  const [how, setHow] = useState<LoopHow>({ rate: RATES[0], reach: REACHES[0] });
  const loop = useRef<Loop>(undefined);
  const first = useRef(how);
  const canPlay = at !== undefined;

  useEffect(() => {
    const { audio } = session;
    if (at === undefined || !audio) return;
    loop.current = new Loop(session, audio, at, first.current);
    return () => {
      loop.current?.stop();
      loop.current = undefined;
    };
  }, [session, at]);

  const change = (next: LoopHow) => {
    first.current = next;
    setHow(next);
    loop.current?.change(next);
  };
  return {
    ...how,
    canPlay,
    replay: () => loop.current?.replay(),
    slower: () => change({ ...how, rate: after(RATES, how.rate) }),
    wider: () => change({ ...how, reach: after(REACHES, how.reach) }),
  };
}

const after = (all: readonly number[], one: number): number =>
  all[(all.indexOf(one) + 1) % all.length] ?? one;
