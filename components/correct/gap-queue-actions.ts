import type { PlayableEpisode } from "@/components/player/playable";
import type { WaitingGap } from "@/server/work/contributions/next-gaps";
import type { GapActions, GapQuestion } from "./gap-actions";

/** The gap to hear now, where it is from, and those that follow. */
export interface QueuedGap {
  readonly question: GapQuestion;
  readonly episode: PlayableEpisode;
  readonly following: readonly WaitingGap[];
  /** Names the form for those without scripts. */
  readonly idempotencyKey: string;
}

/** What the queue does on the server. */
export interface GapQueueActions extends GapActions {
  readonly next: (wanted: {
    show?: string | undefined;
    done: readonly string[];
  }) => Promise<QueuedGap | null>;
  readonly pass: (form: FormData) => Promise<void>;
  /** The same for those without scripts: it answers with the page. */
  readonly passForm: (form: FormData) => Promise<void>;
}
