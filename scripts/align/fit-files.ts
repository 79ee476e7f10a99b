import { type Cepstra, FrontEnd, fitWords } from "../../align";
import { AudioProblem } from "../../server/text/alignment/audio-problem";
import { decodeAudio } from "../../server/text/alignment/decode-audio";
import { readEar } from "../../server/text/alignment/read-ear";
import { RATE } from "../../server/text/alignment/resampler";
import { Refusal } from "../database/with-database";

interface Span {
  readonly words: string;
  readonly from: number;
  readonly to: number;
}

interface Given {
  readonly audio: string;
  readonly spans: readonly Span[];
  readonly json: boolean;
}

const SENTENCES = {
  supports: "the sound supports this",
  unsure: "unsure",
  against: "the sound speaks against it",
} as const;
// Behind the last span, sound is heard on for the mean that features are measured against.
const BEHIND = 4;

/**
 * Says how well words fit the sound at their places.
 *
 * @returns the exit code: 0, or 2 if some words could not be compared
 * @throws Refusal if the sound cannot be read or a span does not lie in it
 */
export async function fitFiles({ audio, spans, json }: Given): Promise<number> {
  const backwards = spans.find(({ from, to }) => to <= from);
  if (backwards) throw new Refusal(`A span from ${backwards.from} to ${backwards.to} s does not exist.`);
  const ear = await readEar();
  const cepstra = await hear(audio, Math.max(...spans.map(({ to }) => to)) + BEHIND);
  const heard = cepstra.length / 100;
  const beyond = spans.find(({ from }) => from >= heard);
  if (beyond)
    throw new Refusal(`The sound is ${heard.toFixed(1)} s long: there is nothing at ${beyond.from} s.`);
  const fits = spans.map(({ words, from, to }) => {
    const fit = fitWords(ear, cepstra, { words: words.split(/\s+/), from, to });
    return { text: words, from, to, ...(fit ?? { score: null, probability: null, judgement: null }) };
  });
  if (json) console.log(JSON.stringify({ fits }));
  else
    for (const { text, from, to, score, probability, judgement } of fits)
      console.log(
        judgement
          ? `${from} to ${to} s  ${SENTENCES[judgement]} (${score.toFixed(2)}, ${Math.round(100 * probability)} %): ${text}`
          : `${from} to ${to} s  cannot be compared: ${text}`,
      );
  return fits.some(({ score }) => score === null) ? 2 : 0;
}

async function hear(audio: string, until: number): Promise<Cepstra> {
  const frontEnd = new FrontEnd();
  try {
    let samples = 0;
    for await (const piece of decodeAudio(audio)) {
      frontEnd.push(piece);
      samples += piece.length;
      if (samples > until * RATE) break;
    }
  } catch (error) {
    throw error instanceof AudioProblem ? new Refusal(error.message) : error;
  }
  return frontEnd.cepstra;
}
