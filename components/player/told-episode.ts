import type { PlayableEpisode } from "./playable";

/** An episode as its page tells it to the player: without what only React draws. */
export type ToldEpisode = Omit<PlayableEpisode, "marks" | "waveform">;

/**
 * What the page tells in an element, as JSON; none where it has none. It stands in the body, and again in the head, where
 * server/text/pages/compose puts it.
 *
 * @param attribute of the element
 */
export function readTold(attribute: string): ToldEpisode | undefined {
  const json = document.querySelector(`script[${attribute}]`)?.textContent;
  return json ? JSON.parse(json) : undefined;
}
