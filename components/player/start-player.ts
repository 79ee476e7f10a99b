import { asked } from "./asked";
import type { PlayableEpisode } from "./playable";
import { tabAudio } from "./tab-audio";
import { tabSession } from "./tab-session";

// Starts the player of a page before React has looked at it. A bundle of its own (scripts/bootstrap/bundle-player), which
// stands behind the transcript; React takes up the same session afterwards.

/** An episode as its page tells it: without what only React draws. */
export type ToldEpisode = Omit<PlayableEpisode, "marks" | "waveform">;

/** The same in the page, where its words' starts are on their way. */
type Told = ToldEpisode & { wordStarts?: Promise<ArrayBuffer> };

const { onRecordEpisode: told } = self as typeof self & { onRecordEpisode?: Told };
const audio = tabAudio();
const root = document.querySelector<HTMLElement>("[data-transcript]");
// Where React was sooner, it has told the session more than this page's HTML does.
if (told && audio && root && !tabSession().state().page) {
  const session = tabSession();
  session.attach(audio);
  const { wordStarts, ...episode } = told;
  // It is large, and for once.
  delete told.wordStarts;
  session.enter({ ...episode, marks: [], waveform: null }, root, asked(), wordStarts);
}
