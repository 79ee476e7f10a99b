import { LATER } from "@/lib/page-contract";
import { tabAudio } from "./tab-audio";

// Stands at the foot of an episode's page, as a bundle of its own, and starts Next's and React's scripts: when the audio
// has begun to load and this was drawn, at the first touch or key, or a moment after the end of the text, whichever is
// first. Their start takes as long as all of a long text, and nobody waits for it.

/** In milliseconds after the end of the text. */
const MOST = 300;
const PRESSES = ["pointerdown", "keydown"] as const;

const list = document.querySelector(`script[${LATER}]`)?.textContent ?? "[]";
const scripts: Record<string, string>[] = JSON.parse(list);
const audio = tabAudio();

/** React looks for each script by its address and `async`, so as not to run it twice: they are as Next wrote them. */
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
