import { LATER } from "@/lib/page-contract";
import { tabAudio } from "./tab-audio";

// The bundle at the foot of an episode's page. It starts the scripts of Next and React once the audio has
// begun to load and the page is drawn, at the first touch or key, or a moment after the end of the text,
// whichever is first. Starting them takes as long as drawing a long text, and nobody waits for it.

/** In milliseconds after the end of the text. */
const MOST = 300;
const PRESSES = ["pointerdown", "keydown"] as const;

const list = document.querySelector(`script[${LATER}]`)?.textContent ?? "[]";
const scripts: Record<string, string>[] = JSON.parse(list);
const audio = tabAudio();

/** React finds each script by its address and `async` and does not run it twice, so write them as Next does. */
function start(): void {
  for (const press of PRESSES) removeEventListener(press, start, true);
  for (const attributes of scripts.splice(0)) {
    const script = document.createElement("script");
    for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
    document.head.append(script);
  }
}

const seen = () => requestAnimationFrame(() => setTimeout(start));
if (!audio.src || audio.error || audio.readyState > HTMLMediaElement.HAVE_METADATA) seen();
for (const event of ["loadeddata", "error"]) audio.addEventListener(event, seen, { once: true });
for (const press of PRESSES) addEventListener(press, start, true);
setTimeout(start, MOST);
