/**
 * Says that what is drawn by React answers from now on, and presses what was pressed before it did, in that order: the
 * lines of components/player/early-player remember buttons and keys.
 */
export function answerPresses(audio: HTMLAudioElement): void {
  audio.dataset.tab = "answers";
  const early = self as typeof self & { onRecordPressed?: readonly (HTMLElement | KeyboardEvent)[] };
  for (const pressed of early.onRecordPressed ?? [])
    if (pressed instanceof HTMLElement) pressed.click();
    else document.body.dispatchEvent(new KeyboardEvent("keydown", keyOf(pressed)));
  delete early.onRecordPressed;
}

const keyOf = ({ key, code, shiftKey }: KeyboardEvent): KeyboardEventInit => ({
  ...{ key, code, shiftKey },
  ...{ bubbles: true, cancelable: true },
});
