import type { PlayableEpisode } from "@/components/player/playable-episode";
import type { WaitingGap } from "@/server/work/contributions/next-gaps";
import type { GapActions, GapQuestion } from "./gap-actions";

/** The gap to hear now, its episode, and the next gaps. */
export interface QueuedGap {
  readonly question: GapQuestion;
  readonly episode: PlayableEpisode;
  readonly following: readonly WaitingGap[];
  /** Identifies the form for browsers without scripts. */
  readonly idempotencyKey: string;
}

/** What the queue does on the server. */
export interface GapQueueActions extends GapActions {
  readonly next: (wanted: {
    show?: string | undefined;
    done: readonly string[];
  }) => Promise<QueuedGap | null>;
  readonly pass: (form: FormData) => Promise<void>;
  /** The same without scripts: the answer is a page. */
  readonly passForm: (form: FormData) => Promise<void>;
}
