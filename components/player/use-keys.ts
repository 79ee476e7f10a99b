import { useEffect } from "react";
import type { PlayerSession } from "./player-session";

/** Seconds that the skip buttons move the audio; below, those of the arrow keys. */
export const STEP = 15;
const ARROW = 5;

/** The player's keys, on every page: space, and the arrows. */
export function useKeys(session: PlayerSession): void {
  useEffect(() => {
    const stop = new AbortController();
    // A button keeps the focus after a mouse click, but space then means the player again.
    let pressed: Element | null = null;
    const onPress = (event: PointerEvent) => {
      pressed = event.target instanceof Element ? event.target.closest(PRESSED_BY_SPACE) : null;
    };
    const onFocus = (event: FocusEvent) => {
      if (event.target !== pressed) pressed = null;
    };
    const onKey = (event: KeyboardEvent) => {
      if (!session.state().episode?.audio || !isForPlayer(event, pressed)) return;
      if (event.key === " ") session.togglePlay();
      else if (event.key === "ArrowLeft") session.skip(-ARROW);
      else if (event.key === "ArrowRight") session.skip(ARROW);
      else return;
      event.preventDefault();
    };
    addEventListener("pointerdown", onPress, { signal: stop.signal });
    addEventListener("focusin", onFocus, { signal: stop.signal });
    addEventListener("keydown", onKey, { signal: stop.signal });
    return () => stop.abort();
  }, [session]);
}

// A field takes all keys.
const WRITING = "textarea, select, [contenteditable], dialog, input:not([type='range'])";
const PRESSED_BY_SPACE = "button,summary";
const MOVED_BY_ARROWS = "input[type='range'], [role='slider']";

/**
 * Whether a key is meant for the player: nobody types it into a field, and the focused element does not use
 * it.
 */
function isForPlayer(event: KeyboardEvent, pressed: Element | null): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    return false;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(WRITING)) return false;
  if (event.key !== " ") return !target?.closest(MOVED_BY_ARROWS);
  const button = target?.closest(PRESSED_BY_SPACE) ?? null;
  return button === null || button === pressed;
}
