import { readFile } from "node:fs/promises";
import type { AnchoredWord, TextWord } from "../../align";
import { decodeAudio } from "../../server/text/alignment/decode-audio";

/** A word of a text, and when it is truly said: null where nobody says it. */
export interface TrueWord {
  readonly text: string;
  readonly start: number | null;
  /** The sentence that it belongs to. */
  readonly seg: number;
}

/** A recording whose word times are known. */
export interface Recording {
  readonly name: string;
  readonly words: readonly TrueWord[];
  readonly anchors: readonly AnchoredWord[];
  /** What was put in, and the text does not know: from, to. */
  readonly inserted: readonly (readonly [number, number])[];
  readonly audio: { readonly path: string } | { readonly samples: Float32Array };
}

interface File {
  readonly words: readonly TrueWord[];
  readonly anchors?: readonly { i: number; seconds: number }[];
  readonly ad?: readonly [number, number];
}

/** Reads a recording of ../shared/align by its name: `hum`, `hum-hard`, `syn1-hard`. */
export async function readRecording(folder: string, name: string): Promise<Recording> {
  const file = JSON.parse(await readFile(`${folder}/${name}.json`, "utf8")) as File;
  return {
    name,
    words: file.words,
    anchors: (file.anchors ?? []).map(({ i, seconds }) => ({ word: i, seconds })),
    inserted: file.ad ? [file.ad] : [],
    audio: { path: `${folder}/${name}.${name === "hum" ? "wav" : "mp3"}` },
  };
}

/** Reads an episode of the demonstration with the true times that were noted when it was made. */
export async function readDemonstration(episode: 1 | 2): Promise<Recording> {
  const truth = `tests/fixtures/demo-word-starts${episode === 1 ? "" : "-2"}.json`;
  const { words } = JSON.parse(await readFile(truth, "utf8")) as {
    words: readonly { word: string; start: number }[];
  };
  let seg = 0;
  return {
    name: `demonstration ${episode}`,
    words: words.map(({ word, start }) => {
      const one = { text: word, start, seg };
      if (/[.!?]["”]?$/.test(word)) seg++;
      return one;
    }),
    anchors: [],
    inserted: [],
    audio: { path: `public/demo/figures-of-speech-${episode}.mp3` },
  };
}

/** A recording's words as an aligner is given them. */
export function toTextWords(words: readonly TrueWord[]): TextWord[] {
  return words.map(({ text, seg }, i) => {
    const ends = /[.!?…:;—–]|--/.test(text.slice(-3)) || words[i + 1]?.seg !== seg;
    return { text, pause: ends ? 2 : /[,)]/.test(text.slice(-2)) ? 1 : 0 };
  });
}

/** A recording's sound as a stream. */
export function samplesOf({ audio }: Recording): AsyncGenerator<Float32Array> {
  return "path" in audio ? decodeAudio(audio.path) : inPieces(audio.samples);
}

async function* inPieces(samples: Float32Array): AsyncGenerator<Float32Array> {
  const piece = 1 << 16;
  for (let at = 0; at < samples.length; at += piece) yield samples.subarray(at, at + piece);
}

/** All samples of a recording, 16,000 a second. */
export async function allSamples(recording: Recording): Promise<Float32Array> {
  const pieces: Float32Array[] = [];
  for await (const piece of samplesOf(recording)) pieces.push(piece);
  const all = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
