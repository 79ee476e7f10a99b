import { cardsOf, type Measured, toMs } from "./cards-of";
import { preciseClock } from "./clock";
import type { Shape } from "./cut-cards";
import type { Transcript } from "./model";
import { originNote, type TextOrigin } from "./origin-note";
import { joinTokens } from "./timed-tokens";
import type { Timeline } from "./timeline";
import { flatten } from "./words";

interface VttOptions extends Measured {
  /** Characters in a line: 42, as subtitlers write, or the Podcast Namespace's 65. */
  readonly line?: 42 | 65;
  /** Whether each word has its time. */
  readonly words?: boolean;
  /** Who made the text, for a comment behind the cues: podcast apps read no other. */
  readonly origin?: TextOrigin;
}

const VTT: Shape = { line: 42, lines: 2 };
// The Podcast Namespace asks for two lines of 32 characters in SRT.
const SRT: Shape = { line: 32, lines: 2 };

/**
 * WebVTT: cues numbered from 1, a voice tag in each cue with a known speaker. A caption that came with a file leaves
 * as it came; all others have at most two lines.
 */
export function toVtt(transcript: Transcript, timeline: Timeline, options: VttOptions = {}): string {
  const cards = cardsOf(transcript, timeline, { ...VTT, line: options.line ?? VTT.line }, options);
  const blocks = cards.map(({ start, end, speaker, lines }, i) => {
    let before = start;
    const payload = lines.map((tokens) =>
      tokens
        .map((token, k) => {
          const space = token.spaced && k > 0 ? " " : "";
          const time = toMs(token.start);
          const inside = options.words && token.word !== null && time > before && time < end;
          if (inside) before = time;
          return `${space}${inside ? `<${preciseClock(time, ".")}>` : ""}${escapeVtt(token.text)}`;
        })
        .join(""),
    );
    const voice = speaker === null ? "" : `<v ${escapeVtt(flatten(speaker))}>`;
    return `${i + 1}\n${preciseClock(start, ".")} --> ${preciseClock(end, ".")}\n${voice}${payload.join("\n")}\n`;
  });
  const note = options.origin ? [`NOTE\n${originNote(options.origin)}\n`] : [];
  return ["WEBVTT\n", ...blocks, ...note].join("\n");
}

/** SRT: at most two lines of 32 characters; a new speaker gets a new cue that opens with the name. */
export function toSrt(transcript: Transcript, timeline: Timeline, measured: Measured = {}): string {
  const cards = cardsOf(transcript, timeline, SRT, {
    ...measured,
    prefix: (speaker) => `${flatten(speaker)}:`,
  });
  return cards
    .map(({ start, end, lines }, i) => {
      // SRT has no escapes: an arrow in the text would start a new cue.
      const payload = lines
        .map(joinTokens)
        .join("\n")
        .replace(/(?<!-)-{2,}>/g, "->");
      return `${i + 1}\n${preciseClock(start, ",")} --> ${preciseClock(end, ",")}\n${payload}\n`;
    })
    .join("\n");
}

/** Escapes text for a WebVTT payload or name: it can hold no tag, no character reference and no `-->`. */
function escapeVtt(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
