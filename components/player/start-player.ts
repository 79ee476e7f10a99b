import { findText, TOLD } from "@/lib/page-contract";
import { asked } from "./asked";
import { begun } from "./before-react";
import { tabSession } from "./tab-session";
import { readTold } from "./told-episode";

// Starts the player of a page before React has looked at it. A bundle of its own (server/web/bundle-scripts), which
// stands behind the transcript; React takes up the same session afterwards.

const told = readTold(TOLD);
const root = findText();
// Where React was sooner, it has told the session more than this page's HTML does.
if (told && root && !tabSession().state().page) {
  const { wordStarts } = begun();
  // Single use: release the buffer.
  begun().wordStarts = undefined;
  tabSession().enter({ ...told, marks: [], waveform: null }, root, asked(), wordStarts);
}
