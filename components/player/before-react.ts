import { ANSWERS } from "@/lib/page-contract";

// A page's scripts are several bundles. This file holds what they share before React answers.

/** What a page starts before its player's script arrives. */
export interface BeforeReact {
  /** The request for the times of the words. */
  wordStarts?: Promise<ArrayBuffer>;
  /** Buttons and keys that were pressed before React could answer, in order. */
  readonly pressed: (HTMLElement | KeyboardEvent)[];
  /** Controls of the sound panel that were changed before the session listened. */
  readonly set: Set<EventTarget>;
  /** The script that answers presses now. `early` stops when another one does. */
  heardBy?: "session" | "react";
}

const TAB = Symbol.for("on-record.begun");
const tab = globalThis as typeof globalThis & { [TAB]?: BeforeReact };

/** What the first page of this tab has started; empty where that page is no episode. */
export function beforeReact(): BeforeReact {
  tab[TAB] ??= { pressed: [], set: new Set() };
  return tab[TAB];
}

/**
 * Records that React answers from now on, and replays the presses that came before. A slow phone takes
 * seconds from showing a button to answering it.
 */
export function answerPresses(): void {
  const { pressed } = beforeReact();
  beforeReact().heardBy = "react";
  for (const press of pressed.splice(0))
    if (press instanceof HTMLElement) press.click();
    else document.body.dispatchEvent(new KeyboardEvent("keydown", keyOf(press)));
  document.documentElement.setAttribute(ANSWERS, "");
}

const keyOf = ({ key, code, shiftKey }: KeyboardEvent): KeyboardEventInit => ({
  ...{ key, code, shiftKey },
  ...{ bubbles: true, cancelable: true },
});
