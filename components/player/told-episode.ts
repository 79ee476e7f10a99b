import type { PlayableEpisode } from "./playable";

/** An episode as its page tells it to the player: without what only React draws. */
export type ToldEpisode = Omit<PlayableEpisode, "marks" | "waveform">;

/** Where a page tells it, as JSON: in its body, and again in its head, where server/text/pages/compose puts it. */
export const TOLD = "script[data-told]";
export const TOLD_EARLY = "script[data-early]";

/** What the page tells in an element; none where it has none. */
export function readTold(selector: string): ToldEpisode | undefined {
  const json = document.querySelector(selector)?.textContent;
  return json ? JSON.parse(json) : undefined;
}
