import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { type Alignment, type Cepstra, chooseTimes, FrontEnd, type TextWord } from "@/align";
import { decodeAudio } from "@/server/text/alignment/decode-audio";
import { theEar } from "./ear";

// The second episode of the demonstration, whose true times are known.

const truth = JSON.parse(readFileSync("tests/fixtures/demo-word-starts-2.json", "utf8")) as {
  words: { word: string; start: number }[];
};
const words: TextWord[] = truth.words.map(({ word }) => ({
  text: word,
  pause: /[.!?]/.test(word) ? 2 : /,/.test(word) ? 1 : 0,
}));
const starts = truth.words.map(({ start }) => start);

let cepstra: Cepstra;
beforeAll(async () => {
  const frontEnd = new FrontEnd();
  for await (const piece of decodeAudio("public/demo/figures-of-speech-2.mp3")) frontEnd.push(piece);
  cepstra = frontEnd.cepstra;
});

const alignment = (times: readonly (number | null)[], more: Partial<Alignment> = {}): Alignment => ({
  ...{ starts: times, confidence: Float32Array.from(times, (start) => (start === null ? 0 : 0.99)) },
  ...{ stretches: [], insertions: [], wrongAnchors: [], verdict: "aligned", duration: cepstra.length / 100 },
  ...more,
});

/** Some words later by some seconds, as an aligner has them that took one sentence for another. */
const moved = (first: number, last: number, by: number) =>
  starts.map((start, i) => (i >= first && i < last ? start + by : start));
const without = (first: number, last: number) =>
  starts.map((start, i) => (i >= first && i < last ? null : start));

test("where two sources differ, those times are taken whose words fit the sound", async () => {
  const ear = await theEar();
  for (const wrong of [moved(20, 26, 0.6), moved(40, 47, -0.5), without(60, 66)]) {
    const own = chooseTimes(ear, cepstra, { words, own: alignment(wrong), other: alignment(starts) });
    expect(own.starts).toEqual(starts);
    const other = chooseTimes(ear, cepstra, { words, own: alignment(starts), other: alignment(wrong) });
    expect(other.starts).toEqual(starts);
  }
});

test("of sources that agree nothing changes, and times never run backwards", async () => {
  const ear = await theEar();
  const near = starts.map((start, i) => start + (i % 2 ? 0.05 : -0.05));
  const found = chooseTimes(ear, cepstra, { words, own: alignment(starts), other: alignment(near) });
  expect(found.starts).toEqual(starts);
  const mixed = chooseTimes(ear, cepstra, {
    ...{ words, own: alignment(moved(30, 36, 0.8)), other: alignment(near) },
  });
  const heard = mixed.starts.filter((start) => start !== null);
  expect(heard).toEqual(heard.toSorted((a, b) => a - b));
});

test("the sound's own verdict holds, but for a language that the built-in aligner does not know", async () => {
  const ear = await theEar();
  const other = alignment(starts);
  const nothing = starts.map(() => null);
  const chosen = (own: Alignment) => chooseTimes(ear, cepstra, { words, own, other });
  expect(chosen(alignment(nothing, { verdict: "wrong-audio" })).verdict).toBe("wrong-audio");
  expect(chosen(alignment(nothing, { verdict: "other-language" }))).toMatchObject({
    ...{ verdict: "aligned", starts },
  });
  const wrong = alignment(nothing, { verdict: "wrong-audio" });
  expect(chooseTimes(ear, cepstra, { words, own: other, other: wrong })).toBe(other);
});
