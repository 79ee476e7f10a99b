import { readFile } from "node:fs/promises";
import { type Ear, fitWords } from "../../align";
import { hear } from "../../align/search/find-words";
import { sayWords } from "../../align/search/said-words";
import { random } from "../../scripts/make-demo/random";
import { readRecording, samplesOf } from "./recording";

/** A span of a recording whose words are known: the words [i, i + k), from `a` to `e`. */
interface Span {
  readonly id: string;
  readonly i: number;
  readonly k: number;
  readonly a: number;
  readonly e: number;
  readonly text: string;
}

/** How often the true words of a span fit better than others, and what the scores are. */
export interface MeasuredFits {
  readonly spans: number;
  /** Against the same words with one replaced by another of similar length; against another passage as long. */
  readonly beatsChanged: number;
  readonly beatsForeign: number;
  readonly bestOfAll: number;
  readonly trueScores: readonly number[];
  readonly changedScores: readonly number[];
  readonly milliseconds: readonly number[];
}

const FOILS = 5;
// A foil stands this far from the span at least, in words, so that it does not share its words.
const APART = 12;

/** Measures the fit check on the spans of ../shared/align/spans.json that are of one recording. */
export async function measureFits(ear: Ear, folder: string, name: string): Promise<MeasuredFits> {
  const all = JSON.parse(await readFile(`${folder}/spans.json`, "utf8")) as Span[];
  const recording = await readRecording(folder, name);
  const cepstra = await hear({ audio: samplesOf(recording) });
  const next = random(7);
  const milliseconds: number[] = [];
  const score = (span: Span, words: readonly string[]) => {
    const began = performance.now();
    const fit = fitWords(ear, cepstra, { words, from: span.a, to: span.e });
    milliseconds.push(performance.now() - began);
    return fit?.score ?? Number.NEGATIVE_INFINITY;
  };
  const phones = (words: readonly string[]) =>
    sayWords(
      words.map((text) => ({ text, pause: 0 })),
      ear.dictionary,
      ear.model.definition,
    ).reduce((sum, { phones: [way] }) => sum + way!.length, 0);
  const others = recording.words.map(({ text }) => text);
  const trueScores: number[] = [];
  const changedScores: number[] = [];
  let [changedBeaten, foreign, foreignBeaten, best] = [0, 0, 0, 0];
  const spans = all.filter(({ id }) => id === name);
  for (const span of spans) {
    const words = span.text.split(/\s+/);
    const own = score(span, words);
    trueScores.push(own);
    const rivals: number[] = [];
    for (let tries = 0, found = 0; tries < 200 && found < FOILS; tries++) {
      const at = Math.floor(next() * (others.length - span.k));
      const foil = others.slice(at, at + span.k);
      if (Math.abs(at - span.i) < APART || Math.abs(phones(foil) - phones(words)) > 1) continue;
      found++;
      foreign++;
      const value = score(span, foil);
      if (own > value) foreignBeaten++;
      rivals.push(value);
    }
    const long = words.flatMap((word, i) => (phones([word]) >= 3 ? [i] : []));
    for (let tries = 0, found = 0; tries < 100 && found < FOILS && long.length > 0; tries++) {
      const at = long[Math.floor(next() * long.length)]!;
      const other = others[Math.floor(next() * others.length)]!;
      const isSame = other.toLowerCase().replace(/\W/g, "") === words[at]!.toLowerCase().replace(/\W/g, "");
      if (isSame || Math.abs(phones([other]) - phones([words[at]!])) > 1) continue;
      found++;
      const value = score(
        span,
        words.map((word, i) => (i === at ? other : word)),
      );
      changedScores.push(value);
      if (own > value) changedBeaten++;
      rivals.push(value);
    }
    if (rivals.every((rival) => own > rival)) best++;
  }
  return {
    spans: spans.length,
    beatsChanged: changedBeaten / Math.max(1, changedScores.length),
    beatsForeign: foreignBeaten / Math.max(1, foreign),
    bestOfAll: best / Math.max(1, spans.length),
    trueScores,
    changedScores,
    milliseconds: milliseconds.sort((a, b) => a - b),
  };
}
