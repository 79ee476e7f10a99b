import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { type Cepstra, FrontEnd, spanAround, weighWords } from "@/align";
import { decodeAudio } from "@/server/text/alignment/decode-audio";
import { theEar } from "./ear";

const texts = "one two three four five six seven eight nine ten".split(" ");
const known = (unsure: readonly number[] = []) => ({
  words: texts,
  starts: texts.map((_, i) => i),
  confidences: texts.map((_, i) => (unsure.includes(i) ? 0.5 : 0.99)),
});

describe("the stretch of sound around a change", () => {
  test("reaches from one sure word to another, with a neighbour on each side", () => {
    expect(spanAround(known(), { first: 4, last: 5, put: ["V"], isGap: false })).toEqual({
      words: ["four", "V", "six"],
      asked: [1, 2],
      instead: ["four", "five", "six"],
      ...{ from: 3, to: 6 },
      // How well words fit in this voice is seen next to it.
      beside: null,
    });
    expect(spanAround(known([3, 6, 7]), { first: 4, last: 4, put: ["a", "b"], isGap: true })).toEqual({
      words: ["three", "four", "a", "b", "five"],
      asked: [2, 4],
      instead: null,
      ...{ from: 2, to: 5 },
      beside: { words: ["six", "seven", "eight", "nine"], from: 5, to: 9 },
    });
    // Words that are taken out leave none in question.
    expect(spanAround(known(), { first: 4, last: 6, put: [], isGap: false })).toMatchObject({
      ...{ words: ["four", "seven"], asked: [1, 1], from: 3, to: 7 },
    });
  });

  test("is not known at the ends of a text, far from any sure word, and where it would be too long", () => {
    const change = { first: 4, last: 5, put: ["V"], isGap: false };
    expect(spanAround(known(), { ...change, first: 0, last: 1 })).toBeNull();
    expect(spanAround(known(), { ...change, first: 9, last: 10 })).toBeNull();
    expect(spanAround(known([0, 1, 2, 3]), change)).toBeNull();
    expect(spanAround({ ...known(), starts: texts.map((_, i) => 10 * i) }, change)).toBeNull();
    const many = { words: Array(30).fill("x"), starts: Array(30).fill(0), confidences: Array(30).fill(0.5) };
    const far = {
      ...many,
      confidences: many.confidences.map((_: number, i: number) => (i === 0 || i === 29 ? 1 : 0.5)),
    };
    expect(spanAround(far, { ...change, first: 15, last: 16 })).toBeNull();
  });
});

describe("what the sound says of a change", () => {
  const truth = JSON.parse(readFileSync("tests/fixtures/demo-word-starts-2.json", "utf8")) as {
    words: { word: string; start: number }[];
  };
  const all = {
    words: truth.words.map(({ word }) => word),
    starts: truth.words.map(({ start }) => start),
    confidences: truth.words.map(() => 1),
  };
  let cepstra: Cepstra;
  beforeAll(async () => {
    const frontEnd = new FrontEnd();
    for await (const piece of decodeAudio("public/demo/figures-of-speech-2.mp3")) frontEnd.push(piece);
    cepstra = frontEnd.cepstra;
  });

  /** Of each fifth word, and some behind it, what becomes of a change. */
  async function weighed(
    how: (first: number) => { put: readonly string[]; words: readonly string[]; isGap: boolean },
  ) {
    const ear = await theEar();
    const found: ReturnType<typeof weighWords>[] = [];
    for (let first = 5; first + 8 < all.words.length; first += 5) {
      const { words, ...change } = how(first);
      const wording = spanAround({ ...all, words }, { ...change, first, last: first + 3 });
      if (wording) found.push(weighWords(ear, cepstra, wording));
    }
    const share = (judgement: string) =>
      found.filter((fit) => fit?.judgement === judgement).length / found.length;
    const probability = found.reduce((sum, fit) => sum + (fit?.probability ?? 0), 0) / found.length;
    return { supports: share("supports"), against: share("against"), probability };
  }

  const with3 = (first: number, put: readonly string[]) => all.words.toSpliced(first, 3, ...put);
  const true3 = (first: number) => all.words.slice(first, first + 3);
  const WRONG = ["purple", "crocodiles", "everywhere"];

  test("tells true words from others in a gap", async () => {
    const right = await weighed((first) => ({ put: true3(first), words: all.words, isGap: true }));
    const wrong = await weighed(() => ({ put: WRONG, words: all.words, isGap: true }));
    expect(right.probability).toBeGreaterThan(wrong.probability + 0.3);
    expect(right.supports).toBeGreaterThan(3 * wrong.supports);
    expect(wrong.against).toBeGreaterThan(3 * right.against);
  });

  test("tells a correction from its opposite", async () => {
    const right = await weighed((first) => ({ put: true3(first), words: with3(first, WRONG), isGap: false }));
    const wrong = await weighed(() => ({ put: WRONG, words: all.words, isGap: false }));
    expect(right.supports).toBeGreaterThan(0.9);
    expect(wrong.against).toBeGreaterThan(0.9);
  });

  test("is nothing where more is said than the stretch has time for, or no word is left", async () => {
    const ear = await theEar();
    const of = (put: readonly string[], last = 6) =>
      weighWords(ear, cepstra, spanAround(all, { first: 5, last, put, isGap: true })!);
    expect(of(Array(400).fill("extraordinarily"))).toBeNull();
    expect(of(["—"])?.judgement).toBeDefined();
  });
});
