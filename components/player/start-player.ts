import { findText, TOLD } from "@/lib/page-contract";
import { asked } from "./asked";
import { beforeReact } from "./before-react";
import { readTold } from "./read-told";
import { tabSession } from "./tab-session";

// Starts a page's player before React does. It is a bundle of its own (server/web/making/bundle-scripts) behind the
// transcript; React takes over the same session.

const told = readTold(TOLD);
const root = findText();
// If React was faster, it has given the session more than this HTML holds.
if (told && root && !tabSession().state().page) {
  const { wordStarts } = beforeReact();
  // Single use: release the buffer.
  beforeReact().wordStarts = undefined;
  tabSession().enter({ ...told, marks: [], waveform: null }, root, asked(), wordStarts);
}
