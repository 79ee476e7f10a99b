import { ANSWERS } from "@/lib/page-contract";

// What was begun, set and pressed in a page before the scripts came that answer: these are several bundles, and meet here.

/** What a page has begun before its player's script came. */
export interface Begun {
  /** The starts of the episode's words, on their way. */
  wordStarts?: Promise<ArrayBuffer>;
  /** The page's buttons and keys that were pressed before React answered, in order. */
  readonly pressed: (HTMLElement | KeyboardEvent)[];
  /** The controls of the bar's panel that were set before the session heard of them. */
  readonly set: Set<EventTarget>;
  /** Who answers by now: what is left to `early` ends with it. */
  heardBy?: "session" | "react";
}

const TAB = Symbol.for("on-record.begun");
const tab = globalThis as typeof globalThis & { [TAB]?: Begun };

/** What this tab's first page has begun; nothing where it is no episode's. */
export function begun(): Begun {
  tab[TAB] ??= { pressed: [], set: new Set() };
  return tab[TAB];
}

/**
 * Says that what is drawn by React answers from now on, and presses what was pressed before it did, in that order. On a
 * slow phone seconds lie between the moment at which a button is seen and that at which React hears it.
 */
export function answerPresses(): void {
  const { pressed } = begun();
  begun().heardBy = "react";
  for (const press of pressed.splice(0))
    if (press instanceof HTMLElement) press.click();
    else document.body.dispatchEvent(new KeyboardEvent("keydown", keyOf(press)));
  document.documentElement.setAttribute(ANSWERS, "");
}

const keyOf = ({ key, code, shiftKey }: KeyboardEvent): KeyboardEventInit => ({
  ...{ key, code, shiftKey },
  ...{ bubbles: true, cancelable: true },
});
