const TAB = Symbol.for("on-record.audio");
const tab = globalThis as typeof globalThis & { [TAB]?: HTMLAudioElement };

/**
 * The one audio element of this tab. It stands in no document: React listens at the document to every event of every
 * element in it, and would be called four times a second for as long as audio plays. The scripts of a page are several
 * bundles, which come in any order: they meet here.
 */
export function tabAudio(): HTMLAudioElement {
  tab[TAB] ??= made();
  return tab[TAB];
}

function made(): HTMLAudioElement {
  const audio = new Audio();
  audio.preload = "metadata";
  return audio;
}
