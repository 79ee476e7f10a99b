import type { PlayableEpisode } from "./playable-episode";

interface Controls {
  togglePlay(): void;
  skip(seconds: number): void;
  seek(seconds: number): void;
}

// In seconds: the skip for headphones and lock screens that ask for none.
const STEP = 15;

/** Shows what plays on the lock screen, and answers its keys and those of headphones. */
export function showOnLockScreen({ title, show }: PlayableEpisode, controls: Controls): void {
  if (!("mediaSession" in navigator)) return;
  const { mediaSession } = navigator;
  mediaSession.metadata = new MediaMetadata({ title, artist: show });
  const actions: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
    play: () => controls.togglePlay(),
    pause: () => controls.togglePlay(),
    seekbackward: ({ seekOffset }) => controls.skip(-(seekOffset ?? STEP)),
    seekforward: ({ seekOffset }) => controls.skip(seekOffset ?? STEP),
    seekto: ({ seekTime }) => seekTime !== undefined && controls.seek(seekTime),
  };
  for (const [action, handler] of Object.entries(actions)) {
    try {
      mediaSession.setActionHandler(action as MediaSessionAction, handler);
    } catch {
      // A browser that does not know an action has no key for it either.
    }
  }
}
