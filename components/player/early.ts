import { PLAY, SEEK, TOLD_EARLY } from "@/lib/page-contract";
import { beforeReact } from "./before-react";
import { CONTROLS } from "./hear-controls";
import { keptPosition } from "./memory";
import { readTold } from "./read-told";
import { tabAudio } from "./tab-audio";

// The bundle in the head of an episode's page, before the style sheets. It starts to load the audio and the
// times of the words while the rest of the page is on its way. Until the player's script arrives, it makes
// the play button work; it records other presses for React.

/** Asks for a moment or a paragraph. The audio opens there, not at the listener's last position. */
const ASKED = /[?#&]t=|#p\d/;

const told = readTold(TOLD_EARLY);
if (told) {
  const audio = tabAudio();
  const state = beforeReact();
  state.wordStarts = fetch(told.wordStartsUrl).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.arrayBuffer();
  });
  // Whoever awaits the promise handles its failure.
  state.wordStarts.catch(() => {});
  if (told.audio) {
    audio.src = told.audio.url;
    const kept = keptPosition(told.href);
    if (kept !== undefined && !ASKED.test(location.href)) audio.currentTime = kept;
  }
  addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button || state.heardBy === "react") return;
    if (!button.matches(`[${PLAY}]`)) {
      if (button.type === "button" && !button.popoverTargetElement) state.pressed.push(button);
    } else if (!state.heardBy) {
      if (audio.paused) audio.play().catch(() => {});
      else audio.pause();
    }
  });
  addEventListener("keydown", (event) => {
    const { key, target, defaultPrevented, ctrlKey, metaKey, altKey } = event;
    if (state.heardBy === "react" || defaultPrevented || ctrlKey || metaKey || altKey) return;
    if (key.length > 1 || target !== document.body) return;
    if (key === " ") event.preventDefault();
    state.pressed.push(event);
  });
  addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    if (state.heardBy !== "react" && target.matches(`[${SEEK}]`)) audio.currentTime = Number(target.value);
    if (!state.heardBy && target.matches(CONTROLS)) state.set.add(target);
  });
}
