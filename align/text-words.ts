import { anchors, type Transcript, words } from "../transcript";
import type { AnchoredWord, TextWord } from "./port";

const SENTENCE = /[.!?…:;—–\n]|--/;
const COMMA = /[,)]/;
// Text between two words: more than this is not looked at.
const BETWEEN = 200;

/** The spoken words of a transcript in order, with the punctuation behind them, and its timestamps. */
export function textWords(transcript: Transcript): { words: TextWord[]; anchors: AnchoredWord[] } {
  const found: TextWord[] = [];
  const times = anchors(transcript);
  const anchored: AnchoredWord[] = [];
  let time = 0;
  transcript.segments.forEach(({ body }, segment) => {
    const spoken = words(body);
    spoken.forEach(({ end, text }, i) => {
      const next = spoken[i + 1];
      const until = Math.min(next?.start ?? body.length, end + BETWEEN);
      // A timestamp or a sound in brackets is no punctuation.
      const between = body.slice(end, until).replace(/\[[^\]]*\]/g, "");
      found.push({ text, pause: !next || SENTENCE.test(between) ? 2 : COMMA.test(between) ? 1 : 0 });
    });
    for (; times[time]?.segment === segment; time++) {
      const { offset, seconds } = times[time]!;
      const behind = spoken.findIndex(({ start }) => start >= offset);
      anchored.push({ word: found.length - spoken.length + (behind < 0 ? spoken.length : behind), seconds });
    }
  });
  return { words: found, anchors: anchored.filter(({ word }) => word < found.length) };
}
