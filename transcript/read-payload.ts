import { decodeEntities } from "./entities";
import type { RawToken } from "./file-cues";
import { readMoment } from "./read-moment";

// Tags that caption files use. Whatever else stands between angle brackets is text: "<hmm>".
const TAG =
  /<(\/?)(v|c|i|b|u|s|em|strong|lang|ruby|rt|font|span|p|div|br|tt)((?:[.\s/][^<>]{0,500})?)>|<(\d[\d:.,]{3,20})>|\{\\[^{}]{0,200}\}/gi;
const LIGHTS = new Set(["u", "b", "font"]);

/**
 * The words of a cue's payload: tags of WebVTT and SubRip are taken out, `<v Name>` names the voice, a time
 * between the words is the time of what follows, character references are decoded.
 *
 * @param start the cue's start, which is its first word's if times stand between the words
 */
export function readPayload(payload: string, start: number | null): RawToken[] {
  const found: RawToken[] = [];
  let voice: string | null = null;
  let at: number | null = null;
  let lit = 0;
  let open: RawToken | null = null;
  let opensLine = true;
  const timed = /<\d[\d:.,]{3,20}>/.test(payload);

  const close = () => {
    if (open) found.push(open);
    open = null;
  };
  const add = (source: string) => {
    for (const part of decodeEntities(source).split(/(\s+)/)) {
      if (part === "") continue;
      if (/^\s/.test(part)) {
        close();
        if (/[\n\r]/.test(part)) opensLine = true;
        continue;
      }
      if (open) open = { ...open, text: open.text + part };
      else {
        open = { text: part, start: at, end: null, confidence: null, opensLine, voice, isLit: lit > 0 };
        // Only the first word behind a time has that time.
        at = null;
        opensLine = false;
      }
    }
  };

  if (timed) at = start;
  let from = 0;
  for (const match of payload.matchAll(TAG)) {
    add(payload.slice(from, match.index));
    from = match.index + match[0].length;
    const [, slash = "", name, rest = "", moment] = match;
    if (moment !== undefined) {
      close();
      at = readMoment(moment) ?? at;
      continue;
    }
    const tag = name?.toLowerCase();
    if (tag === "br") {
      close();
      opensLine = true;
    } else if (tag === "rt") {
      add(slash ? ")" : " (");
    } else if (tag === "v") {
      close();
      if (!slash)
        voice =
          decodeEntities(rest.replace(/^[^\s]*/, ""))
            .replace(/\s+/g, " ")
            .trim() || null;
    } else if (tag !== undefined && LIGHTS.has(tag)) {
      lit = Math.max(0, lit + (slash ? -1 : 1));
    }
  }
  add(payload.slice(from));
  close();
  return found;
}
