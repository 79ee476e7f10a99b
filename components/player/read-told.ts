import type { PlayableEpisode } from "./playable-episode";

/** An episode as its page hands it to the player: without what only React draws. */
export type ToldEpisode = Omit<PlayableEpisode, "marks" | "waveform">;

/**
 * Reads the JSON that the page holds in an element; undefined where there is none. It stands in the body, and
 * also in the head, where server/text/pages/compose puts it.
 *
 * @param attribute the element's attribute
 */
export function readTold(attribute: string): ToldEpisode | undefined {
  const json = document.querySelector(`script[${attribute}]`)?.textContent;
  return json ? JSON.parse(json) : undefined;
}
