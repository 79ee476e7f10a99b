// The audio element stands in a box of its own, which React does not look into: components/player/player-provider.

/** As the page is sent it is the box's child, and later it stands in the box's shadow. */
export const AUDIO = '<audio preload="metadata" data-tab=""></audio>';

/** The audio element of a box, or of the page's; none where there is no box. */
export function tabAudio(
  box: Element | null = document.querySelector("[data-audio]"),
): HTMLAudioElement | null {
  return (box?.shadowRoot ?? box)?.querySelector("audio") ?? null;
}

/**
 * Moves the audio element into the shadow of its box, where its events stay: React listens at the document to every
 * event of every element, and would be called four times a second for as long as audio plays. What plays, plays on.
 */
export function shade(audio: HTMLAudioElement): void {
  const box = audio.parentElement;
  if (box && !box.shadowRoot) box.attachShadow({ mode: "open" }).append(audio);
}
