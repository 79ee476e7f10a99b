/** What can be set in the panel of the bar. */
export type Setting = "rate" | "volume" | "sleep";

interface Hearing {
  readonly signal: AbortSignal;
  readonly onPlay: () => void;
  readonly onSet: (setting: Setting, value: string) => void;
}

/**
 * Tells when the bar's button that plays is pressed and when something is set in its panel: whichever element they are,
 * whether React has come to it or not, and what was set before there was anyone to hear of it.
 */
export function hearControls({ signal, onPlay, onSet }: Hearing): void {
  addEventListener(
    "click",
    ({ target }) => target instanceof Element && target.closest("[data-play]") && onPlay(),
    { signal },
  );
  const set = (control: HTMLInputElement | HTMLSelectElement) =>
    onSet(control.dataset.setting as Setting, control.value);
  addEventListener(
    "input",
    ({ target }) => target instanceof Element && target.matches(CONTROLS) && set(target as HTMLInputElement),
    // React puts a value back that it does not know yet: that is heard before.
    { signal, capture: true },
  );
  // The lines of early-player have marked it: that a value is not the one sent does not say so, since browsers put back
  // what a form held when its page was left.
  for (const control of document.querySelectorAll<HTMLInputElement>(`${CONTROLS}[data-set]`)) set(control);
}

const CONTROLS = "[data-setting]";
