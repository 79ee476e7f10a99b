const TAB = Symbol.for("on-record.audio");
const tab = globalThis as typeof globalThis & { [TAB]?: HTMLAudioElement };

/**
 * The tab's one audio element. It is in no document: React listens to every event of every element in the
 * document, and audio fires four a second while it plays. A page's scripts are several bundles in any order,
 * so they share the element here.
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
