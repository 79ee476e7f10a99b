import { PLAY, SETTING } from "@/lib/page-contract";
import { begun } from "./before-react";

/** What can be set in the panel of the bar. */
export type Setting = "rate" | "volume" | "sleep";

interface Hearing {
  readonly onPlay: () => void;
  readonly onSet: (setting: Setting, value: string) => void;
}

/**
 * Tells when the bar's button that plays is pressed and when something is set in its panel: whichever element they are,
 * whether React has come to it or not, and what was set before there was anyone to hear of it.
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
    // React puts a value back that it does not know yet: that is heard before.
    { capture: true },
  );
  // What was set before: that a value is not the one sent does not say so, since browsers put back what a form held when
  // its page was left.
  for (const control of begun().set) set(control as HTMLInputElement);
}

/** The controls of the bar's panel. */
export const CONTROLS = `[${SETTING}]`;
