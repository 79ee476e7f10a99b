import { PLAY, SETTING } from "@/lib/page-contract";
import { beforeReact } from "./before-react";

/** What the sound panel can set. */
export type Setting = "rate" | "volume" | "sleep";

interface Hearing {
  readonly onPlay: () => void;
  readonly onSet: (setting: Setting, value: string) => void;
}

/**
 * Reports presses of the play button and changes in the sound panel. It listens on the window, so it works
 * whether or not React has taken over the elements, and it also reports changes that were made before.
 */
export function hearControls({ onPlay, onSet }: Hearing): void {
  addEventListener(
    "click",
    ({ target }) => target instanceof Element && target.closest(`[${PLAY}]`) && onPlay(),
  );
  const set = (control: HTMLInputElement | HTMLSelectElement) =>
    onSet(control.getAttribute(SETTING) as Setting, control.value);
  addEventListener(
    "input",
    ({ target }) => target instanceof Element && target.matches(CONTROLS) && set(target as HTMLInputElement),
    // React resets a value that it does not know yet; capture the event before React does.
    { capture: true },
  );
  // Report changes made before. A value that differs from the HTML is no proof of one: browsers restore form
  // fields.
  for (const control of beforeReact().set) set(control as HTMLInputElement);
}

/** The controls of the sound panel. */
export const CONTROLS = `[${SETTING}]`;
